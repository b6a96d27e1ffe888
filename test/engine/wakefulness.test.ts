import { expect, it } from 'vitest'
import { Wakefulness } from '../../electron/engine/wakefulness.ts'
import { setupAssistant } from './fixtures.ts'
import { settled, smallStation } from './small-station.ts'

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
