import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPracticeWorld } from '../../electron/hosts/practice-world.ts'
import type { PracticeWorld } from '../../electron/hosts/practice-world.ts'
import type { DeviceReport } from '../../electron/practice/cart/device-report.ts'
import { cartHand } from './cart-hand.ts'
import type { CartHand } from './cart-hand.ts'
import { practicePrograms } from './programs.ts'
import { tenantHand } from './tenant-hand.ts'
import type { TenantHand } from './tenant-hand.ts'

/** A tenant that has joined Apple's program, with devices bought and put on its server. */
export type Program = {
  /** The id of the token's container. */
  readonly token: string
  readonly graph: (method: string, path: string, body?: object) => Promise<Record<string, unknown>>
  /** A profile with these properties, assigned to these serial numbers at Intune and at Apple. */
  readonly assign: (properties: object, serials: readonly string[]) => Promise<string>
}

/** Cart and tenant without a core: a token that is joined, and the cart's devices bought and put on its server. */
export type AdeWorld = Program & {
  readonly world: PracticeWorld
  readonly cart: CartHand
  readonly tenant: TenantHand
  readonly devices: readonly DeviceReport[]
  readonly stop: () => Promise<void>
}

const containers = '/beta/deviceManagement/depOnboardingSettings'

export async function startAdeWorld(devices: readonly object[]): Promise<AdeWorld> {
  const dir = await mkdtemp(join(tmpdir(), 'slipway-ade-'))
  const scenario = join(dir, 'scenario.json')
  await writeFile(scenario, JSON.stringify({ devices }))
  const world = await startPracticeWorld({
    dir: join(dir, 'world'),
    hands: 'operator',
    time: 'instant',
    scenario,
    programs: practicePrograms,
  })
  const stop = async (): Promise<void> => {
    await world.close()
    await rm(dir, { recursive: true, force: true })
  }
  try {
    const cart = cartHand(world.cartControl.url, world.cartControl.token)
    const tenant = tenantHand(world.tenantControl.url, world.tenantControl.token)
    const reports = (await cart.list()).toSorted((a, b) => a.slot - b.slot)
    return { ...(await joinProgram(world, tenant, reports)), world, cart, tenant, devices: reports, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Joins a token and puts these devices on its server. */
export async function joinProgram(
  world: PracticeWorld,
  tenant: TenantHand,
  devices: readonly DeviceReport[],
): Promise<Program> {
  const graph = graphOf(world)
  const token = await joinToken(graph, tenant, devices)
  const assign = async (properties: object, serials: readonly string[]): Promise<string> => {
    const path = `${containers}/${token}/enrollmentProfiles`
    const made = await graph('POST', path, { ...usual, ...properties })
    const one = `${path}/${String(made['id'])}`
    await graph('POST', `${one}/updateDeviceProfileAssignment`, { deviceIds: [...serials] })
    await tenant.act('settle-program')
    return String(made['id'])
  }
  return { token, graph, assign }
}

const usual = {
  '@odata.type': '#microsoft.graph.depIOSEnrollmentProfile',
  displayName: 'ADE',
  isMandatory: true,
  supervisedModeEnabled: true,
}

export function graphOf(world: PracticeWorld): Program['graph'] {
  return async (method, path, body) => {
    const response = await fetch(`${world.graphBaseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${world.graphToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  }
}

async function joinToken(
  graph: Program['graph'],
  tenant: TenantHand,
  devices: readonly DeviceReport[],
): Promise<string> {
  const made = await graph('POST', containers, { tokenName: 'Contoso', dataSharingConsentGranted: true })
  const path = `${containers}/${String(made['id'])}`
  const { value } = await graph('POST', `${path}/generateEncryptionPublicKey`)
  const { uuid } = await tenant.act('apple/add-server', { name: 'Contoso', certificate: value })
  const serials = devices.map(({ identity }) => identity.serial)
  await tenant.act('apple/add-devices', { devices: serials.map((serial) => ({ serial })) })
  await tenant.act('apple/assign', { serials, server: uuid })
  const { p7m } = await tenant.act('apple/download-token', { server: uuid })
  await graph('POST', `${path}/uploadDepToken`, { appleId: 'abm@contoso.example', depToken: p7m })
  await graph('POST', `${path}/syncWithAppleDeviceEnrollmentProgram`)
  await tenant.act('settle-program')
  return String(made['id'])
}
