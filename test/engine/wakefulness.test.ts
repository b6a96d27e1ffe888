import { expect, it } from 'vitest'
import { Wakefulness } from '../../electron/engine/wakefulness.ts'
import { setupAssistant, used } from './fixtures.ts'
import { settled, smallStation } from './small-station.ts'
import { standingClock } from './standing-clock.ts'

it('the computer stays awake from the first run to the last, but not for one that is paused or whose cable was pulled', async () => {
  const said: string[] = []
  const wakefulness = new Wakefulness({ begin: () => said.push('begin'), end: () => said.push('end') })
  const wifi = Promise.withResolvers<object>()
  const station = smallStation({
    steps: { wifi: () => wifi.promise },
    observe: (change) => wakefulness.observe(change),
  })
  await station.attach('a', 'b', 'c')
  const blueprint = { ...setupAssistant, erase: 'never' as const }
  station.orders.start({ udids: ['a', 'b', 'c'], blueprint, consent: null, waivePilot: true })
  await settled()
  expect(said).toEqual(['begin'])
  station.engine.detached('b')
  station.orders.cancel(['c'])
  station.engine.detached('c')
  station.orders.pause(['a'])
  // Its step is still done to the end.
  expect(said).toEqual(['begin'])
  wifi.resolve({})
  await settled()
  expect(said).toEqual(['begin', 'end'])
  station.orders.resume(['a'])
  expect(said).toEqual(['begin', 'end', 'begin'])
  wakefulness.stop()
  expect(said).toEqual(['begin', 'end', 'begin', 'end'])
  // What is read back at start is over.
  const later = new Wakefulness({ begin: () => said.push('late'), end: () => {} })
  smallStation({ lines: station.lines.slice(), observe: (change) => later.observe(change) })
  expect(said).not.toContain('late')
})

it('a device that did not come back from its erase in time keeps nobody awake, until it is back', async () => {
  const said: string[] = []
  const wakefulness = new Wakefulness({ begin: () => said.push('begin'), end: () => said.push('end') })
  const clock = standingClock()
  const facts = (udid: string) => ({ ...used, udid, serial: `S${udid}` })
  const station = smallStation({ clock, facts, observe: (change) => wakefulness.observe(change) })
  await station.attach('a')
  const blueprint = { ...setupAssistant, erase: 'always' as const }
  station.orders.start({ udids: ['a'], blueprint, consent: { udids: ['a'], typedCount: 1 } })
  await settled()
  station.engine.detached('a')
  await clock.pass(1_000)
  expect(station.stage('a')).toBe('needsAttention')
  expect(said).toEqual(['begin', 'end'])
  await station.attach('a')
  expect(said.slice(0, 3)).toEqual(['begin', 'end', 'begin'])
})
