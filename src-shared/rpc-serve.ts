import type { Contract } from './contract.ts'
import { AppError, toErrorRecord } from './errors.ts'
import type { Handlers, Link, RpcLimits, StreamContext } from './rpc.ts'
import { rpcLimits } from './rpc.ts'
import type { ToClient } from './rpc-wire.ts'
import { checkShape, readToServer } from './rpc-wire.ts'

export type ServeOptions = {
  readonly limits?: Partial<RpcLimits>
  /** Told of everything that failed, with what was thrown, for the log. */
  readonly onError?: (name: string, thrown: unknown) => void
}

type LooseHandler = (input: unknown, context: StreamContext) => unknown
type Open = { readonly abort: AbortController; grant: () => void }

/**
 * Answers a contract over a link until the link closes. Input is validated before a handler sees it and output before it
 * leaves. A message that is not one of ours closes the link: nobody who speaks this protocol sends it.
 */
export function serve<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  link: Link,
  options: ServeOptions = {},
): void {
  const limits = { ...rpcLimits, ...options.limits }
  const open = new Map<number, Open>()
  let closed = false

  const send = (message: ToClient, name: string): void => {
    if (closed) return
    const text = JSON.stringify(message)
    if (text.length > limits.messageSize) {
      throw new AppError('rpc.tooLarge', { name, size: text.length, limit: limits.messageSize })
    }
    link.send(text)
  }

  const run = async (id: number, name: string, input: unknown, entry: Open): Promise<void> => {
    const declared = Object.hasOwn(contract, name) ? contract[name] : undefined
    if (declared === undefined) throw new AppError('rpc.unknownCall', { name })
    const parsed = checkShape(declared.input, input, 'rpc.badInput', name)
    // The types of handlers and contract agree by construction; the name is only known at run time.
    const handle = handlers[name] as unknown as LooseHandler
    const outcome = handle(parsed, { signal: entry.abort.signal })
    if (declared.kind === 'call') {
      send({ kind: 'result', id, output: checkShape(declared.output, await outcome, 'rpc.badOutput', name) }, name)
      return
    }
    await pump(outcome as AsyncIterable<unknown>, entry, limits.window, (item) => {
      send({ kind: 'item', id, item: checkShape(declared.item, item, 'rpc.badOutput', name) }, name)
    })
    send({ kind: 'end', id }, name)
  }

  const ask = async (id: number, name: string, input: unknown): Promise<void> => {
    const entry: Open = { abort: new AbortController(), grant: () => {} }
    const known = open.size < limits.inFlight
    if (known) open.set(id, entry)
    try {
      if (!known) throw new AppError('rpc.busy', { limit: limits.inFlight })
      await run(id, name, input, entry)
    } catch (thrown) {
      options.onError?.(name, thrown)
      send({ kind: 'error', id, error: toErrorRecord(thrown) }, name)
    } finally {
      if (known) open.delete(id)
    }
  }

  link.onMessage((text) => {
    if (closed) return
    const message = readToServer(text, limits.messageSize)
    if (message === undefined || (message.kind === 'ask' && open.has(message.id))) return link.close()
    if (message.kind === 'ask') {
      ask(message.id, message.name, message.input).catch((thrown: unknown) => options.onError?.(message.name, thrown))
    } else if (message.kind === 'more') open.get(message.id)?.grant()
    else open.get(message.id)?.abort.abort()
  })
  link.onClose(() => {
    closed = true
    for (const entry of open.values()) entry.abort.abort()
  })
}

/** Takes items one by one, at most `window` ahead of the reader, until the source ends or the signal fires. */
async function pump(
  source: AsyncIterable<unknown>,
  entry: Open,
  window: number,
  send: (item: unknown) => void,
): Promise<void> {
  let credit = window
  let wake = (): void => {}
  entry.grant = () => {
    credit = Math.min(credit + 1, window)
    wake()
  }
  const { signal } = entry.abort
  const aborted = new Promise<'aborted'>((resolve) => {
    if (signal.aborted) resolve('aborted')
    signal.addEventListener('abort', () => resolve('aborted'), { once: true })
  })
  const iterator = source[Symbol.asyncIterator]()
  try {
    for (;;) {
      while (credit === 0 && !signal.aborted) {
        await Promise.race([new Promise<void>((resolve) => (wake = resolve)), aborted])
      }
      const next = await Promise.race([iterator.next(), aborted])
      if (next === 'aborted' || next.done === true) return
      credit -= 1
      send(next.value)
    }
  } finally {
    // Not awaited: a source that ignores its signal must not keep the stream open.
    void Promise.resolve(iterator.return?.()).catch(() => {})
  }
}
