import { AppError } from './errors.ts'

/** What a template may use. A null is not known for this device. */
export type NameValues = {
  readonly serial: string | null
  /** Number of the cart slot. */
  readonly slot: number | null
  /** The organization's inventory number. */
  readonly asset: string | null
  /** Running number within the batch. */
  readonly counter: number | null
  /** iPhone, iPad: what Intune puts for its `{{DEVICETYPE}}`. */
  readonly deviceType: string | null
}

/** Intune's limit for device names, after placeholders are filled in. */
export const maxNameLength = 63

/** `{slot}`, `{counter:3}` (padded with zeros), and Intune's own two, so that one template serves both. */
const placeholder = /\{\{(?:SERIAL|DEVICETYPE)\}\}|\{(serial|slot|asset|counter)(?::([1-9]))?\}/g

/**
 * The name of one device.
 * @throws AppError 'profiles.nameToken', 'profiles.nameValueMissing', 'profiles.nameCharacters', 'profiles.nameLength'
 */
export function expandNameTemplate(template: string, values: NameValues): string {
  checkNameTemplate(template)
  return checkName(expandTemplate(template, values).trim().normalize('NFC'))
}

/**
 * A text with its placeholders filled in, for labels: as long as it likes, and with line breaks.
 * @throws AppError 'profiles.nameValueMissing'
 */
export function expandTemplate(template: string, values: NameValues): string {
  return template.replace(placeholder, (token, key: keyof NameValues | undefined, width: string | undefined) => {
    const value = values[key ?? (token === '{{DEVICETYPE}}' ? 'deviceType' : 'serial')]
    if (value === null || value === '') throw new AppError('profiles.nameValueMissing', { token: bare(token) })
    return String(value).padStart(Number(width ?? 0), '0')
  })
}

/**
 * Checks a template before any device is there.
 * @throws AppError 'profiles.nameToken' for braces that are no placeholder, 'profiles.nameCharacters',
 *   'profiles.nameLength' for a template without any text
 */
export function checkNameTemplate(template: string): void {
  const rest = template.replace(placeholder, '')
  const stray = /\{[^{}]*\}?|\}/.exec(rest)?.[0]
  if (stray !== undefined) throw new AppError('profiles.nameToken', { token: stray.slice(0, 40) })
  const padded = [...template.matchAll(placeholder)].find(
    ([, key, width]) => width !== undefined && key !== 'counter' && key !== 'slot',
  )
  if (padded) throw new AppError('profiles.nameToken', { token: padded[0] })
  if (template.trim() === '') throw new AppError('profiles.nameLength', { length: 0, limit: maxNameLength })
  assertCharacters(rest)
}

/** Whether a template asks for a value, by whichever of its names. */
export function usesToken(template: string, token: keyof NameValues): boolean {
  return [...template.matchAll(placeholder)].some(([found, key]) =>
    key === undefined ? (found === '{{SERIAL}}' ? 'serial' : 'deviceType') === token : key === token,
  )
}

function checkName(name: string): string {
  assertCharacters(name)
  if (name.length === 0 || name.length > maxNameLength) {
    throw new AppError('profiles.nameLength', { length: name.length, limit: maxNameLength })
  }
  return name
}

/** Control, format and line separator characters, and halves of surrogate pairs. */
function assertCharacters(text: string): void {
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(text)) throw new AppError('profiles.nameCharacters')
}

function bare(token: string): string {
  return token.replace(/[{}]/g, '').toLowerCase().split(':')[0]!
}
