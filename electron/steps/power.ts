import { AppError } from '../../src-shared/errors.ts'
import { withSession } from '../apple/device-link.ts'
import { booleanAt, integerAt } from '../apple/plist/take.ts'
import { isPlistDict } from '../apple/plist/value.ts'
import type { Step } from '../engine/ports.ts'
import { attachedDevice, paired } from './hands.ts'
import type { StepHands } from './hands.ts'

/**
 * Asks the battery just before the work begins: the plan may have waited for its turn, and a cable does not always
 * charge. @throws AppError `plan.batteryLow`
 */
export function power(hands: StepHands): Step {
  return async (context) => {
    const { blueprint, facts, signal } = context
    const wanted = blueprint.powerCheck
    if (wanted === null) return { reason: 'power.notAsked' }
    const value = await withSession(
      hands.mux,
      attachedDevice(context),
      await paired(hands, context),
      (lockdown) => lockdown.getValue({ domain: 'com.apple.mobile.battery' }, { signal }),
      { signal },
    )
    const battery = isPlistDict(value) ? value : {}
    const batteryPercent = integerAt(battery, 'BatteryCurrentCapacity') ?? null
    const batteryCharging = booleanAt(battery, 'BatteryIsCharging') ?? null
    const enough = batteryPercent === null || batteryPercent >= wanted.minPercent
    if (!enough && !(wanted.orCharging && batteryCharging === true)) {
      throw new AppError('plan.batteryLow', { percent: batteryPercent, limit: wanted.minPercent })
    }
    return facts === null ? {} : { facts: { ...facts, batteryPercent, batteryCharging } }
  }
}
