import type * as z from 'zod'
import type { CallContract, Contract, StreamContract } from './contract.ts'

/**
 * Anything that moves texts both ways, in order: a MessagePort, a WebSocket, two ends in one process. Texts rather than
 * objects, so that every link carries exactly the same (JSON) and one number limits the size. What arrives is `unknown`:
 * the other end may be anybody. A listener set late misses nothing that came after the link was made.
 */
export type Link = {
  readonly send: (text: string) => void
  readonly onMessage: (listener: (message: unknown) => void) => void
  /** Called once, also when it was this end that closed, and at once if the link is closed already. */
  readonly onClose: (listener: () => void) => void
  readonly close: () => void
}

export type StreamContext = { readonly signal: AbortSignal }

/** What the core gives for each entry of a contract. A stream ends when its signal fires or it returns. */
export type Handlers<C extends Contract> = {
  readonly [Name in keyof C]: C[Name] extends StreamContract
    ? (input: z.output<C[Name]['input']>, context: StreamContext) => AsyncIterable<z.input<C[Name]['item']>>
    : C[Name] extends CallContract
      ? (input: z.output<C[Name]['input']>) => Promise<z.input<C[Name]['output']>>
      : never
}

/** The same contract as a window or the CLI sees it. Leaving a stream's loop cancels it at the other end. */
export type Client<C extends Contract> = {
  readonly [Name in keyof C]: C[Name] extends StreamContract
    ? (input: z.input<C[Name]['input']>, context?: StreamContext) => AsyncIterable<z.output<C[Name]['item']>>
    : C[Name] extends CallContract
      ? (input: z.input<C[Name]['input']>) => Promise<z.output<C[Name]['output']>>
      : never
}

export type RpcLimits = {
  /** Characters of one message; JSON of a few hundred devices stays far below. */
  readonly messageSize: number
  /** Calls and streams one link may have open. */
  readonly inFlight: number
  /** Items of a stream on their way; the next is not even computed before the reader took one. */
  readonly window: number
}

export const rpcLimits: RpcLimits = { messageSize: 4_000_000, inFlight: 64, window: 4 }
