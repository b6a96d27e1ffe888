import { expect, test } from 'vitest'
import { isRetryable, isStageable, isUnderWay, lastFour } from '../../renderer/device-words.ts'
import { latestBatch } from '../../src-shared/batch.ts'
import { runProgress } from '../../src-shared/run-progress.ts'
import { groupAlike, isEraseUncertain, sortPlans } from '../../renderer/state/plan-groups.ts'
import { device, run } from '../e2e/devices.ts'
import { plan } from '../e2e/scripted-core.ts'

test('without a run there is no batch', () => {
  expect(latestBatch([device(1), device(2)])).toBeNull()
})

test('each device of the batch is counted once, in the place where it stands', () => {
  const batch = latestBatch([
    device(1, { stage: 'running', run: run('wifi') }),
    device(2, { stage: 'waitingForTap', tap: 'trust', run: run('pair') }),
    device(3, { stage: 'needsAttention', run: run('pair', 'failed') }),
    device(4, { stage: 'enrolled', run: run(null) }),
    device(5, { stage: 'awaitingUser', run: run(null) }),
    device(6),
  ])
  expect(batch).toMatchObject({
    total: 5,
    working: 1,
    tap: 1,
    attention: 1,
    enrolled: 1,
    awaitingUser: 1,
    endedAt: null,
  })
})

test('only the newest batch counts, and it has ended when nothing is at work', () => {
  const batch = latestBatch([
    device(1, { stage: 'enrolled', run: run(null, 'done', { batchId: 'new', startedAt: 2000, endedAt: 9000 }) }),
    device(2, { stage: 'running', run: run('wifi', 'running', { batchId: 'old', startedAt: 1000 }) }),
  ])
  expect(batch).toMatchObject({ total: 1, enrolled: 1, startedAt: 2000, endedAt: 9000 })
})

test('steps that are left out do not count', () => {
  expect(runProgress(run('pair'))).toEqual({ done: 2, total: 10, current: { index: 3, name: 'pair' } })
  expect(runProgress(run(null))).toEqual({ done: 10, total: 10, current: null })
})

test('what may be done with a device follows from where it stands', () => {
  const working = device(1, { stage: 'running', run: run('wifi') })
  const stopped = device(2, { stage: 'needsAttention', run: run('wifi', 'failed') })
  const unplugged = device(4, { stage: 'interrupted', run: run('wifi') })
  expect([isUnderWay(working), isStageable(working), isRetryable(working)]).toEqual([true, false, false])
  expect([isUnderWay(stopped), isStageable(stopped), isRetryable(stopped)]).toEqual([false, true, true])
  // It goes on when it is plugged in again; until then its run can be stopped, and nothing else would be taken.
  expect([isUnderWay(unplugged), isStageable(unplugged), isRetryable(unplugged)]).toEqual([true, false, false])
  expect(isStageable(device(3, { stage: 'identifying' }))).toBe(false)
  expect(isStageable(device(3, { presence: 'unplugged' }))).toBe(false)
  // It could not be read: it is looked at again.
  expect(isRetryable(device(3, { stage: 'needsAttention' }))).toBe(true)
})

test('a serial that could not be read is not made up', () => {
  expect(lastFour(device(1, {}, { serial: 'DMPX4K01QABC' }))).toBe('QABC')
  expect(lastFour(device(1, {}, { serial: null }))).not.toMatch(/\w/)
})

test('a device with a problem neither starts nor is erased', () => {
  const blocked = plan('b', { erases: 'yes', problems: [{ code: 'app.timeout', details: {} }] })
  const sorted = sortPlans([plan('a'), blocked, plan('c', { erases: 'yes' })])
  expect(sorted.ready.map(({ udid }) => udid)).toEqual(['a', 'c'])
  expect(sorted.erasing.map(({ udid }) => udid)).toEqual(['c'])
  expect(sorted.blocked).toEqual([blocked])
})

test('plans that read alike are told once', () => {
  const groups = groupAlike([plan('a'), plan('b', { erases: 'yes' }), plan('c')])
  expect(groups.map((group) => group.map(({ udid }) => udid))).toEqual([['a', 'c'], ['b']])
})

test('an erase that is not certain yet is told as such', () => {
  expect(isEraseUncertain(plan('a', { erases: 'maybe' }))).toBe(true)
  expect(isEraseUncertain(plan('a', { erases: 'yes' }))).toBe(false)
})
