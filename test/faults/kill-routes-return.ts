import { openArchive } from '../../electron/archive.ts'
import { systemClock } from '../../electron/lib/clock.ts'
import type { DeviceReport } from '../../electron/practice/cart/device-report.ts'
import { blueprintIds } from '../../src-shared/default-blueprints.ts'
import { graphOf } from '../harness/ade-world.ts'
import { eventually } from '../harness/eventually.ts'
import { resume } from './kill-world.ts'
import type { KillRoute, KillWorld } from './kill-world.ts'
import { usual } from './usual-blueprint.ts'

/** Of each group, the device whose user left Find My on, with their management's leave: after the erase it is locked. */
const findMyOn = 2

/**
 * Devices that an earlier station has staged, and Intune has the bypass code of; the core that dies takes them back. `erased`
 * and `stored` count both lives: the used ones were erased to be staged, too.
 */
export const returnRoute = {
  blueprint: usual(blueprintIds.return),
  devices: ['fresh', 'used', 'fresh', 'fresh'],
  erased: [1, 2, 1, 1],
  stored: [1, 1, 1, 1],
  ends: 'prepared',
  before: stageAndGetLocked,
  troubles: troublesOfReturn,
} as const satisfies KillRoute

/** Another data directory than the one that takes them back: a return is at home with devices of another station. */
async function stageAndGetLocked(world: KillWorld, devices: readonly DeviceReport[]): Promise<void> {
  await world.plug(devices)
  const first: KillRoute = { ...returnRoute, blueprint: usual(blueprintIds.bench), ends: 'enrolled' }
  const { views } = await resume(world.life(first, devices, await world.newDataDir(), []))
  const missing = views.filter(({ stage }) => stage !== 'enrolled').map(({ slot, stage }) => `${slot} ${stage}`)
  if (missing.length > 0) throw new Error(`not staged: ${missing.join(', ')}`)
  for (const [at, { identity }] of devices.entries()) {
    const code = await codeInIntune(world, identity.serial)
    if (at % returnRoute.devices.length !== findMyOn) continue
    await world.cart.state(identity.udid, { findMy: true, activationLockAllowed: true })
    await world.cart.hands(identity.udid, 'atOnce', { activationLock: { userName: '', password: code } })
  }
  await world.unplug(devices)
}

/** Intune asks the device for it at some time after the enrollment. */
async function codeInIntune({ practice }: KillWorld, serial: string): Promise<string> {
  const graph = graphOf(practice)
  const base = '/v1.0/deviceManagement/managedDevices'
  const { value } = await graph('GET', `${base}?$filter=serialNumber eq '${serial}'&$select=id`)
  const [record] = value as readonly { readonly id: string }[]
  const read = async (): Promise<unknown> =>
    (await graph('GET', `${base}/${record?.id}?$select=id,activationLockBypassCode`))['activationLockBypassCode']
  return String(await eventually(read, (code) => typeof code === 'string', `the bypass code of ${serial}`))
}

/** What comes before what in the ledger, whoever died in between. */
const order: readonly string[] = ['bypassCodeKept', 'eraseOrdered', 'eraseProved', 'certificateIssued']

async function troublesOfReturn(
  { cart, tenant }: KillWorld,
  group: readonly DeviceReport[],
  dataDir: string,
): Promise<readonly string[]> {
  const enrollments = await tenant.enrollments()
  const archive = openArchive({ dataDir, readOnly: true, operator: null, clock: systemClock })
  const found: string[] = []
  try {
    for (const [at, { identity }] of group.entries()) {
      const say = (text: string): void => void found.push(`device ${at}: ${text}`)
      const commands = enrollments.filter(({ udid }) => udid === identity.udid).flatMap((one) => one.commands)
      const count = (type: string): number => commands.filter(({ requestType }) => requestType === type).length
      if (count('RemoveProfile') !== 1) say(`retired ${count('RemoveProfile')} times`)
      if (count('EraseDevice') !== 0) say('wiped by Intune')
      const { storage, activationLocked } = await cart.device(identity.udid)
      if (!storage.activated || activationLocked) say('still locked')
      if (storage.setupDone) say('set up')
      const query = { before: null, limit: 200, device: identity.udid, since: null, until: null }
      const { entries } = await archive.handlers['ledger.list'](query)
      const kinds = entries.toReversed().map(({ line }) => line.kind)
      const told = kinds.filter((kind) => order.includes(kind))
      if (told.filter((kind) => kind !== 'eraseOrdered').join() !== order.filter((k) => k !== 'eraseOrdered').join())
        say(`the ledger says ${told.join(', ')}`)
      if (told.indexOf('bypassCodeKept') > told.indexOf('eraseOrdered')) say('erased before its code was kept')
    }
  } finally {
    archive.close()
  }
  return found
}
