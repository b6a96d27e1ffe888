import { once } from 'node:events'
import { generateRsaKey } from '../../../../electron/lib/crypto-keys.ts'
import { issueCertificate } from '../../../../electron/pki/certificate.ts'
import { Phone, factoryStorage } from '../../../../electron/practice/cart/phone.ts'
import type { PhoneFact, PhoneIdentity, PhoneStorage } from '../../../../electron/practice/cart/phone.ts'
import { createSoftware } from '../../../../electron/practice/cart/software/create-software.ts'
import { defaultAnswers } from '../../../../electron/practice/cart/software/hands.ts'
import { Prompts } from '../../../../electron/practice/cart/software/prompts.ts'
import type { Prompt, PromptAnswer, PromptKind } from '../../../../electron/practice/cart/software/prompts.ts'
import type {
  Hands,
  HandsAnswers,
  Mishap,
  PhoneSoftware,
  PracticeNetwork,
  SoftwareWorld,
} from '../../../../electron/practice/cart/software/software.ts'

export type Authority = { readonly certificatePem: string; readonly privateKeyPem: string }

export async function makeAuthority(name: string, valid: readonly [number, number] = [-1, 10]): Promise<Authority> {
  const key = await generateRsaKey()
  const { pem } = issueCertificate({
    subject: [{ type: 'commonName', value: name }],
    issuer: null,
    ...key,
    ...validity(valid),
    basicConstraints: { ca: true, critical: true },
    keyUsage: ['keyCertSign', 'digitalSignature', 'keyEncipherment'],
    subjectKeyIdentifier: true,
  })
  return { certificatePem: pem, privateKeyPem: key.privateKeyPem }
}

export function validity([from, to]: readonly [number, number]): { notBefore: Date; notAfter: Date } {
  const day = 24 * 3_600_000
  return { notBefore: new Date(Date.now() + from * day), notAfter: new Date(Date.now() + to * day) }
}

/** The root below which the built-in certificates of test phones hang. */
export const deviceAuthority = await makeAuthority('Test Device CA')

const builtInKey = await generateRsaKey()
let count = 0

export function makeIdentity(overrides: Partial<PhoneIdentity> = {}): PhoneIdentity {
  count += 1
  const serial = `TEST${String(count).padStart(6, '0')}`
  const { pem } = issueCertificate({
    subject: [{ type: 'commonName', value: serial }],
    issuer: deviceAuthority,
    publicKeyPem: builtInKey.publicKeyPem,
    ...validity([-1, 10]),
  })
  return {
    udid: `00008101-${String(count).padStart(16, '0')}`,
    serial,
    ecid: BigInt(count),
    productType: 'iPhone15,4',
    marketingName: 'iPhone 15',
    hardwareModel: 'D37AP',
    modelNumber: 'MTP03',
    deviceClass: 'iPhone',
    osVersion: '17.4.1',
    build: '21E236',
    wifiAddress: '00:00:00:00:00:01',
    bluetoothAddress: '00:00:00:00:00:02',
    chipId: 0x8101,
    boardId: 0x08,
    imei: '000000000000001',
    meid: null,
    iccid: null,
    lockdownKey: () => Promise.resolve({ privateKeyPem: '', publicKeyPem: '' }),
    builtIn: () =>
      Promise.resolve({
        certificatePem: pem,
        privateKeyPem: builtInKey.privateKeyPem,
        issuerPem: deviceAuthority.certificatePem,
      }),
    ...overrides,
  }
}

export type RigOptions = {
  readonly identity?: Partial<PhoneIdentity>
  readonly storage?: Partial<PhoneStorage>
  readonly hands?: Hands
  readonly answers?: Partial<HandsAnswers>
  readonly networks?: readonly PracticeNetwork[]
  /** What goes wrong, each once, in this order where it is the same kind. */
  readonly mishaps?: readonly Mishap[]
}

export const benchNetwork: PracticeNetwork = { ssid: 'Bench', password: 'lantern-7' }

/** A phone with its software, not booted; time passes at once, and the limits of people never. */
export class PhoneRig {
  readonly phone: Phone
  readonly software: PhoneSoftware
  /** Every duration the software waited for, in ms. */
  readonly pauses: number[] = []
  /** Pauses last until they are called off. */
  standStill = false
  hands: Hands
  answers: HandsAnswers
  /** Call it to let the 8 minutes for a downloaded profile pass. */
  lapse: () => void = () => undefined

  constructor(options: RigOptions = {}) {
    const identity = makeIdentity(options.identity)
    this.phone = new Phone(identity, { ...factoryStorage(identity), ...options.storage }, new Prompts())
    this.hands = options.hands ?? { kind: 'atOnce' }
    this.answers = { ...defaultAnswers, hello: 'always', ...options.answers }
    const mishaps = [...(options.mishaps ?? [])]
    const world: SoftwareWorld = {
      networks: options.networks ?? [benchNetwork],
      pause: async (ms, signal) => {
        this.pauses.push(ms)
        if (this.standStill) await once(signal ?? new AbortController().signal, 'abort')
        await new Promise((resolve) => setImmediate(resolve))
      },
      deadline: () => new Promise((resolve) => (this.lapse = resolve)),
      mishap: (kind) => {
        const index = mishaps.indexOf(kind)
        if (index !== -1) mishaps.splice(index, 1)
        return index !== -1
      },
      hands: () => this.hands,
      answers: () => this.answers,
    }
    this.software = createSoftware(this.phone, world)
  }

  /** Settles with the first (or next) fact of that kind; those already written count. */
  fact(kind: string, fits: (fact: PhoneFact) => boolean = () => true): Promise<PhoneFact> {
    const found = this.phone.facts.find((fact) => fact.kind === kind && fits(fact))
    if (found !== undefined) return Promise.resolve(found)
    return new Promise((resolve) => {
      const look = (fact: PhoneFact): void => {
        if (fact.kind !== kind || !fits(fact)) return
        this.phone.off('fact', look)
        resolve(fact)
      }
      this.phone.on('fact', look)
    })
  }

  kinds(): readonly string[] {
    return this.phone.facts.map((fact) => fact.kind)
  }

  panes(): readonly unknown[] {
    return this.phone.facts.filter((fact) => fact.kind === 'pane').map((fact) => fact.detail['key'])
  }

  /** Waits until such a question is open, and gives it. */
  asked(kind: PromptKind): Promise<Prompt> {
    const open = this.phone.prompts.pending().find((prompt) => prompt.kind === kind)
    if (open !== undefined) return Promise.resolve(open)
    return new Promise((resolve) => {
      const look = (prompt: Prompt): void => {
        if (prompt.kind !== kind) return
        this.phone.prompts.off('asked', look)
        resolve(prompt)
      }
      this.phone.prompts.on('asked', look)
    })
  }

  /** Answers a question of that kind as soon as it is open. */
  async tap(kind: PromptKind, answer: PromptAnswer = { kind: 'accept', input: {} }): Promise<void> {
    const prompt = await this.asked(kind)
    this.phone.prompts.answer(prompt.id, answer)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
