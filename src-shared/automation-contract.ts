import * as z from 'zod'
import { automationRule, automationView } from './automation.ts'

const nothing = z.object({})
const one = z.object({ id: z.string() })

/** Rules by which blueprints run on devices as they are plugged in. Rules are kept, their arming is not. */
export const automationContract = {
  'automation.list': { kind: 'call', input: nothing, output: automationView },
  /** Adds a rule or changes it; one that is armed is disarmed first. */
  'automation.put': { kind: 'call', input: z.object({ rule: automationRule }), output: nothing },
  'automation.delete': { kind: 'call', input: one, output: nothing },
  /**
   * The standing consent of a person. Where the blueprint may erase, `typedCount` is what they typed, and must equal
   * `maximum`.
   */
  'automation.arm': {
    kind: 'call',
    input: z.object({
      id: z.string(),
      operator: z.string().trim().min(1).max(120),
      maximum: z.int().min(1).max(256),
      minutes: z.int().min(1).max(1440),
      typedCount: z.int().nullable(),
    }),
    output: nothing,
  },
  'automation.disarm': { kind: 'call', input: one, output: nothing },
  /** First item: everything now. Then again after each change. */
  'automation.feed': { kind: 'stream', input: nothing, item: automationView },
} as const
