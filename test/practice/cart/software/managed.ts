import { expect } from 'vitest'
import type { PlistDict } from '../../../../electron/apple/plist/value.ts'
import type { PlistInputDict } from '../../../../electron/apple/plist/write.ts'
import { inUse } from './bench.ts'
import type { Bench } from './bench.ts'
import type { MdmServer } from './mdm-server.ts'
import type { PhoneRig, RigOptions } from './phone-rig.ts'

/** A phone in use that the server manages, its first polls done. */
export async function managed(bench: Bench, server: MdmServer, options: RigOptions = {}): Promise<PhoneRig> {
  const rig = bench.boot({ ...options, storage: { ...inUse, ...options.storage } })
  expect(await rig.software.installProfile(server.enrollmentProfile(), 'silent')).toEqual({ ok: true })
  return rig
}

/** Queues commands, pushes, and waits for as many results. */
export async function command(
  server: MdmServer,
  rig: PhoneRig,
  ...list: readonly PlistInputDict[]
): Promise<readonly PlistDict[]> {
  const before = server.results.length
  list.forEach((each, index) => server.commands.push({ uuid: `c${before + index}`, command: each }))
  const original = server.status
  await new Promise<void>((resolve) => {
    server.status = (message) => {
      const answer = original(message)
      if (server.results.length >= before + list.length) resolve()
      return answer
    }
    rig.software.push(rig.phone.storage.mdm?.pushMagic ?? '')
  })
  server.status = original
  return server.results.slice(before)
}
