import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHostIdentity } from '../../electron/apple/host-identity.ts'
import { parseMuxAddress } from '../../electron/apple/mux-address.ts'
import { createEraseWarrant } from '../../electron/apple/services/erase-warrant.ts'
import { Usbmux } from '../../electron/apple/usbmux.ts'
import type { StepContext } from '../../electron/engine/ports.ts'
import type { EnrollmentDesk } from '../../electron/graph/enrollment-desk.ts'
import { startPracticeWorld } from '../../electron/hosts/practice-world.ts'
import type { PracticeWorld } from '../../electron/hosts/practice-world.ts'
import { systemClock } from '../../electron/lib/clock.ts'
import { randomUuid } from '../../electron/lib/crypto.ts'
import { closeHttpAgents } from '../../electron/lib/http.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { createSupervisionIdentity } from '../../electron/pki/supervision-identity.ts'
import type { HeardRequest } from '../../electron/practice/cart/request-log.ts'
import type { StepHands } from '../../electron/steps/hands.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import { defaultBlueprints } from '../../src-shared/default-blueprints.ts'
import { cartHand } from '../harness/cart-hand.ts'
import type { CartHand } from '../harness/cart-hand.ts'
import { exchangeOf } from './exchange.ts'
import type { Exchange } from './exchange.ts'

/** Twin devices of a practice world: go-ios works on the one, Slipway's own steps on the other. */
export type ExchangeBench = {
  readonly folder: string
  readonly world: PracticeWorld
  readonly cart: CartHand
  readonly goIosUdid: string
  readonly slipwayUdid: string
  readonly hands: StepHands
  readonly context: () => Promise<StepContext>
  /** What the device was asked while `act` went on. */
  readonly during: (udid: string, act: () => Promise<unknown>) => Promise<Exchange>
  readonly stop: () => Promise<void>
}

export async function openExchangeBench(profile: Buffer): Promise<ExchangeBench> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-exchange-'))
  const scenario = join(folder, 'scenario.json')
  const twin = { state: 'fresh', model: 'iPhone14,7', os: '18' }
  await writeFile(scenario, JSON.stringify({ devices: [twin, twin] }))
  const world = await startPracticeWorld({ dir: join(folder, 'world'), scenario, hands: 'operator', time: 'instant' })
  const cart = cartHand(world.cartControl.url, world.cartControl.token)
  const [goIos, slipway] = (await cart.list()).map(({ identity }) => identity.udid)
  if (goIos === undefined || slipway === undefined) throw new Error('the cart is empty')
  const heard = async (udid: string): Promise<readonly HeardRequest[]> => {
    const headers = { authorization: `Bearer ${world.cartControl.token}` }
    const response = await fetch(`${world.cartControl.url}/devices/${udid}/requests`, { headers })
    return ((await response.json()) as { readonly requests: readonly HeardRequest[] }).requests
  }
  return {
    folder,
    world,
    cart,
    goIosUdid: goIos,
    slipwayUdid: slipway,
    hands: await makeHands(world, profile),
    context: async () => contextOf(slipway, (await cart.device(slipway)).deviceId ?? 0),
    during: async (udid, act) => {
      const before = (await heard(udid)).length
      await act()
      return exchangeOf((await heard(udid)).slice(before))
    },
    stop: async () => {
      closeHttpAgents()
      await world.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function makeHands(world: PracticeWorld, profile: Buffer): Promise<StepHands> {
  const { certificatePem, privateKeyPem } = await createSupervisionIdentity({
    organizationName: 'Lab',
    now: new Date(),
  })
  const service = {
    enrollmentUrl: 'https://mdm.example/enroll',
    anchorCertificates: [],
    trustProfile: null,
    resolvedFrom: null,
  }
  return {
    mux: new Usbmux({ address: parseMuxAddress(world.muxAddress), logger: silentLogger }),
    host: createHostIdentity({ hostId: randomUuid() }),
    // Of the desk, the steps by cable ask only this.
    desk: {
      service: () => Promise.resolve(service),
      assertActivatable: () => Promise.resolve(),
    } as unknown as EnrollmentDesk,
    organization: { name: 'Lab', magic: randomUuid(), certificatePem, privateKeyPem },
    activation: { endpoint: world.activationUrl, additionalCaPems: [world.rootCertificatePem] },
    holdDevice: () => Promise.resolve(() => {}),
    orderErase: createEraseWarrant,
    orderRestore: () => {
      throw new Error('no restore is needed')
    },
    restore: () => Promise.reject(new Error('no restore is needed')),
    renewErase: () => {},
    secret: () => Promise.reject(new Error('no secret is needed')),
    profile: () => Promise.resolve(profile),
    appPath: () => Promise.reject(new Error('no app is needed')),
    picture: () => Promise.reject(new Error('no picture is needed')),
    asset: () => Promise.resolve(null),
    counter: () => Promise.resolve(1),
    putLabel: () => Promise.resolve(),
    assertSameWorld: () => {},
    // Nothing comes back here.
    returns: {} as unknown as StepHands['returns'],
    leavingMs: 0,
    clock: systemClock,
    logger: silentLogger,
  }
}

function contextOf(udid: string, deviceId: number): StepContext {
  const usual = defaultBlueprints(null)[0] as Blueprint
  const blueprint: Blueprint = { ...usual, language: 'fr', locale: 'fr_CA', profiles: ['web'] }
  const signal = AbortSignal.timeout(60_000)
  return {
    udid,
    deviceId,
    slot: 2,
    runId: 'exchange',
    blueprint,
    facts: null,
    resumed: false,
    eraseOrderedAt: null,
    orderedUnder: null,
    beforeErase: null,
    askedAt: 0,
    afterwards: () => {},
    learn: () => {},
    profilesBefore: null,
    noteProfiles: () => {},
    signal,
    awaitTap: () => {},
    aside: (work) => work(),
  }
}
