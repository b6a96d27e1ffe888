import type { ProgramCall, ProgramRoute } from '../call.ts'

/** Who the server works for, and how many devices a page may hold. */
async function account({ server, organization, protocol, program }: ProgramCall): Promise<object> {
  const { pageDefault, pageMaximum } = program.switches
  const limit = { default: pageDefault, maximum: pageMaximum }
  return {
    admin_id: server.admin_id,
    facilitator_id: server.admin_id,
    server_name: server.name,
    server_uuid: server.uuid,
    org_name: organization.name,
    org_email: organization.email,
    org_phone: organization.phone,
    org_address: organization.address,
    ...(protocol < 3
      ? {}
      : {
          org_id: organization.id,
          org_id_hash: organization.idHash,
          org_type: 'org',
          org_version: 'v2',
          urls: [
            { uri: '/server/devices', http_method: ['POST'], limit },
            { uri: '/devices/sync', http_method: ['POST'], limit },
            { uri: '/devices', http_method: ['POST'] },
            { uri: '/profile', http_method: ['GET', 'POST'] },
            { uri: '/profile/devices', http_method: ['POST', 'PUT', 'DELETE'] },
            { uri: '/devices/disown', http_method: ['POST'] },
            { uri: '/device/activationlock', http_method: ['POST'] },
            { uri: '/account-driven-enrollment/profile', http_method: ['POST', 'GET', 'DELETE'] },
            { uri: '/os-beta-enrollment/tokens', http_method: ['GET'] },
          ],
        }),
  }
}

export const accountRoutes: readonly ProgramRoute[] = [{ method: 'GET', path: '/account', handle: account }]
