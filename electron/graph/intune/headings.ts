import { isSerial, normalizeSerial } from '../serial.ts'

/** What people write above a column of serial numbers or IMEIs, as `plainHeading` leaves it. */
export const identifierHeadings: ReadonlySet<string> = new Set([
  'serial',
  'serials',
  'serialnumber',
  'serialnumbers',
  'serialno',
  'serialnr',
  'sn',
  'deviceserial',
  'deviceserialnumber',
  'numeroserie',
  'numerodeserie',
  'numserie',
  'nserie',
  'nodeserie',
  'ndeserie',
  'serie',
  'seriennummer',
  'imei',
  'imei1',
  'identifier',
  'identifiant',
])

export const detailHeadings: ReadonlySet<string> = new Set([
  'details',
  'detail',
  'devicedetails',
  'description',
  'comment',
  'comments',
  'commentaire',
  'commentaires',
  'note',
  'notes',
  'remarque',
  'informations',
])

/** Lower case, without accents and anything but letters and digits. */
export function plainHeading(cell: string): string {
  return cell
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

/** A heading is a known word, or words only where a serial number would have a digit. */
export function isHeading(cells: readonly string[]): boolean {
  if (cells.some((cell) => identifierHeadings.has(plainHeading(cell)))) return true
  const [first = ''] = cells
  return !isSerial(normalizeSerial(first)) && /^[^\d]+$/.test(first)
}
