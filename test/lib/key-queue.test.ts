import { describe, expect, it } from 'vitest'
import { KeyQueue } from '../../electron/lib/key-queue.ts'

const never = new AbortController().signal
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('a queue by key', () => {
  it('lets one at a time work, in the order they came', async () => {
    const queue = new KeyQueue()
    const order: number[] = []
    const first = await queue.take('a', never)
    const others = [1, 2, 3].map(async (number) => {
      const giveBack = await queue.take('a', never)
      order.push(number)
      giveBack()
    })
    await settled()
    expect(order).toEqual([])
    first()
    await Promise.all(others)
    expect(order).toEqual([1, 2, 3])
  })

  it('keeps keys apart, and forgets a key nobody works or waits under', async () => {
    const queue = new KeyQueue()
    const a = await queue.take('a', never)
    const b = await queue.take('b', never)
    expect([queue.isTaken('a'), queue.isTaken('b'), queue.isTaken('c')]).toEqual([true, true, false])
    a()
    b()
    await settled()
    expect([queue.isTaken('a'), queue.isTaken('b')]).toEqual([false, false])
  })

  it('passes the turn of somebody who gave up to whoever comes next, not before the one at work has ended', async () => {
    const queue = new KeyQueue()
    const first = await queue.take('a', never)
    const impatient = new AbortController()
    const second = queue.take('a', impatient.signal)
    let third: (() => void) | null = null
    const waiting = queue.take('a', never).then((giveBack) => (third = giveBack))
    impatient.abort()
    await expect(second).rejects.toMatchObject({ code: 'app.cancelled' })
    await settled()
    expect(third).toBeNull()
    first()
    await waiting
    expect(third).not.toBeNull()
  })

  it('takes nothing for a signal that has fired already', async () => {
    const queue = new KeyQueue()
    await expect(queue.take('a', AbortSignal.abort())).rejects.toMatchObject({ code: 'app.cancelled' })
    expect(queue.isTaken('a')).toBe(false)
  })
})
