import { expect } from 'vitest'
import { AbmDesk } from '../../electron/abm/abm-desk.ts'
import type { AbmDeskOptions } from '../../electron/abm/abm-desk.ts'
import { systemClock } from '../../electron/lib/clock.ts'
import { httpRequest } from '../../electron/lib/http.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { startTestTenant } from '../harness/tenant.ts'
import { buyDevices, joinToken } from '../practice/tenant/program-arrangement.ts'

export type ApiAccount = { readonly clientId: string; readonly keyId: string; readonly key: Uint8Array }
export type AbmBench = Awaited<ReturnType<typeof openAbmBench>>

/** A practice Apple with so many devices of the organization and a token for Intune, and desks that speak to it. */
export async function openAbmBench(devices: number) {
  const tenant = await startTestTenant()
  const token = await joinToken(tenant, 'Intune')
  const serials = await buyDevices(tenant, devices)
  /** What desks keep, by name; the pauses they made, in milliseconds. */
  const kept = new Map<string, string>()
  const slept: number[] = []
  const memory = {
    get: async (name: string) => kept.get(name) ?? null,
    put: async (name: string, value: string) => void kept.set(name, value),
    remove: async (name: string) => void kept.delete(name),
  }
  const apple = (act: string, body: object = {}) => tenant.control('POST', `/apple/${act}`, body)
  const newAccount = async (): Promise<ApiAccount> => {
    const { clientId, keyId, privateKeyPem } = await apple('add-api-account', { name: 'Slipway' })
    return { clientId: String(clientId), keyId: String(keyId), key: Buffer.from(String(privateKeyPem)) }
  }
  const desk = (changes: Partial<AbmDeskOptions> = {}): AbmDesk =>
    new AbmDesk({
      mode: 'practice',
      baseUrl: tenant.announcement.appleUrl,
      settings: memory,
      secrets: memory,
      http: httpRequest,
      additionalCaPems: [],
      assertWorld: (world) => expect(world).not.toBeNull(),
      // Nobody waits in a test: a pause is written down, and the turn given to the service.
      clock: { ...systemClock, sleep: async (ms) => (slept.push(ms), systemClock.sleep(1)) },
      logger: silentLogger,
      ...changes,
    })
  return { tenant, token, serials, kept, slept, apple, newAccount, desk }
}
