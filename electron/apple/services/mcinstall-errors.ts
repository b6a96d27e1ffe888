import { AppError } from '../../../src-shared/errors.ts'
import type { ErrorCode } from '../../../src-shared/errors.ts'
import { arrayAt, integerAt, stringAt } from '../plist/take.ts'
import { isPlistDict } from '../plist/value.ts'
import type { PlistDict } from '../plist/value.ts'

type Link = { readonly domain: string; readonly code: number; readonly text: string }

/**
 * Matched by code alone: Apple's ranges do not overlap, and tools in the field have seen codes move between domains.
 * DMCTunnel 14000, MCCloudConfig 33000, DMCKeybag 37000, DMCInstallation 4000, DMCHTTPTransaction 23000, MCOTAProfiles 24000.
 */
const byCode: Readonly<Record<number, ErrorCode>> = {
  4000: 'apple.mcinstall.profileInvalid',
  4001: 'apple.mcinstall.profileNotInstalled',
  4020: 'apple.mcinstall.profileRefused',
  4021: 'apple.mcinstall.lockdownMode',
  14000: 'apple.mcinstall.commandFormat',
  14002: 'apple.mcinstall.alreadyConfigured',
  14004: 'apple.mcinstall.wifiPower',
  14005: 'apple.mcinstall.wifiPower',
  23001: 'apple.mcinstall.enrollmentFailed',
  23002: 'apple.mcinstall.enrollmentUntrusted',
  23003: 'apple.mcinstall.enrollmentCredentials',
  23004: 'apple.mcinstall.enrollmentFailed',
  23005: 'apple.mcinstall.enrollmentFailed',
  23006: 'apple.mcinstall.enrollmentFailed',
  23008: 'apple.mcinstall.enrollmentFailed',
  24000: 'apple.mcinstall.enrollmentFailed',
  24001: 'apple.mcinstall.enrollmentFailed',
  24002: 'apple.mcinstall.enrollmentFailed',
  24003: 'apple.mcinstall.enrollmentFailed',
  24004: 'apple.mcinstall.enrollmentFailed',
  24006: 'apple.mcinstall.enrollmentFailed',
  33000: 'apple.mcinstall.enrollmentCredentials',
  33001: 'apple.mcinstall.cannotRetrieve',
  33002: 'apple.mcinstall.wrongType',
  33003: 'apple.mcinstall.notActivated',
  33004: 'apple.mcinstall.adeDevice',
  33005: 'apple.mcinstall.configurationRefused',
  33015: 'apple.mcinstall.pairingRecordsKept',
  33023: 'apple.mcinstall.notWritten',
  37000: 'apple.mcinstall.keybagMigration',
  37001: 'apple.mcinstall.keybagMigration',
  37002: 'apple.mcinstall.passcodeSet',
}

const byStatus: Readonly<Record<string, ErrorCode>> = {
  CommandFormatError: 'apple.mcinstall.commandFormat',
  CertificateRejected: 'apple.mcinstall.certificateRejected',
  SignedRequestRejected: 'apple.mcinstall.signedRequestRejected',
  NotNow: 'apple.mcinstall.notNow',
}

/** Codes of four digits stand in many domains, so this one is asked for. */
const profileDomain = 'MCProfileErrorDomain'

const maxLinks = 32
const maxText = 300

/**
 * The typed error behind a reply that is not Acknowledged. The chain runs from the outermost error to its cause; the
 * innermost link whose code has a meaning here decides, and the innermost text is shown.
 */
export function mcInstallError(request: string, reply: PlistDict): AppError {
  const chain = readChain(reply)
  const innermost = chain.at(-1)
  const status = stringAt(reply, 'Status') ?? ''
  const known = chain.findLast((link) => codeOf(link) !== undefined)
  const code = (known === undefined ? undefined : codeOf(known)) ?? byStatus[status] ?? 'apple.mcinstall.other'
  const shown = known ?? innermost
  return new AppError(code, {
    request,
    status: status.slice(0, 60),
    domain: shown?.domain ?? status.slice(0, 60),
    code: shown?.code ?? 0,
    text: innermost?.text || shown?.text || status.slice(0, 60),
    outermost: chain[0] === undefined ? null : `${chain[0].domain} ${chain[0].code}`,
  })
}

function codeOf({ domain, code }: Link): ErrorCode | undefined {
  if (domain === profileDomain) return 'apple.mcinstall.profileInvalid'
  return byCode[code]
}

function readChain(reply: PlistDict): readonly Link[] {
  return (arrayAt(reply, 'ErrorChain') ?? []).slice(0, maxLinks).flatMap((value) => {
    if (!isPlistDict(value)) return []
    const text = stringAt(value, 'USEnglishDescription') ?? stringAt(value, 'LocalizedDescription') ?? ''
    const domain = (stringAt(value, 'ErrorDomain') ?? '').slice(0, 80)
    return [{ domain, code: integerAt(value, 'ErrorCode') ?? 0, text: text.slice(0, maxText) }]
  })
}
