import { z } from 'zod'
import { badRequest } from './failure.ts'

const text = z.string()
const flag = z.boolean()
const certificates = z.array(z.base64().min(1)).max(100)

/** A definition as it is stored: Apple's defaults where the client said nothing. Unknown keys are refused by nobody. */
const profileSchema = z.object({
  profile_name: text.default(''),
  url: text.default(''),
  configuration_web_url: text.optional(),
  is_supervised: flag.default(false),
  is_mandatory: flag.default(false),
  is_mdm_removable: flag.default(true),
  allow_pairing: flag.default(true),
  await_device_configured: flag.default(false),
  is_multi_user: flag.default(false),
  auto_advance_setup: flag.default(false),
  do_not_use_profile_from_backup: flag.default(false),
  is_return_to_service: flag.default(false),
  anchor_certs: certificates.optional(),
  supervising_host_certs: certificates.optional(),
  skip_setup_items: z.array(text).optional(),
  department: text.optional(),
  org_magic: text.optional(),
  support_phone_number: text.optional(),
  support_email_address: text.optional(),
  language: text.optional(),
  region: text.optional(),
})

export type ProgramProfile = z.infer<typeof profileSchema>

/** Reads and judges a definition by Apple's limits. @throws ProgramFailure 400 with the code for the first broken rule */
export function readProfile(body: unknown): ProgramProfile {
  const read = profileSchema.safeParse(body)
  if (!read.success) throw badRequest('MALFORMED_REQUEST_BODY')
  const profile = read.data
  const refuse = (broken: boolean, code: string) => {
    if (broken) throw badRequest(code)
  }
  refuse(profile.profile_name.trim() === '', 'CONFIG_NAME_REQUIRED')
  refuse(profile.profile_name.length > 125, 'CONFIG_NAME_INVALID')
  refuse(profile.url === '', 'CONFIG_URL_REQUIRED')
  refuse(!isSecureUrl(profile.url), 'CONFIG_URL_INVALID')
  const { configuration_web_url: web } = profile
  refuse(web !== undefined && !isSecureUrl(web), 'CONFIG_URL_INVALID')
  refuse((profile.department ?? '').length > 125, 'DEPARTMENT_INVALID')
  refuse((profile.org_magic ?? '').length > 256, 'MAGIC_INVALID')
  refuse((profile.support_phone_number ?? '').length > 50, 'SUPPORT_PHONE_INVALID')
  refuse(!isEmail(profile.support_email_address ?? ''), 'SUPPORT_EMAIL_INVALID')
  refuse(!/^([a-z]{2,3})?$/i.test(profile.language ?? ''), 'LOCALE_INVALID')
  refuse(!/^([a-z]{2})?$/i.test(profile.region ?? ''), 'LOCALE_INVALID')
  // Only supervised devices can be kept from removing their management, or kept waiting.
  const needsSupervision = !profile.is_mdm_removable || profile.await_device_configured
  refuse(needsSupervision && !profile.is_supervised, 'FLAGS_INVALID')
  return profile
}

function isSecureUrl(value: string): boolean {
  const url = URL.parse(value)
  return url !== null && url.protocol === 'https:' && url.href.length <= 2000
}

function isEmail(value: string): boolean {
  return value === '' || (value.length <= 250 && /^[^\s@]+@[^\s@]+$/.test(value))
}
