import { isoTime, neverIso } from '../../clock.ts'
import { federatedDomain, managedDomain } from '../../domains.ts'
import { organizationName } from '../../world.ts'
import type { GraphCall, GraphReply, GraphRoute } from '../call.ts'
import { scopes } from '../call.ts'
import { directoryNotFound, personEntity } from '../directory-objects.ts'
import { GraphFailure, malformedRequest } from '../failure.ts'
import { entityReply, listReply } from '../listing.ts'

async function deviceManagement(call: GraphCall): Promise<GraphReply> {
  if (!call.tenant.switches.tenantLicensed) {
    throw new GraphFailure(403, 'Forbidden', 'The tenant has no active Intune license.', { style: 'intune' })
  }
  const entity = {
    id: 'deviceManagement',
    settings: null,
    maximumDepTokens: 100,
    intuneAccountId: call.tenant.world.accountId,
    lastReportAggregationDateTime: neverIso,
    deviceComplianceReportSummarizationDateTime: isoTime(call.tenant.clock.now()),
    legacyPcManangementEnabled: false,
    unlicensedAdminstratorsEnabled: true,
  }
  // In the metadata, but not in recorded answers unless it is asked for.
  const asked = call.query.select?.includes('subscriptionState') === true
  return entityReply(call, asked ? { ...entity, subscriptionState: 'active' } : entity)
}

async function organization(call: GraphCall): Promise<GraphReply> {
  const { world, switches } = call.tenant
  const { tenantId } = world
  const federated = { name: federatedDomain, type: 'Federated', isDefault: false, isInitial: false }
  return listReply(call, [
    {
      id: tenantId,
      displayName: organizationName,
      tenantType: 'AAD',
      verifiedDomains: [
        { name: managedDomain, type: 'Managed', isDefault: true, isInitial: true },
        ...(switches.federation === 'none' ? [] : [federated]),
      ],
    },
  ])
}

async function me(call: GraphCall): Promise<GraphReply> {
  const { upn } = call.caller
  if (upn === null) throw malformedRequest('/me request is only valid with delegated authentication flow.')
  const row = await call.tenant.db.selectFrom('person').selectAll().where('upn', '=', upn).executeTakeFirst()
  if (row === undefined) throw directoryNotFound(upn)
  const contextUrl = call.contextUrl.replace(/#me$/, '#users')
  return entityReply({ ...call, contextUrl }, personEntity(row))
}

const everyRead = [
  ...scopes.read,
  ...scopes.readDevices,
  ...scopes.readPolicies,
  'DeviceManagementApps.Read.All',
  'DeviceManagementRBAC.Read.All',
]

async function roleScopeTags(call: GraphCall): Promise<GraphReply> {
  return listReply(call, [{ id: '0', displayName: 'Default', description: '', isBuiltIn: true }])
}

async function enrollmentConfigurations(call: GraphCall): Promise<GraphReply> {
  const blocked = call.tenant.switches.iosBlocked
  const ios = {
    platformBlocked: blocked,
    personalDeviceEnrollmentBlocked: false,
    osMinimumVersion: '',
    osMaximumVersion: '',
  }
  return listReply(call, [
    {
      '@odata.type': '#microsoft.graph.deviceEnrollmentPlatformRestrictionsConfiguration',
      id: `${call.tenant.world.accountId}_DefaultPlatformRestrictions`,
      displayName: 'All users and all devices',
      description: null,
      priority: 0,
      iosRestriction: ios,
    },
  ])
}

export const serviceRoutes: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: 'deviceManagement',
    beta: false,
    scopes: everyRead,
    family: 'other',
    handle: deviceManagement,
  },
  { method: 'GET', path: 'organization', beta: false, scopes: [], family: 'other', handle: organization },
  { method: 'GET', path: 'me', beta: false, scopes: [], family: 'other', handle: me },
  {
    method: 'GET',
    path: 'deviceManagement/roleScopeTags',
    beta: true,
    scopes: everyRead,
    family: 'other',
    handle: roleScopeTags,
  },
  {
    method: 'GET',
    path: 'deviceManagement/deviceEnrollmentConfigurations',
    beta: false,
    scopes: scopes.read,
    family: 'enrollment',
    handle: enrollmentConfigurations,
  },
]
