import { contract } from '../../../src-shared/contract.ts'
import { AppError } from '../../../src-shared/errors.ts'
import { connect } from '../../../src-shared/rpc-connect.ts'
import type { Client, Link, StreamContext } from '../../../src-shared/rpc.ts'
import type { App } from '../../app.ts'
import type { EngineNote } from './engine-note.ts'
import type { EngineSettings, Welcome } from './handshake.ts'
import { reachEngine } from './reach-engine.ts'
import type { Caller } from './reach-engine.ts'

/** The running engine, used through its socket as if it were in this process. */
export type JoinedApp = App & {
  readonly engine: Welcome['engine']
  /** Settles when the engine has ended, or this end was closed. */
  readonly ended: Promise<void>
}

/** What was asked for by hand; absent leaves it to the engine. */
export type Wishes = { readonly mode: EngineSettings['mode'] } & {
  readonly [Name in 'mux' | 'graph' | 'activation' | 'trace']?: string | undefined
}

/**
 * @returns null when no engine answers
 * @throws AppError `local.otherVersion`, `local.otherSetting`, `app.practiceRealMix`
 */
export async function joinEngine(
  note: EngineNote,
  caller: Omit<Caller, 'wish'>,
  wishes: Wishes,
  dataDir: string,
): Promise<JoinedApp | null> {
  const reached = await reachEngine(note, { ...caller, wish: 'work' })
  if (reached === null) return null
  const { link, said } = reached
  const { pid, host } = said.engine
  try {
    if (said.outcome === 'otherVersion')
      throw new AppError('local.otherVersion', { pid, running: said.version, mine: caller.version })
    assertSameWishes(wishes, said.settings, pid, dataDir)
  } catch (error) {
    link.close()
    throw error
  }
  const ended = new Promise<void>((resolve) => link.onClose(resolve))
  const handlers = explained(connect(contract, link), () => new AppError('local.engineEnded', { host, pid }))
  return { handlers, engine: said.engine, ended, close: () => closeLink(link, ended) }
}

/** @throws AppError: a running engine cannot be told to use another cable service or tenant for one command */
function assertSameWishes(wishes: Wishes, settings: EngineSettings, pid: number, dataDir: string): void {
  if (wishes.mode !== settings.mode)
    throw new AppError('app.practiceRealMix', { what: dataDir, found: settings.mode, mode: wishes.mode })
  for (const name of ['mux', 'graph', 'activation'] as const) {
    const wanted = wishes[name]
    const running = settings[name]
    if (wanted !== undefined && wanted !== running)
      throw new AppError('local.otherSetting', { option: `--${name}`, wanted, running: running ?? '–', pid })
  }
  if (wishes.trace !== undefined) throw new AppError('local.noTrace', { pid })
}

async function closeLink(link: Link, ended: Promise<void>): Promise<void> {
  link.close()
  await ended
}

type AnyCall = (input: unknown, context?: StreamContext) => Promise<unknown> | AsyncIterable<unknown>

/** The same handlers; a link that ended says that the engine has. */
function explained(client: Client<typeof contract>, ended: () => AppError): App['handlers'] {
  const explain = (error: unknown): unknown =>
    error instanceof AppError && error.code === 'rpc.closed' ? ended() : error
  const wrapped = Object.entries(contract).map(([name, { kind }]): [string, AnyCall] => {
    const call = client[name as keyof typeof contract] as AnyCall
    if (kind === 'stream')
      return [name, (input, context) => explainedItems(() => call(input, context) as AsyncIterable<unknown>, explain)]
    return [name, (input) => explainedAnswer(() => call(input) as Promise<unknown>, explain)]
  })
  // Built from the contract key by key, as the client was.
  return Object.fromEntries(wrapped) as unknown as App['handlers']
}

async function explainedAnswer(ask: () => Promise<unknown>, explain: (error: unknown) => unknown): Promise<unknown> {
  try {
    return await ask()
  } catch (error) {
    throw explain(error)
  }
}

async function* explainedItems(
  open: () => AsyncIterable<unknown>,
  explain: (error: unknown) => unknown,
): AsyncGenerator<unknown> {
  try {
    yield* open()
  } catch (error) {
    throw explain(error)
  }
}
