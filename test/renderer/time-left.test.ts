import { describe, expect, it } from 'vitest'
import { stepDurations } from '../../src-shared/step-durations.ts'
import { longestLeft, timeLeft } from '../../renderer/state/time-left.ts'
import { device, run } from '../e2e/devices.ts'

const usual = (...names: readonly (keyof typeof stepDurations)[]): number =>
  names.reduce((sum, name) => sum + stepDurations[name].ms, 0)

describe('the time that is left', () => {
  it('is what the open steps usually take, without the person who enrolls at the end', () => {
    const one = device(1, { stage: 'running', run: run('supervise') })
    expect(timeLeft(one, 0)).toBe(usual('supervise', 'verify'))
  })

  it('grows shorter while a step goes on, and never less than what comes after it', () => {
    const one = device(1, { stage: 'running', run: run('supervise', 'running', { stepStartedAt: 1000 }) })
    expect(timeLeft(one, 5000)).toBe(usual('supervise', 'verify') - 4000)
    expect(timeLeft(one, 1_000_000)).toBe(usual('verify'))
  })

  it('is not told of what stands still, waits for Intune, or has ended', () => {
    for (const stage of ['held', 'paused', 'interrupted', 'awaitingEnrollment', 'needsAttention'] as const)
      expect(timeLeft(device(1, { stage, run: run('wifi') }), 0)).toBeNull()
    expect(timeLeft(device(1), 0)).toBeNull()
    expect(timeLeft(device(1, { stage: 'prepared', run: run(null) }), 0)).toBeNull()
  })

  it('is not told when only a person’s part is left', () => {
    expect(timeLeft(device(1, { stage: 'waitingForTap', tap: 'installProfile', run: run('enroll') }), 0)).toBeNull()
  })

  it('of many is that of the slowest', () => {
    const slow = device(1, { stage: 'running', run: run('pair') })
    const fast = device(2, { stage: 'running', run: run('verify') })
    expect(longestLeft([fast, slow, device(3)], 0)).toBe(timeLeft(slow, 0))
    expect(longestLeft([device(3)], 0)).toBeNull()
  })
})
