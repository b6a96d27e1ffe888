/** Product facts as Apple's own tools show them; no real device is meant by any of them. */
export type Model = {
  readonly productType: string
  readonly marketingName: string
  readonly hardwareModel: string
  readonly modelNumber: string
  readonly deviceClass: 'iPhone' | 'iPad'
  readonly chipId: number
  readonly boardId: number
  /** USB product id: 0x12A8 is an iPhone, 0x12AB an iPad. */
  readonly usbProductId: number
  readonly cellular: boolean
  /** Newest and oldest major OS version it runs in the cart. */
  readonly osMajors: readonly number[]
  readonly storageGb: number
}

export type OsRelease = { readonly version: string; readonly build: string }

/** One or two releases of each major version that practice devices may carry. */
export const osReleases: readonly OsRelease[] = [
  { version: '16.7.10', build: '20H350' },
  { version: '17.6.1', build: '21G93' },
  { version: '17.7.2', build: '21H221' },
  { version: '18.3', build: '22D63' },
  { version: '18.5', build: '22F76' },
  { version: '26.0', build: '23A341' },
  { version: '26.1', build: '23B85' },
]

const iPhone = { deviceClass: 'iPhone', usbProductId: 0x12a8, cellular: true } as const
const iPad = { deviceClass: 'iPad', usbProductId: 0x12ab } as const

export const models: readonly Model[] = [
  {
    ...iPhone,
    productType: 'iPhone14,5',
    marketingName: 'iPhone 13',
    hardwareModel: 'D17AP',
    modelNumber: 'MLPF3',
    chipId: 0x8110,
    boardId: 0x08,
    osMajors: [16, 17, 18, 26],
    storageGb: 128,
  },
  {
    ...iPhone,
    productType: 'iPhone14,6',
    marketingName: 'iPhone SE (3rd generation)',
    hardwareModel: 'D49AP',
    modelNumber: 'MMXF3',
    chipId: 0x8110,
    boardId: 0x10,
    osMajors: [16, 17, 18, 26],
    storageGb: 64,
  },
  {
    ...iPhone,
    productType: 'iPhone14,7',
    marketingName: 'iPhone 14',
    hardwareModel: 'D27AP',
    modelNumber: 'MPUF3',
    chipId: 0x8110,
    boardId: 0x18,
    osMajors: [16, 17, 18, 26],
    storageGb: 128,
  },
  {
    ...iPhone,
    productType: 'iPhone15,4',
    marketingName: 'iPhone 15',
    hardwareModel: 'D37AP',
    modelNumber: 'MTP03',
    chipId: 0x8120,
    boardId: 0x08,
    osMajors: [17, 18, 26],
    storageGb: 128,
  },
  {
    ...iPhone,
    productType: 'iPhone17,3',
    marketingName: 'iPhone 16',
    hardwareModel: 'D47AP',
    modelNumber: 'MYE73',
    chipId: 0x8140,
    boardId: 0x08,
    osMajors: [18, 26],
    storageGb: 128,
  },
  {
    ...iPad,
    productType: 'iPad13,18',
    marketingName: 'iPad (10th generation)',
    hardwareModel: 'J271AP',
    modelNumber: 'MPQ03',
    chipId: 0x8101,
    boardId: 0x10,
    osMajors: [16, 17, 18, 26],
    storageGb: 64,
    cellular: false,
  },
  {
    ...iPad,
    productType: 'iPad14,1',
    marketingName: 'iPad mini (6th generation)',
    hardwareModel: 'J310AP',
    modelNumber: 'MK7M3',
    chipId: 0x8110,
    boardId: 0x30,
    osMajors: [16, 17, 18, 26],
    storageGb: 64,
    cellular: false,
  },
  {
    ...iPad,
    productType: 'iPad13,17',
    marketingName: 'iPad Air (5th generation)',
    hardwareModel: 'J408AP',
    modelNumber: 'MM6R3',
    chipId: 0x8103,
    boardId: 0x2a,
    osMajors: [16, 17, 18, 26],
    storageGb: 64,
    cellular: true,
  },
]

/** Whether a device of this model may run this release. */
export function runs(model: Model, release: OsRelease): boolean {
  return model.osMajors.includes(Number(release.version.split('.')[0]))
}
