import { expect, it } from 'vitest'
import { AppError } from '../../src-shared/errors.ts'
import { setupAssistant, used } from './fixtures.ts'
import { settled, smallStation } from './small-station.ts'
import { standingClock } from './standing-clock.ts'

const blueprint = { ...setupAssistant, erase: 'always' as const }
const order = { udids: ['a'], blueprint, consent: { udids: ['a'], typedCount: 1 } }

async function tryTwice(
  station: ReturnType<typeof smallStation>,
  clock: ReturnType<typeof standingClock>,
): Promise<void> {
  await station.attach('a')
  station.orders.start(order)
  await settled()
  // Time for a detach message that is under way, then the pause before the second attempt.
  await clock.pass(1_500)
  await clock.pass(500)
  await settled()
}

/** A station whose first attempt to erase loses the connection, before it ordered the erase or after. */
async function stumblingStation(when: 'before' | 'after') {
  const clock = standingClock()
  let attempts = 0
  let held = 0
  const station = smallStation({
    clock,
    facts: (udid) => ({ ...used, udid, serial: `S${udid}` }),
    steps: {
      erase: ({ udid, afterwards }) => {
        if (held > 0) return Promise.reject(new AppError('stage.heldByOther', { udid }))
        held += 1
        afterwards(() => (held -= 1))
        attempts += 1
        const stumble = new AppError('tls.handshake', { reason: 'closed' })
        if (attempts === 1 && when === 'before') return Promise.reject(stumble)
        station.engine.orderErase(udid)
        return attempts === 1 ? Promise.reject(stumble) : Promise.resolve({})
      },
    },
  })
  await tryTwice(station, clock)
  const ordered = station.lines.filter(({ event }) => event.type === 'eraseOrdered').length
  return { attempts, ordered, held, stage: station.stage('a') }
}

it('an erase that lost the connection before it was ordered is tried again, with the device held anew', async () => {
  expect(await stumblingStation('before')).toEqual({ attempts: 2, ordered: 1, held: 0, stage: 'away' })
})

it('an erase that was ordered is not tried again, whatever became of the connection', async () => {
  expect(await stumblingStation('after')).toEqual({ attempts: 1, ordered: 1, held: 0, stage: 'needsAttention' })
})

it('a device that is named twice gets one run, with its consent', async () => {
  const station = smallStation({
    facts: (udid) => ({ ...used, udid, serial: `S${udid}` }),
    steps: { erase: ({ udid }) => Promise.resolve(station.engine.orderErase(udid)).then(() => ({})) },
  })
  await station.attach('a')
  station.orders.start({ udids: ['a', 'a'], blueprint, consent: { udids: ['a', 'a'], typedCount: 1 } })
  await settled()
  expect(station.lines.filter(({ event }) => event.type === 'runStarted')).toHaveLength(1)
  expect(station.stage('a')).toBe('away')
})

/** A station whose device comes and goes during the first attempt to erase, which then fails like this. */
async function replugged(deviceId: (before: number) => number, failure: AppError) {
  const clock = standingClock()
  let attempts = 0
  const station = smallStation({
    clock,
    facts: (udid) => ({ ...used, udid, serial: `S${udid}` }),
    steps: {
      erase: ({ udid }) => {
        attempts += 1
        if (attempts === 1) {
          const before = station.engine.state(udid).deviceId ?? 0
          station.engine.detached(udid)
          station.engine.attached(udid, deviceId(before), 1, 1)
          return Promise.reject(failure)
        }
        station.engine.orderErase(udid)
        return Promise.resolve({})
      },
    },
  })
  await tryTwice(station, clock)
  return { attempts, stage: station.stage('a') }
}

it('a device service that was restarted in the middle has the erase tried again, though it gives the same numbers', async () => {
  const gone = new AppError('apple.mux.unreachable', { address: 'x', reason: 'ECONNRESET' })
  expect(await replugged((before) => before, gone)).toEqual({ attempts: 2, stage: 'away' })
})

it('a device that was plugged in anew before its erase was ordered has still to leave for it', async () => {
  const broken = new AppError('tls.handshake', { reason: 'closed' })
  expect(await replugged((before) => before + 1, broken)).toEqual({ attempts: 2, stage: 'away' })
})
