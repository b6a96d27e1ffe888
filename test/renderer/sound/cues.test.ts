import { expect, test } from 'vitest'
import type { DeviceView } from '../../../src-shared/device-view.ts'
import { cueFor } from '../../../renderer/sound/cues.ts'
import { device } from '../../e2e/devices.ts'

const listed = (...devices: readonly DeviceView[]) => Object.fromEntries(devices.map((each) => [each.udid, each]))
const before = listed(device(1, { stage: 'running' }), device(2, { stage: 'running' }))

test('the most urgent of what changed is heard, and only that', () => {
  const done = device(1, { stage: 'enrolled' })
  const tap = device(2, { stage: 'waitingForTap', tap: 'trust' })
  expect(cueFor(before, listed(done, device(2, { stage: 'running' })))).toBe('done')
  expect(cueFor(before, listed(done, tap))).toBe('tap')
  expect(cueFor(before, listed(device(1, { stage: 'needsAttention' }), tap))).toBe('attention')
})

test('a device that goes on as it was makes no sound, whatever else of it changed', () => {
  expect(cueFor(before, before)).toBe(null)
  const tap = device(1, { stage: 'waitingForTap', tap: 'trust' })
  expect(cueFor(listed(tap), listed({ ...tap, revision: 9 }))).toBe(null)
  const done = device(1, { stage: 'prepared' })
  expect(cueFor(listed(done), listed({ ...done, stage: 'enrolled' }))).toBe(null)
})
