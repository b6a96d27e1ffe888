import { afterEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { AppError } from '../../src-shared/errors.ts'
import { connect } from '../../src-shared/rpc-connect.ts'
import { serve } from '../../src-shared/rpc-serve.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import type { Ends } from './rpc-links-for-tests.ts'
import { allLinks } from './rpc-links-for-tests.ts'

const contract = {
  add: { kind: 'call', input: z.object({ a: z.number(), b: z.number() }), output: z.object({ sum: z.number() }) },
  fail: { kind: 'call', input: z.object({ how: z.string() }), output: z.object({}) },
  hang: { kind: 'call', input: z.object({}), output: z.object({}) },
  lie: { kind: 'call', input: z.object({}), output: z.object({ truth: z.string() }) },
  count: { kind: 'stream', input: z.object({ to: z.number() }), item: z.object({ n: z.number() }) },
} as const

type Watch = { produced: number; cancelled: boolean; readonly errors: unknown[] }

function handlersFor(watch: Watch): Handlers<typeof contract> {
  return {
    add: async ({ a, b }) => ({ sum: a + b }),
    fail: async ({ how }) => {
      if (how === 'expected') throw new AppError('app.timeout', { what: 'The iPad', seconds: 8 })
      throw new TypeError('boom')
    },
    hang: () => new Promise(() => {}),
    // What a handler with a bug would do.
    lie: async () => ({ truth: 42 }) as unknown as { truth: string },
    async *count({ to }, { signal }) {
      signal.addEventListener('abort', () => (watch.cancelled = true))
      for (let n = 1; n <= to; n += 1) {
        watch.produced = n
        yield { n }
      }
    },
  }
}

const opened: Ends[] = []
afterEach(async () => {
  for (const ends of opened.splice(0)) await ends.cleanUp()
})

/** Lets everything that is under way arrive: several turns of the event loop with real I/O between them. */
async function settle(client: { add: (input: { a: number; b: number }) => Promise<unknown> }): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await client.add({ a: 0, b: turn })
}

