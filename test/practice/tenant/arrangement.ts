import type { TestTenant } from '../../harness/tenant.ts'

/** Base of the container of Apple Configurator. */
export function container(tenant: TestTenant): string {
  return `/beta/deviceManagement/depOnboardingSettings/${tenant.tenant.world.accountId}`
}

/** Creates a profile. @returns its composite id */
export async function createProfile(tenant: TestTenant, body: object = {}): Promise<string> {
  const answer = await tenant.ask('POST', `${container(tenant)}/enrollmentProfiles`, {
    '@odata.type': '#microsoft.graph.enrollmentProfile',
    displayName: 'Kiosk',
    description: '',
    requiresUserAuthentication: false,
    enableAuthenticationViaCompanyPortal: false,
    requireCompanyPortalOnSetupAssistantEnrolledDevices: false,
    ...body,
  })
  if (answer.status !== 201) throw new Error(answer.text)
  return String(answer.json['id'])
}

export async function importSerials(
  tenant: TestTenant,
  serials: readonly string[],
  extra: object = {},
  overwrite = false,
) {
  return tenant.ask('POST', `${container(tenant)}/importedAppleDeviceIdentities/importAppleDeviceIdentityList`, {
    importedAppleDeviceIdentities: serials.map((serialNumber) => ({
      '@odata.type': '#microsoft.graph.importedAppleDeviceIdentity',
      serialNumber,
      discoverySource: 'adminImport',
      platform: 'ios',
      ...extra,
    })),
    overwriteImportedDeviceIdentities: overwrite,
  })
}

export async function assign(tenant: TestTenant, profileId: string, serials: readonly string[]) {
  return tenant.ask('POST', `${container(tenant)}/enrollmentProfiles/${profileId}/updateDeviceProfileAssignment`, {
    deviceIds: serials,
  })
}

/** Profile, import and assignment in one: a device that may enroll. @returns the profile's composite id */
export async function prepare(tenant: TestTenant, serial: string, profile: object = {}): Promise<string> {
  const id = await createProfile(tenant, profile)
  await importSerials(tenant, [serial])
  await assign(tenant, id, [serial])
  return id
}

export async function stateOf(tenant: TestTenant, serial: string): Promise<Record<string, unknown>> {
  const answer = await tenant.ask(
    'GET',
    `${container(tenant)}/importedAppleDeviceIdentities?$filter=serialNumber eq '${serial}'`,
  )
  return (answer.json['value'] as Record<string, unknown>[])[0] ?? {}
}

export async function managedDevices(tenant: TestTenant, serial: string): Promise<readonly Record<string, unknown>[]> {
  const answer = await tenant.ask('GET', `/v1.0/deviceManagement/managedDevices?$filter=serialNumber eq '${serial}'`)
  return answer.json['value'] as Record<string, unknown>[]
}
