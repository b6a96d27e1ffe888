import type { Readable } from 'node:stream'
import { AppError } from '../../src-shared/errors.ts'

export type ReadOptions = {
  /** How long to wait for the bytes; absent = as long as the stream lives. */
  readonly timeoutMs?: number
  /** What is being waited for, as a person would name it; goes into the time-out's sentence. */
  readonly what?: string
  readonly signal?: AbortSignal
}

/**
 * Takes exact amounts of bytes from a stream, one reader at a time. It pulls (never switches the stream to flowing),
 * so that after `release` the stream can be handed on, to TLS say, with nothing lost.
 */
export class ByteReader {
  readonly #stream: Readable
  #wake: (() => void) | null = null
  #failure: Error | null = null
  #ended = false

  constructor(stream: Readable) {
    this.#stream = stream
    stream.on('readable', this.#onReadable)
    stream.on('end', this.#onEnd)
    stream.on('close', this.#onEnd)
    stream.on('error', this.#onError)
    if (stream.destroyed || stream.readableEnded) this.#ended = true
  }

  /**
   * Exactly `size` bytes.
   * @throws AppError `stream.closed` when the stream ends first, `app.timeout`, `app.cancelled`
   */
  async read(size: number, options: ReadOptions = {}): Promise<Buffer> {
    if (size === 0) return Buffer.alloc(0)
    const chunks: Buffer[] = []
    let missing = size
    const deadline = options.timeoutMs === undefined ? Infinity : performance.now() + options.timeoutMs
    while (missing > 0) {
      const available = this.#stream.readableLength
      const chunk = available > 0 ? (this.#stream.read(Math.min(available, missing)) as Buffer | null) : null
      if (chunk !== null) {
        chunks.push(chunk)
        missing -= chunk.length
      } else await this.#more(deadline, options)
    }
    return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
  }

  /** True once the other side has closed and everything was read. */
  get ended(): boolean {
    return this.#ended && this.#stream.readableLength === 0
  }

  /** Lets go of the stream; bytes not read stay in it. */
  release(): void {
    this.#stream.off('readable', this.#onReadable)
    this.#stream.off('end', this.#onEnd)
    this.#stream.off('close', this.#onEnd)
    this.#stream.off('error', this.#onError)
  }

  async #more(deadline: number, options: ReadOptions): Promise<void> {
    if (this.#failure !== null) throw new AppError('stream.closed', {}, { cause: this.#failure })
    if (this.#ended) throw new AppError('stream.closed')
    if (options.signal?.aborted === true) throw new AppError('app.cancelled')
    // A pull with nothing buffered asks the source for more.
    this.#stream.read(0)
    if (this.#stream.readableLength > 0) return
    await this.#wait(deadline, options)
  }

  async #wait(deadline: number, options: ReadOptions): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const settle = (end: () => void): void => {
        clearTimeout(timer)
        options.signal?.removeEventListener('abort', onAbort)
        this.#wake = null
        end()
      }
      const seconds = (options.timeoutMs ?? 0) / 1000
      const onTimeout = (): void =>
        settle(() => reject(new AppError('app.timeout', { what: options.what ?? 'The other side', seconds })))
      const onAbort = (): void => settle(() => reject(new AppError('app.cancelled')))
      const timer = Number.isFinite(deadline)
        ? setTimeout(onTimeout, Math.max(0, deadline - performance.now()))
        : undefined
      options.signal?.addEventListener('abort', onAbort, { once: true })
      this.#wake = () => settle(resolve)
    })
  }

  readonly #onReadable = (): void => this.#wake?.()
  readonly #onEnd = (): void => {
    this.#ended = true
    this.#wake?.()
  }
  readonly #onError = (error: Error): void => {
    this.#failure = error
    this.#ended = true
    this.#wake?.()
  }
}
