import { describe, expect, it } from 'vitest'
import { startCart } from '../../../harness/cart.ts'
import type { RunningCart } from '../../../harness/cart.ts'
import { PortLine } from '../wire-client.ts'

const scenario = {
  devices: [
    { count: 4, state: 'fresh' },
    { count: 2, state: 'used' },
  ],
  faults: [
    { fault: 'cablePulled', on: { any: 3 }, at: { request: '*', nth: [2, 9] }, backAfterMs: 1 },
    { fault: 'halfFrame', on: { any: 2 }, nth: [1, 6] },
    { fault: 'batteryEmpty', on: { any: 1 }, at: { request: 'GetValue', nth: [2, 5] }, backAfterMs: 1 },
  ],
}

/** Asks each device in turn twelve times, waiting out whatever goes wrong; the truth about all of them afterwards. */
async function run(seed: string): Promise<readonly string[]> {
  const cart = await startCart({ scenario, seed })
  try {
    for (const { identity } of await cart.list()) await question(cart, identity.udid)
    const facts = await Promise.all(
      (await cart.list()).map(async ({ slot, identity }) =>
        (await cart.facts(identity.udid)).map(
          ({ kind, detail }) => `${slot} ${identity.serial} ${kind} ${JSON.stringify(detail)}`,
        ),
      ),
    )
    return facts.flat()
  } finally {
    await cart.stop()
  }
}

async function question(cart: RunningCart, udid: string): Promise<void> {
  for (let count = 0; count < 12; count += 1) {
    const { deviceId } = await cart.until(udid, ({ attached }) => attached)
    const line = await PortLine.open(cart.address, deviceId ?? 0, 62078)
    await line.ask({ Request: 'GetValue', Key: 'ProductType' }).catch(() => {})
    line.close()
  }
}

describe('the same seed', () => {
  it('gives the same devices and the same accidents, fact for fact; another seed gives others', async () => {
    const [one, same, other] = [await run('a'), await run('a'), await run('b')]
    expect(one.filter((line) => line.includes(' fault ')).length).toBe(6)
    expect(same).toEqual(one)
    expect(other).not.toEqual(one)
  })
})
