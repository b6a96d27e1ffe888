import type { TestTenant } from '../../harness/tenant.ts'

export const tokensPath = '/beta/deviceManagement/depOnboardingSettings'

type Hand = Pick<TestTenant, 'control'>

/** Adds an MDM server at the practice portal and downloads its token. */
export async function serverAtApple(
  tenant: Hand,
  name: string,
  certificate: string,
): Promise<{ readonly uuid: string; readonly p7m: string }> {
  const uuid = String((await tenant.control('POST', '/apple/add-server', { name, certificate }))['uuid'])
  const { p7m } = await tenant.control('POST', '/apple/download-token', { server: uuid })
  return { uuid, p7m: String(p7m) }
}

/** So many practice devices the organization owns, on no server yet. @returns their serial numbers */
export async function buyDevices(tenant: Hand, count: number, prefix = 'TESTDEP'): Promise<readonly string[]> {
  const serials = Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(4, '0')}`)
  await tenant.control('POST', '/apple/add-devices', { devices: serials.map((serial) => ({ serial })) })
  return serials
}

export type JoinedToken = { readonly id: string; readonly path: string; readonly server: string }

/** A token in Graph with its server at Apple, joined by a token file that is good. */
export async function joinToken(tenant: TestTenant, name = 'Contoso'): Promise<JoinedToken> {
  const made = await tenant.ask('POST', tokensPath, { tokenName: name, dataSharingConsentGranted: true })
  const id = String(made.json['id'])
  const path = `${tokensPath}/${id}`
  const pem = String((await tenant.ask('POST', `${path}/generateEncryptionPublicKey`)).json['value'])
  const { uuid, p7m } = await serverAtApple(tenant, name, pem)
  const uploaded = await tenant.ask('POST', `${path}/uploadDepToken`, { appleId: 'abm@contoso.example', depToken: p7m })
  if (uploaded.status !== 204) throw new Error(`the token was not taken: ${uploaded.text}`)
  return { id, path, server: uuid }
}

/** Starts a sync a quarter of an hour later and waits for its end. @returns the token as Graph shows it then */
export async function syncNow(tenant: TestTenant, path: string): Promise<Record<string, unknown>> {
  await tenant.control('POST', '/advance-clock', { ms: 15 * 60_000 })
  const answer = await tenant.ask('POST', `${path}/syncWithAppleDeviceEnrollmentProgram`)
  if (answer.status !== 204) throw new Error(`no sync: ${answer.text}`)
  await tenant.control('POST', '/settle-program')
  return (await tenant.ask('GET', path)).json
}

export type AppleTruth = {
  readonly devices: readonly Record<string, unknown>[]
  readonly profiles: readonly Record<string, unknown>[]
}

export async function appleTruth(tenant: Hand): Promise<AppleTruth> {
  return (await tenant.control('GET', '/apple')) as unknown as AppleTruth
}

export type ProgramHand = {
  /** Puts devices on a server at the portal; null takes them off. */
  readonly assignAtPortal: (chosen: readonly string[], server: string | null) => Promise<void>
  /** @returns the profile's id */
  readonly makeProfile: (wish?: Record<string, unknown>) => Promise<string>
  /** Assigns in Graph, and waits until Apple has heard of it or could not. */
  readonly assignProfile: (profile: string, chosen: readonly string[]) => Promise<void>
}

export function programHand(tenant: TestTenant, token: JoinedToken): ProgramHand {
  return {
    assignAtPortal: async (chosen, server) => {
      await tenant.control('POST', '/apple/assign', { serials: chosen, server })
    },
    makeProfile: async (wish = {}) => {
      const made = await tenant.ask('POST', `${token.path}/enrollmentProfiles`, {
        '@odata.type': '#microsoft.graph.depIOSEnrollmentProfile',
        displayName: 'Staff',
        isMandatory: true,
        supervisedModeEnabled: true,
        ...wish,
      })
      if (made.status !== 201) throw new Error(`no profile: ${made.text}`)
      return String(made.json['id'])
    },
    assignProfile: async (profile, chosen) => {
      const path = `${token.path}/enrollmentProfiles/${profile}/updateDeviceProfileAssignment`
      const answer = await tenant.ask('POST', path, { deviceIds: chosen })
      if (answer.status !== 204) throw new Error(`not assigned: ${answer.text}`)
      await tenant.control('POST', '/settle-program')
    },
  }
}
