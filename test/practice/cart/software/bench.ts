import { afterEach } from 'vitest'
import { closeHttpAgents } from '../../../../electron/lib/http.ts'
import { MdmServer } from './mdm-server.ts'
import { PhoneRig } from './phone-rig.ts'
import type { RigOptions } from './phone-rig.ts'

export type Bench = {
  /** A booted phone. */
  readonly boot: (options?: RigOptions) => PhoneRig
  readonly serve: (certificatePem?: string) => Promise<MdmServer>
}

/** Phones and servers for one test file; after every test all of them are off and gone. */
export function useBench(): Bench {
  const phones: PhoneRig[] = []
  const servers: MdmServer[] = []
  afterEach(async () => {
    for (const phone of phones.splice(0)) phone.software.halt()
    closeHttpAgents()
    await Promise.all(servers.splice(0).map((server) => server.stop()))
  })
  return {
    boot: (options = {}) => {
      const rig = new PhoneRig(options)
      phones.push(rig)
      rig.software.boot()
      return rig
    },
    serve: async (certificatePem) => {
      const server = await MdmServer.start(certificatePem)
      servers.push(server)
      return server
    },
  }
}

/** Activated, past Setup Assistant, on the bench's network. */
export const inUse = { activated: true, setupDone: true, network: { ssid: 'Bench' } }
