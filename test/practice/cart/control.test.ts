import { spawn } from 'node:child_process'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCart } from '../../harness/cart.ts'
import type { RunningCart } from '../../harness/cart.ts'
import { programFile } from '../../harness/programs.ts'

let cart: RunningCart
let udid: string

beforeAll(async () => {
  cart = await startCart({ scenario: { devices: [{ state: 'activated' }] } })
  udid = (await cart.list())[0]?.identity.udid ?? ''
})
afterAll(() => cart?.stop())

function status(headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    request(`${cart.controlUrl}/devices`, { headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}

describe('the control plane', () => {
  it('answers nobody without the token or under another host name', async () => {
    const authorization = `Bearer ${cart.controlToken}`
    expect(await status({ authorization })).toBe(200)
    expect(await status({})).toBe(401)
    expect(await status({ authorization: 'Bearer wrong' })).toBe(401)
    expect(await status({ authorization, host: 'cart.example' })).toBe(421)
  })

  it('refuses bodies of the wrong form and devices it does not have', async () => {
    await expect(cart.post('hands', { hands: { kind: 'sometimes' } })).rejects.toThrow('400')
    await expect(cart.post('devices/none/unplug')).rejects.toThrow('404')
    await expect(cart.post(`devices/${udid}/answer`, { kind: 'trust', answer: 'accept' })).rejects.toThrow('409')
  })

  it('unplugs, and plugs in another slot', async () => {
    await cart.post(`devices/${udid}/unplug`)
    expect(await cart.device(udid)).toMatchObject({ attached: false, deviceId: null, plugged: false, running: true })
    await cart.post(`devices/${udid}/plug`, { slot: 5 })
    expect(await cart.device(udid)).toMatchObject({ attached: true, slot: 5 })
  })

  it('gives hands to a device that waited at Hello', async () => {
    const waiting = await cart.until(udid, ({ prompts }) => prompts.some(({ kind }) => kind === 'hello'))
    expect(waiting.storage.setupDone).toBe(false)
    await cart.post(`devices/${udid}/hands`, { hands: { kind: 'atOnce' }, answers: { hello: 'always' } })
    const done = await cart.until(udid, ({ storage }) => storage.setupDone)
    expect(done.storage).toMatchObject({ supervised: false, enrolled: false })
  })
})

describe('the process', () => {
  const outcome = (args: readonly string[]): Promise<{ code: number | null; stderr: string }> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [programFile('practice-cart'), ...args], {
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      let stderr = ''
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
      child.on('exit', (code) => resolve({ code, stderr }))
    })

  it('ends when whoever started it lets go of its standard input', async () => {
    const other = await startCart({ devices: 1 })
    await other.stop()
    expect(() => process.kill(other.pid, 0)).toThrow('ESRCH')
  })

  it('says in one sentence what is wrong with its arguments or that the port is taken', async () => {
    expect(await outcome(['--time', 'never'])).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^--time takes .*\n$/) as string,
    })
    expect(await outcome(['--nonsense'])).toMatchObject({ code: 2 })
    const taken = await outcome(['--devices', '1', '--listen', cart.address])
    expect(taken).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^The practice cart cannot listen on .*EADDRINUSE\.\n$/) as string,
    })
  })
})
