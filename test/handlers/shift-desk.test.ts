import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { ShiftDesk, waitAfter } from '../../electron/handlers/shift-desk.ts'
import { reviewShift } from '../../electron/handlers/shift-handlers.ts'
import { openSecretBox } from '../../electron/store/secret-box.ts'
import { openStore } from '../../electron/store/store.ts'
import type { Store } from '../../electron/store/store.ts'
import type { ShiftReview } from '../../src-shared/shift-contract.ts'
import { device, run } from '../e2e/devices.ts'

const dir = mkdtempSync(join(tmpdir(), 'slipway-shift-'))
const stores: Store[] = []
let now = 1_000_000
let desk: ShiftDesk
let path = ''

const empty: ShiftReview = { unfinished: [], awaitingUser: [], outboxOpen: 0, outboxNeedPerson: 0, deadlines: [] }

async function open(): Promise<ShiftDesk> {
  const box = await openSecretBox({ kind: 'keyFile', path: join(dir, 'key') })
  const store = await openStore(path, box)
  stores.push(store)
  return new ShiftDesk({ shifts: store.shifts, settings: store, review: async () => empty, clock: { now: () => now } })
}

beforeEach(async () => {
  path = join(dir, `${stores.length}.sqlite`)
  desk = await open()
})

afterAll(async () => {
  for (const store of stores) await store.close()
  rmSync(dir, { recursive: true, force: true })
})

const anne = { name: 'Anne', pin: '2468', badge: 'BADGE-0042' }

test('a person signs on with a PIN or a badge, and stays so over a restart', async () => {
  const { id } = await desk.addOperator(anne)
  await desk.signOn({ with: 'pin', operatorId: id, pin: '2468' })
  expect(await desk.operator()).toBe('Anne')
  expect(await (await open()).operator()).toBe('Anne')
  await desk.signOff('')
  await desk.signOn({ with: 'badge', badge: 'BADGE-0042\n' })
  expect((await desk.view()).current?.name).toBe('Anne')
})

test('wrong PINs are slowed down, also over a restart, and the right one has to wait as well', async () => {
  const { id } = await desk.addOperator(anne)
  const wrong = { with: 'pin', operatorId: id, pin: '0000' } as const
  const right = { ...wrong, pin: '2468' }
  for (let tries = 0; tries < 3; tries += 1)
    await expect(desk.signOn(wrong)).rejects.toMatchObject({ code: 'shift.wrong' })
  await expect(desk.signOn(right)).rejects.toMatchObject({ code: 'shift.wait', details: { seconds: 2 } })
  const again = await open()
  await expect(again.signOn(right)).rejects.toMatchObject({ code: 'shift.wait' })
  now += 2_000
  await again.signOn(right)
  expect(await again.operator()).toBe('Anne')
})

test('each further wrong try waits twice as long, up to five minutes', () => {
  expect([1, 2, 3, 4, 5, 20].map(waitAfter)).toEqual([0, 0, 2_000, 4_000, 8_000, 300_000])
})

test('tries made side by side are looked at one after the other', async () => {
  const { id } = await desk.addOperator(anne)
  const tries = await Promise.allSettled(
    Array.from({ length: 5 }, () => desk.signOn({ with: 'pin', operatorId: id, pin: '0000' })),
  )
  const codes = tries.map((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : 'signed on'))
  expect(codes).toEqual(['shift.wrong', 'shift.wrong', 'shift.wrong', 'shift.wait', 'shift.wait'])
})

test('after the first one, only somebody who is signed on adds and removes operators', async () => {
  const { id } = await desk.addOperator(anne)
  await expect(desk.addOperator({ name: 'Bob', pin: '1357', badge: null })).rejects.toMatchObject({
    code: 'shift.signOnFirst',
  })
  await desk.signOn({ with: 'pin', operatorId: id, pin: '2468' })
  const bob = await desk.addOperator({ name: 'Bob', pin: '1357', badge: null })
  await expect(desk.addOperator({ name: 'bob', pin: '1357', badge: null })).rejects.toMatchObject({
    code: 'shift.nameTaken',
  })
  await expect(desk.addOperator({ name: 'Eve', pin: null, badge: 'BADGE-0042' })).rejects.toMatchObject({
    code: 'shift.badgeTaken',
  })
  await expect(desk.removeOperator(id)).rejects.toMatchObject({ code: 'shift.isSignedOn' })
  await desk.removeOperator(bob.id)
  expect((await desk.view()).operators.map(({ name }) => name)).toEqual(['Anne'])
})

test('neither PIN nor badge is in the view or in the file in clear', async () => {
  const { id } = await desk.addOperator({ name: 'Anne', pin: 'open-sesame-pin', badge: 'badge-of-anne-17' })
  await desk.signOn({ with: 'pin', operatorId: id, pin: 'open-sesame-pin' })
  expect(JSON.stringify(await desk.view())).not.toMatch(/sesame|badge-of/)
  const { readFileSync, readdirSync } = await import('node:fs')
  const files = readdirSync(dir).map((name) => readFileSync(join(dir, name)).toString('latin1'))
  expect(files.join('')).not.toMatch(/sesame|badge-of/)
})

test('the end of a shift leaves the note, and a listener hears of it', async () => {
  const { id } = await desk.addOperator(anne)
  await desk.signOn({ with: 'pin', operatorId: id, pin: '2468' })
  const stop = new AbortController()
  const feed = desk.feed(stop.signal)
  expect((await feed.next()).value?.current?.name).toBe('Anne')
  const next = feed.next()
  now += 60_000
  await desk.signOff('  Slot 3 has a bad cable. ')
  expect((await next).value).toMatchObject({
    current: null,
    handover: { from: 'Anne', note: 'Slot 3 has a bad cable.', review: empty },
  })
  stop.abort()
  await expect(desk.signOff('')).rejects.toMatchObject({ code: 'shift.nobody' })
})

test('what is handed over: begun and not ended, awaiting users, the outbox, and what lapses soon', () => {
  const views = [
    device(1, { stage: 'running', run: run('wifi') }),
    device(2, { stage: 'needsAttention', run: run('pair', 'failed') }),
    device(3, { stage: 'awaitingUser', run: run(null, 'done', { endsAt: 'user' }) }),
    device(4, { stage: 'enrolled', run: run(null) }),
    device(5, { stage: 'ready' }),
  ]
  const due = (state: 'ok' | 'soon' | 'past') => ({
    kind: 'adeToken' as const,
    of: state,
    dueAt: 1,
    state,
    remaining: 1,
  })
  const review = reviewShift(
    views,
    [{ state: 'waiting' }, { state: 'refused' }, { state: 'done' }],
    [due('ok'), due('soon'), due('past')],
  )
  expect(review.unfinished.map(({ slot }) => slot)).toEqual([1, 2])
  expect(review.awaitingUser.map(({ slot }) => slot)).toEqual([3])
  expect([review.outboxOpen, review.outboxNeedPerson]).toEqual([1, 1])
  expect(review.deadlines.map(({ of }) => of)).toEqual(['soon', 'past'])
})
