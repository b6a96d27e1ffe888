import { expect, test } from 'vitest'
import { batchSign, batchSignOf, followBatch, quietSign } from '../../../electron/hosts/desktop/batch-sign.ts'
import type { BatchSign } from '../../../electron/hosts/desktop/batch-sign.ts'
import { mayUse } from '../../../electron/hosts/desktop/permissions.ts'
import { showProgress } from '../../../electron/hosts/desktop/taskbar.ts'
import { device, run } from '../../e2e/devices.ts'

test('a batch at work says how far it is, whom it needs and whether nobody should quit', () => {
  expect(batchSignOf([])).toEqual(quietSign)
  const steps = run('wifi')
  const far = batchSignOf([device(1, { stage: 'running', run: steps })])
  expect(far).toMatchObject({ attention: false, atRisk: false })
  expect(far.progress).toBeGreaterThan(0)
  expect(far.progress).toBeLessThan(1)
  expect(batchSignOf([device(1, { stage: 'waitingForTap', tap: 'trust', run: run('pair') })]).attention).toBe(true)
  expect(batchSignOf([device(1, { stage: 'running', run: run('erase') })]).atRisk).toBe(true)
  const ended = run(null, 'done', { endedAt: 9000 })
  expect(batchSignOf([device(1, { stage: 'enrolled', run: ended })])).toEqual(quietSign)
})

test('each change is told once, in what can be sent to another process', async () => {
  async function* feed() {
    yield { revision: 1, reset: true, devices: [device(1)] }
    yield { revision: 1, reset: false, devices: [device(1, { stage: 'running', run: run('erase') })] }
    yield { revision: 1, reset: false, devices: [device(1, { stage: 'running', run: run('erase'), slot: 4 })] }
    yield { revision: 1, reset: true, devices: [] }
  }
  const told: BatchSign[] = []
  await followBatch({ 'devices.feed': feed }, (sign) => told.push(batchSign.parse(structuredClone(sign))))
  expect(told.map(({ progress, atRisk }) => [progress === null, atRisk])).toEqual([
    [true, false],
    [false, true],
    [true, false],
  ])
})

test('the bar of every window follows, turns red when somebody is needed, and goes at the end', () => {
  const shown: unknown[] = []
  const windows = [1, 2].map(() => ({ setProgressBar: (...bar: unknown[]) => void shown.push(bar) }))
  showProgress(windows, { progress: 0.5, attention: false, atRisk: false })
  showProgress(windows.slice(1), { progress: 0.75, attention: true, atRisk: false })
  showProgress(windows.slice(1), quietSign)
  const normal = [0.5, { mode: 'normal' }]
  expect(shown).toEqual([normal, normal, [0.75, { mode: 'error' }], [-1, { mode: 'none' }]])
})

test.each([
  ['notifications', 'slipway://app', true],
  ['notifications', 'slipway://app/#/settings', true],
  ['notifications', 'slipway://app.example', false],
  ['notifications', 'https://app/', false],
  ['media', 'slipway://app', false],
  ['usb', 'slipway://app/', false],
])('%s for %s: %s', (permission, asker, allowed) => {
  expect(mayUse(permission, asker)).toBe(allowed)
})
