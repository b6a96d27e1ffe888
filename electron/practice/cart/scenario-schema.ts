import { z } from 'zod'
import { faultSchema } from './faults/fault-schema.ts'
import { answersSchema, handsSchema } from './hands-schema.ts'

/**
 * fresh: at Hello, not activated. activated: the same, but activated. used: past Setup Assistant, with the cloud
 * configuration a person's own setup leaves behind. supervised: past Setup Assistant, by another organization.
 * prepared: still at Hello, but already configured by another organization (a second write is 14002).
 */
export const deviceStates = ['fresh', 'activated', 'used', 'supervised', 'prepared'] as const

export const maxDevices = 256

const deviceSchema = z.strictObject({
  count: z.int().min(1).max(maxDevices).default(1).describe('So many of the kind, in slots one after the other'),
  model: z.string().optional().describe('Product type, like iPhone15,4'),
  os: z.string().optional().describe('A release like 18.5, or a major version like 18'),
  state: z.enum(deviceStates).default('fresh'),
  fixture: z
    .string()
    .min(1)
    .optional()
    .describe('A transcript of slipway trace, beside the scenario: the device is and has what was recorded'),
  name: z.string().min(1).max(60).optional(),
  organization: z
    .string()
    .min(1)
    .max(100)
    .default('Another Organization')
    .describe('Whose it is when supervised or prepared'),
  passcode: z.string().min(4).max(20).optional(),
  locked: z.boolean().default(false).describe('The screen is locked; needs a passcode'),
  beforeFirstUnlock: z.boolean().default(false).describe('Started, and nobody typed its passcode since'),
  findMy: z.boolean().default(false),
  activationLocked: z.boolean().default(false),
  owner: z
    .strictObject({ userName: z.string().min(1), password: z.string() })
    .optional()
    .describe('The Apple Account behind Find My, if anybody knows it'),
  automatedEnrollment: z.boolean().default(false).describe('Assigned to an MDM server in Apple Business Manager'),
  allowPairing: z.boolean().default(true),
  dataPlan: z.boolean().optional().describe('An eSIM with a plan; true picks a cellular model. Left out: as the model'),
  recovery: z.boolean().default(false).describe('In recovery: on the USB bus, but unknown to usbmuxd'),
  batteryPercent: z.int().min(1).max(100).default(80),
  attached: z.boolean().default(true),
  hands: handsSchema.optional().describe("Left out: the cart's"),
  answers: answersSchema.optional(),
})

const networkSchema = z.strictObject({ ssid: z.string().min(1).max(32), password: z.string().nullable() })

export const scenarioSchema = z.strictObject({
  $schema: z.string().optional(),
  about: z.string().max(1000).optional().describe('For people'),
  seed: z.string().min(1).max(100).optional(),
  hands: handsSchema.optional(),
  answers: answersSchema.optional(),
  devices: z.array(deviceSchema).min(1).max(maxDevices),
  networks: z.array(networkSchema).default([{ ssid: 'Slipway Practice', password: 'practice-wifi' }]),
  faults: z.array(faultSchema).max(1000).default([]),
})

export type Scenario = z.infer<typeof scenarioSchema>
export type ScenarioDevice = Scenario['devices'][number]