describe.each(Object.entries(allLinks))('over %s', (_name, open) => {
  async function world() {
    const ends = await open()
    opened.push(ends)
    const watch: Watch = { produced: 0, cancelled: false, errors: [] }
    serve(contract, handlersFor(watch), ends.server, { onError: (_call, thrown) => watch.errors.push(thrown) })
    return { ...ends, watch, api: connect(contract, ends.client) }
  }

  test('a call is answered, and many at once each get their own answer', async () => {
    const { api } = await world()
    const sums = await Promise.all([1, 2, 3, 4, 5].map((a) => api.add({ a, b: 10 })))
    expect(sums.map(({ sum }) => sum)).toEqual([11, 12, 13, 14, 15])
  })

  test('an expected error crosses with its code, details and words', async () => {
    const { api } = await world()
    await expect(api.fail({ how: 'expected' })).rejects.toMatchObject({
      code: 'app.timeout',
      details: { what: 'The iPad', seconds: 8 },
      message: 'The iPad did not answer within 8 s.',
    })
  })

  test('a bug crosses as one sentence without a stack, and is told whole to the log', async () => {
    const { api, watch } = await world()
    const error: unknown = await api.fail({ how: 'bug' }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'app.unexpected', details: { detail: 'boom' } })
    expect(watch.errors[0]).toBeInstanceOf(TypeError)
  })

  test('input that does not fit is refused before it is sent', async () => {
    const { api } = await world()
    const wrong = { a: 1, b: 'two' } as unknown as { a: number; b: number }
    await expect(api.add(wrong)).rejects.toMatchObject({ code: 'rpc.badInput' })
  })

  test('input that does not fit is refused by the server too, and the call settles', async () => {
    const { server, client } = await open().then((ends) => (opened.push(ends), ends))
    serve(contract, handlersFor({ produced: 0, cancelled: false, errors: [] }), server)
    const loose = { ...contract, add: { ...contract.add, input: z.unknown() } } as const
    await expect(connect(loose, client).add({ a: 1 })).rejects.toMatchObject({ code: 'rpc.badInput' })
    await expect(connect(loose, client).add(undefined)).rejects.toMatchObject({ code: 'rpc.badInput' })
  })

  test('an answer that does not fit never reaches the page', async () => {
    const { api } = await world()
    await expect(api.lie({})).rejects.toMatchObject({ code: 'rpc.badOutput', details: { name: 'lie' } })
  })

  test('a name the server does not know is refused, also one that every object inherits', async () => {
    const { client } = await world()
    const stranger = { constructor: contract.hang, nothing: contract.hang } as const
    const api = connect(stranger, client)
    await expect(api.nothing({})).rejects.toMatchObject({ code: 'rpc.unknownCall' })
    await expect(api.constructor({})).rejects.toMatchObject({ code: 'rpc.unknownCall' })
  })

  test('a stream arrives whole and in order, and ends', async () => {
    const { api } = await world()
    const seen: number[] = []
    for await (const { n } of api.count({ to: 50 })) seen.push(n)
    expect(seen).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
  })

  test('a reader that stops reading stops the source instead of filling a queue', async () => {
    const { api, watch } = await world()
    const reader = api.count({ to: 1_000_000 })[Symbol.asyncIterator]()
    await reader.next()
    await settle(api)
    expect(watch.produced).toBeLessThanOrEqual(6)
    await reader.return?.()
  })

  test('leaving the loop cancels the stream at the other end', async () => {
    const { api, watch } = await world()
    for await (const { n } of api.count({ to: 1_000_000 })) if (n === 3) break
    await settle(api)
    expect(watch.cancelled).toBe(true)
  })

  test('an aborted signal ends the stream on both sides', async () => {
    const { api, watch } = await world()
    const stop = new AbortController()
    let seen = 0
    for await (const { n } of api.count({ to: 1_000_000 }, { signal: stop.signal })) {
      seen = n
      if (n === 2) stop.abort()
    }
    await settle(api)
    expect(seen).toBeLessThanOrEqual(6)
    expect(watch.cancelled).toBe(true)
  })

  test('when the link closes, open calls and streams fail and later ones fail at once', async () => {
    const { api, server, watch } = await world()
    const hanging = api.hang({})
    const reader = api.count({ to: 1_000_000 })[Symbol.asyncIterator]()
    await reader.next()
    server.close()
    await expect(hanging).rejects.toMatchObject({ code: 'rpc.closed' })
    await expect(
      (async () => {
        for (;;) if ((await reader.next()).done === true) return
      })(),
    ).rejects.toMatchObject({ code: 'rpc.closed' })
    await expect(api.add({ a: 1, b: 1 })).rejects.toMatchObject({ code: 'rpc.closed' })
    expect(watch.cancelled).toBe(true)
  })

  test('too many open calls are refused, not queued', async () => {
    const ends = await open()
    opened.push(ends)
    serve(contract, handlersFor({ produced: 0, cancelled: false, errors: [] }), ends.server, {
      limits: { inFlight: 3 },
    })
    const api = connect(contract, ends.client)
    const hanging = [api.hang({}), api.hang({}), api.hang({})].map((call) => call.catch(() => 'closed'))
    await expect(api.add({ a: 1, b: 1 })).rejects.toMatchObject({ code: 'rpc.busy' })
    ends.server.close()
    expect(await Promise.all(hanging)).toEqual(['closed', 'closed', 'closed'])
  })

  test('a message that is too large is refused before it is sent, and an answer that is, is replaced by an error', async () => {
    const ends = await open()
    opened.push(ends)
    const echo = {
      echo: {
        kind: 'call',
        input: z.object({ text: z.string(), times: z.number() }),
        output: z.object({ text: z.string() }),
      },
    } as const
    serve(echo, { echo: async ({ text, times }) => ({ text: text.repeat(times) }) }, ends.server, {
      limits: { messageSize: 1000 },
    })
    const api = connect(echo, ends.client, { messageSize: 1000 })
    await expect(api.echo({ text: 'x'.repeat(2000), times: 1 })).rejects.toMatchObject({ code: 'rpc.tooLarge' })
    await expect(api.echo({ text: 'x'.repeat(500), times: 9 })).rejects.toMatchObject({ code: 'rpc.tooLarge' })
    expect(await api.echo({ text: 'ok', times: 1 })).toEqual({ text: 'ok' })
  })

  test.each([
    ['something that is not JSON', 'GET / HTTP/1.1'],
    ['JSON of another shape', '{"kind":"ask"}'],
    ['an id that is not a number', '{"kind":"ask","id":"1","name":"add","input":{}}'],
    ['far too much', 'x'.repeat(4_000_001)],
  ])('the server hangs up on %s', async (_what, garbage) => {
    const { api, client } = await world()
    client.send(garbage)
    await expect(api.hang({})).rejects.toMatchObject({ code: 'rpc.closed' })
  })

  test('the client hangs up on a server that talks nonsense', async () => {
    const ends = await open()
    opened.push(ends)
    const api = connect(contract, ends.client)
    const call = api.add({ a: 1, b: 1 })
    ends.server.send('[1,2,3]')
    await expect(call).rejects.toMatchObject({ code: 'rpc.closed' })
  })

  test('asking twice under one number ends the link', async () => {
    const { client, api } = await world()
    client.send('{"kind":"ask","id":900,"name":"hang","input":{}}')
    client.send('{"kind":"ask","id":900,"name":"hang","input":{}}')
    await expect(api.hang({})).rejects.toMatchObject({ code: 'rpc.closed' })
  })
})
