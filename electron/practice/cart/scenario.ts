import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { AppError } from '../../../src-shared/errors.ts'
import { models, osReleases, runs } from './models.ts'
import type { Model, OsRelease } from './models.ts'

/**
 * fresh: at Hello, not activated. activated: the same, but activated. used: past Setup Assistant, with the cloud
 * configuration a person's own setup leaves behind. supervised: past Setup Assistant, by another organization.
 * prepared: still at Hello, but already configured by another organization (a second write is 14002).
 */
export const deviceStates = ['fresh', 'activated', 'used', 'supervised', 'prepared'] as const

const deviceSchema = z.strictObject({
  /** Product type, as in models.ts. */
  model: z.string().optional(),
  /** A release like "18.5" or a major version like "18". */
  os: z.string().optional(),
  state: z.enum(deviceStates).default('fresh'),
  name: z.string().min(1).max(60).optional(),
  passcode: z.string().min(4).max(20).optional(),
  /** Needs a passcode. */
  locked: z.boolean().default(false),
  findMy: z.boolean().default(false),
  activationLocked: z.boolean().default(false),
  automatedEnrollment: z.boolean().default(false),
  allowPairing: z.boolean().default(true),
  batteryPercent: z.int().min(1).max(100).default(80),
  attached: z.boolean().default(true),
})

const networkSchema = z.strictObject({ ssid: z.string().min(1).max(32), password: z.string().nullable() })

export const scenarioSchema = z.strictObject({
  devices: z.array(deviceSchema).min(1).max(256),
  networks: z.array(networkSchema).default([{ ssid: 'Slipway Practice', password: 'practice-wifi' }]),
})

export type Scenario = z.infer<typeof scenarioSchema>
export type ScenarioDevice = Scenario['devices'][number]

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

/** @throws AppError `practice.scenarioInvalid`, `app.fileUnreadable` */
export async function readScenario(path: string): Promise<Scenario> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    throw new AppError('app.fileUnreadable', { path, reason: (error as NodeJS.ErrnoException).code ?? 'unreadable' })
  }
  const scenario = parseScenario(text)
  if (typeof scenario === 'string') throw new AppError('practice.scenarioInvalid', { path, reason: scenario })
  return scenario
}

/** The scenario, or why it is none. */
function parseScenario(text: string): Scenario | string {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return 'it is not JSON'
  }
  const parsed = scenarioSchema.safeParse(json)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong form'}`
  }
  const impossible = parsed.data.devices.findIndex((device) => choices(device).length === 0)
  return impossible === -1 ? parsed.data : `devices.${impossible}: no such model, or it does not run that OS`
}

/** Every model and release a scenario's device may be. */
export function choices(
  wanted: Pick<ScenarioDevice, 'model' | 'os'>,
): readonly { readonly model: Model; readonly release: OsRelease }[] {
  return models
    .filter(({ productType }) => wanted.model === undefined || productType === wanted.model)
    .flatMap((model) => osReleases.filter((release) => runs(model, release)).map((release) => ({ model, release })))
    .filter(
      ({ release }) =>
        wanted.os === undefined || release.version === wanted.os || release.version.startsWith(`${wanted.os}.`),
    )
}
