import type { abmContract } from '../../src-shared/abm-contract.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import type { AbmDesk } from '../abm/abm-desk.ts'
import type { Ordered } from '../abm/orders.ts'

/** Apple Business Manager, as the contract has it. */
export function makeAbmHandlers(desk: AbmDesk): Handlers<typeof abmContract> {
  return {
    'abm.account': async () => ({ account: await desk.account() }),
    'abm.connect': async ({ clientId, keyId, key }) => {
      const { account, servers } = await desk.connect({ clientId, keyId, key: Buffer.from(key, 'base64') })
      return { account, servers: [...servers] }
    },
    'abm.disconnect': async () => {
      await desk.disconnect()
      return {}
    },
    'abm.servers': async () => ({ servers: [...(await desk.servers())] }),
    'abm.devices': async ({ server }) => ({ devices: [...(await desk.devices(server))] }),
    'abm.device': ({ serial }) => desk.device(serial),
    'abm.assign': async ({ server, serials }) => listed(await desk.assign(server, serials)),
    'abm.unassign': async ({ serials }) => listed(await desk.unassign(serials)),
    'abm.activity': async ({ id }) => ({ activity: await desk.activity(id) }),
  }
}

function listed({ rows, activities }: Ordered) {
  return { rows: [...rows], activities: [...activities] }
}
