import type { CallContract, Contract, StreamContract } from './contract.ts'
import { AppError } from './errors.ts'
import type { Client, Link, RpcLimits, StreamContext } from './rpc.ts'
import { rpcLimits } from './rpc.ts'
import type { ToClient, ToServer } from './rpc-wire.ts'
import { checkShape, fromErrorRecord, readToClient } from './rpc-wire.ts'

type Settle = (message: ToClient | AppError) => void

/**
 * The other end of `serve`. Everything settles: a link that closes, or that carries something else than this protocol,
 * fails whatever is open with `rpc.closed`, and later calls at once.
 */
export function connect<C extends Contract>(contract: C, link: Link, options: Partial<RpcLimits> = {}): Client<C> {
  const wire = openWire(link, { ...rpcLimits, ...options })
  const client: Record<string, unknown> = {}
  for (const [name, declared] of Object.entries(contract)) {
    client[name] =
      declared.kind === 'call'
        ? (input: unknown) => callOnce(wire, name, declared, input)
        : (input: unknown, context?: StreamContext) => subscribe(wire, name, declared, input, context)
  }
  // Built from the contract key by key, which is what Client<C> says.
  return client as Client<C>
}

type Wire = {
  /** Sends an `ask` and gives its id; everything that answers it goes to `settle`. @throws AppError */
  readonly ask: (name: string, input: unknown, settle: Settle) => number
  readonly say: (message: ToServer) => void
  readonly forget: (id: number) => void
}

function openWire(link: Link, limits: RpcLimits): Wire {
  const open = new Map<number, Settle>()
  let lastId = 0
  let closed = false
  link.onMessage((text) => {
    const message = readToClient(text, limits.messageSize)
    if (message === undefined) return link.close()
    open.get(message.id)?.(message)
  })
  link.onClose(() => {
    closed = true
    for (const settle of open.values()) settle(new AppError('rpc.closed'))
    open.clear()
  })
  const say = (message: ToServer): void => {
    if (!closed) link.send(JSON.stringify(message))
  }
  return {
    say,
    forget: (id) => void open.delete(id),
    ask: (name, input, settle) => {
      if (closed) throw new AppError('rpc.closed')
      if (open.size >= limits.inFlight) throw new AppError('rpc.busy', { limit: limits.inFlight })
      const id = (lastId += 1)
      const text = JSON.stringify({ kind: 'ask', id, name, input } satisfies ToServer)
      if (text.length > limits.messageSize) {
        throw new AppError('rpc.tooLarge', { name, size: text.length, limit: limits.messageSize })
      }
      open.set(id, settle)
      link.send(text)
      return id
    },
  }
}

async function callOnce(wire: Wire, name: string, declared: CallContract, input: unknown): Promise<unknown> {
  const parsed = checkShape(declared.input, input, 'rpc.badInput', name)
  let id = 0
  const output = await new Promise<unknown>((resolve, reject) => {
    id = wire.ask(name, parsed, (message) => {
      if (message instanceof AppError) reject(message)
      else if (message.kind === 'result') resolve(message.output)
      else reject(message.kind === 'error' ? fromErrorRecord(message.error) : new AppError('rpc.closed'))
    })
  }).finally(() => wire.forget(id))
  return checkShape(declared.output, output, 'rpc.badOutput', name)
}

async function* subscribe(
  wire: Wire,
  name: string,
  declared: StreamContract,
  input: unknown,
  context: StreamContext | undefined,
): AsyncGenerator<unknown> {
  const parsed = checkShape(declared.input, input, 'rpc.badInput', name)
  // At most `window` items: the server waits for `more` before it sends another.
  const inbox: (ToClient | AppError | 'aborted')[] = []
  let wake = (): void => {}
  const put = (message: ToClient | AppError | 'aborted'): void => {
    inbox.push(message)
    wake()
  }
  const abort = (): void => put('aborted')
  const id = wire.ask(name, parsed, put)
  context?.signal.addEventListener('abort', abort, { once: true })
  if (context?.signal.aborted === true) abort()
  let ended = false
  try {
    for (;;) {
      while (inbox.length === 0) await new Promise<void>((resolve) => (wake = resolve))
      const message = inbox.shift()
      if (message === undefined || message === 'aborted') return
      ended = message instanceof AppError || message.kind !== 'item'
      if (message instanceof AppError) throw message
      if (message.kind === 'error') throw fromErrorRecord(message.error)
      if (message.kind !== 'item') return
      yield checkShape(declared.item, message.item, 'rpc.badOutput', name)
      wire.say({ kind: 'more', id })
    }
  } finally {
    context?.signal.removeEventListener('abort', abort)
    wire.forget(id)
    if (!ended) wire.say({ kind: 'cancel', id })
  }
}
