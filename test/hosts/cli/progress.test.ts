import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createProgress } from '../../../electron/hosts/cli/progress.ts'
import { waitingSentence } from '../../../electron/hosts/cli/waiting-sentence.ts'
import { createTranslator } from '../../../src-shared/i18n/translator.ts'
import { device, run } from '../../e2e/devices.ts'

const minute = 60_000
const translator = createTranslator('en')

beforeEach(() => void vi.useFakeTimers({ now: 1_000 * minute }))
afterEach(() => void vi.useRealTimers())

/** What a log file gets to see of these devices. */
function printed() {
  const lines: string[] = []
  const out = { isTTY: false, write: (text: string) => lines.push(text.trim()) } as unknown as NodeJS.WriteStream
  return { lines, progress: createProgress(translator, out, 1) }
}

test('a device that waits long says so without anything having happened to it, once', async () => {
  const { lines, progress } = printed()
  const waits = run('enroll', 'running', { stepStartedAt: Date.now() - 9 * minute })
  const view = device(1, { stage: 'awaitingEnrollment', tap: 'setupAssistant', run: waits })
  progress.show([view])
  await vi.advanceTimersByTimeAsync(3 * minute)
  progress.end()
  await vi.advanceTimersByTimeAsync(minute)
  expect(lines).toHaveLength(2)
  expect(lines[0]).toContain('prepared, waiting for Intune: walk through Setup Assistant')
  expect(lines[1]).toContain('prepared, waiting for Intune: Look at its screen')
  expect(waitingSentence(view, translator, Date.now())).toContain('waiting for 13 minutes')
})

test('a profile on the device says until when it can be installed', () => {
  const { lines, progress } = printed()
  const handed = run('enroll', 'running', { route: 'direct', tapSince: Date.now() - 2 * minute })
  progress.show([device(1, { stage: 'waitingForTap', tap: 'installProfile', run: handed })])
  progress.end()
  const until = new Date(Date.now() + 6 * minute).toLocaleTimeString('en', { timeStyle: 'short' })
  expect(lines[0]).toContain(`install the profile in Settings (until ${until})`)
})
