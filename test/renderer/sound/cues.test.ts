import { expect, test } from 'vitest'
import type { DeviceView } from '../../../src-shared/device-view.ts'
import { cueAskedFor, cueFor } from '../../../renderer/sound/cues.ts'
import { blueprints, device, run } from '../../e2e/devices.ts'

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

test('a window without sounds plays the end of a device whose blueprint asks for it, and nothing else', () => {
  const [asking] = blueprints()
  if (asking === undefined) throw new Error('no blueprint')
  const kept = [{ ...asking, end: { ...asking.end, sound: true } }]
  const done = (id: string) => listed(device(1, { stage: 'prepared', run: run(null, 'done', { blueprintId: id }) }))
  expect(cueAskedFor(before, done(asking.id), kept)).toBe('done')
  expect(cueAskedFor(before, done('another'), kept)).toBe(null)
  expect(cueAskedFor(before, done(asking.id), [asking])).toBe(null)
  expect(cueAskedFor(done(asking.id), done(asking.id), kept)).toBe(null)
})
