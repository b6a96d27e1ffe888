import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { AppError } from '../../../src-shared/errors.ts'
import { builtInScenarios } from './built-in-scenarios.ts'
import { models, osReleases, runs } from './models.ts'
import type { Model, OsRelease } from './models.ts'
import { maxDevices, scenarioSchema } from './scenario-schema.ts'
import type { Scenario, ScenarioDevice } from './scenario-schema.ts'

/**
 * The usual cart: every eighth device is in use and stays so (direct route); of each other seven, three are in use and
 * must be erased first, four are fresh.
 */
export function defaultScenario(count: number): Scenario {
  const devices = Array.from({ length: count }, (_, index) => {
    const slot = index + 1
    const place = slot % 8
    return { state: place === 0 || place === 2 || place === 4 || place === 6 ? 'used' : 'fresh' }
  })
  return scenarioSchema.parse({ devices })
}

/**
 * A scenario by its built-in name, else by its file. Each kind of device comes as often as it says.
 * @param count null: as many devices as it describes; else its list is repeated or cut to so many
 * @throws AppError `practice.scenarioInvalid`, `app.fileUnreadable`
 */
export async function readScenario(nameOrPath: string, count: number | null = null): Promise<Scenario> {
  const builtIn = Object.hasOwn(builtInScenarios, nameOrPath) ? builtInScenarios[nameOrPath] : undefined
  const scenario = builtIn === undefined ? parseText(await readText(nameOrPath)) : parseScenario(builtIn)
  if (typeof scenario === 'string')
    throw new AppError('practice.scenarioInvalid', { path: nameOrPath, reason: scenario })
  const devices = scenario.devices.map((device) => besideScenario(device, nameOrPath))
  const all = count === null ? devices : filled(devices, count)
  if (standsTwice(all)) throw new AppError('practice.scenarioInvalid', { path: nameOrPath, reason: twice })
  return { ...scenario, devices: all }
}

const twice = 'devices: a recording is one device, and stands here twice'

function standsTwice(devices: readonly ScenarioDevice[]): boolean {
  const fixtures = devices.flatMap(({ fixture }) => fixture ?? [])
  return new Set(fixtures).size < fixtures.length
}

/** A recording is named from where its scenario is. */
function besideScenario(device: ScenarioDevice, scenarioPath: string): ScenarioDevice {
  if (device.fixture === undefined) return device
  return { ...device, fixture: resolve(dirname(scenarioPath), device.fixture) }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new AppError('app.fileUnreadable', { path, reason: (error as NodeJS.ErrnoException).code ?? 'unreadable' })
  }
}

function parseText(text: string): Scenario | string {
  try {
    return parseScenario(JSON.parse(text))
  } catch {
    return 'it is not JSON'
  }
}

/** The scenario with its devices one by one, or why it is none. */
export function parseScenario(json: unknown): Scenario | string {
  const parsed = scenarioSchema.safeParse(json)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong form'}`
  }
  const impossible = parsed.data.devices.findIndex((device) => choices(device).length === 0)
  if (impossible !== -1) return `devices.${impossible}: no such model, or it does not run that OS`
  const lockless = parsed.data.devices.findIndex(
    (device) => (device.locked || device.beforeFirstUnlock) && device.passcode === undefined,
  )
  if (lockless !== -1) return `devices.${lockless}: a locked device needs a passcode`
  const devices = parsed.data.devices.flatMap((device) => Array.from({ length: device.count }, () => device))
  if (devices.length > maxDevices) return `devices: more than ${maxDevices}`
  return standsTwice(devices) ? twice : { ...parsed.data, devices }
}

function filled(devices: readonly ScenarioDevice[], count: number): ScenarioDevice[] {
  return Array.from({ length: count }, (_, index) => devices[index % devices.length]).filter(
    (device) => device !== undefined,
  )
}

/** Every model and release a scenario's device may be. */
export function choices(
  wanted: Pick<ScenarioDevice, 'model' | 'os' | 'dataPlan'>,
): readonly { readonly model: Model; readonly release: OsRelease }[] {
  return models
    .filter(({ productType }) => wanted.model === undefined || productType === wanted.model)
    .filter(({ cellular }) => wanted.dataPlan !== true || cellular)
    .flatMap((model) => osReleases.filter((release) => runs(model, release)).map((release) => ({ model, release })))
    .filter(
      ({ release }) =>
        wanted.os === undefined || release.version === wanted.os || release.version.startsWith(`${wanted.os}.`),
    )
}
