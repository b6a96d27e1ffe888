import { describe, expect, it } from 'vitest'
import type { Step, StepContext } from '../../electron/engine/ports.ts'
import { fresh, setupAssistant } from './fixtures.ts'
import { settled, smallStation } from './small-station.ts'

/** A step that does nothing but wait until it is told to stop, and what it was told each time. */
function waiting(): { readonly step: Step; readonly begun: StepContext[] } {
  const begun: StepContext[] = []
  const step: Step = (context) => {
    begun.push(context)
    return new Promise((_resolve, reject) => {
      context.signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true })
    })
  }
  return { step, begun }
}

async function stationAt(name: 'wifi' | 'erase') {
  const { step, begun } = waiting()
  const station = smallStation({
    steps: { [name]: step },
    facts: (udid) => ({
      ...fresh,
      udid,
      serial: `S${udid}`,
      ...(name === 'erase' && { setupDone: true, cloudConfigured: true }),
    }),
  })
  await station.attach('a')
  station.orders.start({
    udids: ['a'],
    blueprint: { ...setupAssistant, powerCheck: null },
    consent: { udids: ['a'], typedCount: 1 },
    waivePilot: true,
  })
  await settled()
  return { station, begun, told: () => station.lines.map(({ event }) => event) }
}

describe('after the computer has slept', () => {
  it('a device of a run is read again, and its step begun again with a look at what is already so', async () => {
    const { station, begun, told } = await stationAt('wifi')
    expect(begun.map(({ resumed }) => resumed)).toEqual([false])
    const before = told().length
    station.engine.lookAgain('a')
    await settled()
    expect(
      told()
        .slice(before)
        .map((event) => ('step' in event ? `${event.type} ${event.step}` : event.type)),
    ).toEqual(['identified', 'stepInterrupted wifi', 'stepStarted wifi'])
    expect(begun.map(({ resumed }) => resumed)).toEqual([false, true])
    expect(begun[0]?.signal.aborted).toBe(true)
    expect(station.stage('a')).toBe('running')
  })

  it('an erase is left alone: it is heard to its end', async () => {
    const { station, begun, told } = await stationAt('erase')
    expect(begun).toHaveLength(1)
    const before = told().length
    station.engine.lookAgain('a')
    await settled()
    expect([told().length, begun.length, begun[0]?.signal.aborted]).toEqual([before, 1, false])
  })

  it('an idle device is read again', async () => {
    const station = smallStation()
    await station.attach('a')
    const before = station.lines.length
    station.engine.lookAgain('a')
    await settled()
    expect(station.lines.slice(before).map(({ event }) => event.type)).toEqual(['identified'])
  })
})
