import { AppError } from '../../../src-shared/errors.ts'
import type { ValueName } from '../../apple/lockdown.ts'
import { notifications, NotificationProxy } from '../../apple/services/notification-proxy.ts'
import { answerOf } from '../answer.ts'
import type { ProofBench } from '../bench.ts'
import type { Check } from '../check.ts'
import { judge } from '../observation.ts'
import type { Observation } from '../observation.ts'

const domain = 'com.apple.international'
const newsMs = 15_000
const restartMs = 5 * 60_000

/** Name, region, language and time zone in Setup Assistant, each read back; region before language, which restarts the interface. */
export const settings: Check = {
  id: 'settings',
  beliefs: ['set-1', 'set-2', 'set-3', 'note-1'],
  needs: ['erased', 'paired', 'activated'],
  run: async (bench) => {
    const proxy = await NotificationProxy.open(
      bench.hands.mux,
      await bench.device(),
      await bench.pairRecord(),
      bench.call,
    )
    try {
      await proxy.observe(notifications.nameChanged, notifications.springboardStarted)
      const name = await write(bench, { key: 'DeviceName' }, 'Slipway proof')
      const told = await heard(proxy, bench, notifications.nameChanged, newsMs)
      const zone = await write(bench, { key: 'TimeZone' }, 'Pacific/Auckland')
      const locale = await write(bench, { domain, key: 'Locale' }, 'fr_CA')
      const language = await write(bench, { domain, key: 'Language' }, 'fr')
      const restarted = await heard(proxy, bench, notifications.springboardStarted, restartMs)
      return [
        writes('set-1', 'DeviceName, Locale, Language', [name, locale, language]),
        writes('set-2', 'TimeZone', [zone]),
        judge('set-3', 'SetValue Language', notifications.springboardStarted, restarted),
        judge('note-1', 'SetValue DeviceName', notifications.nameChanged, told),
      ]
    } finally {
      proxy.close()
    }
  },
}

function writes(belief: 'set-1' | 'set-2', keys: string, outcomes: readonly string[]): Observation {
  const odd = outcomes.filter((outcome) => outcome !== 'as written')
  return judge(belief, `SetValue ${keys}; GetValue`, 'as written', odd.join(', ') || 'as written')
}

/** Writes a value and reads it back, in sessions of their own. */
async function write(
  bench: ProofBench,
  name: Required<Pick<ValueName, 'key'>> & ValueName,
  value: string,
): Promise<string> {
  const set = await bench.inSession((lockdown) => answerOf(() => lockdown.setValue(name, value, bench.call)))
  if (!set.accepted) return `${name.key} ${set.shown}`
  const read = await bench.inSession((lockdown) => answerOf(() => lockdown.getValue(name, bench.call)))
  if (!read.accepted) return `${name.key} ${read.shown}`
  return read.value === value ? 'as written' : `${name.key} unchanged`
}

/** Waits for one piece of news among others. */
async function heard(proxy: NotificationProxy, bench: ProofBench, wanted: string, withinMs: number): Promise<string> {
  const until = bench.hands.clock.now() + withinMs
  try {
    for (;;) {
      const timeoutMs = Math.max(1, until - bench.hands.clock.now())
      if ((await proxy.next({ timeoutMs, ...bench.call })) === wanted) return wanted
    }
  } catch (error) {
    if (error instanceof AppError && ['app.timeout', 'stream.closed'].includes(error.code))
      return error.code === 'app.timeout' ? 'nothing' : 'the connection ended'
    throw error
  }
}
