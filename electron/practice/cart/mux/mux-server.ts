import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { AppError } from '../../../../src-shared/errors.ts'
import type { Logger } from '../../../lib/logger.ts'
import type { Bus } from '../bus.ts'
import type { WireShape } from '../faults/line-faults.ts'
import { MuxClient } from './mux-client.ts'
import { PairRecords } from './pair-records.ts'

export type MuxServerOptions = {
  readonly bus: Bus
  readonly host: string
  /** 0 for any free one. */
  readonly port: number
  /** Null: TCP only. A stale socket file is replaced. */
  readonly unixPath: string | null
  readonly logger: Logger
  /** What is wrong with the writing of the next program's line; null when nothing is. */
  readonly shape: () => WireShape | null
}

export type MuxServer = {
  readonly address: string
  readonly records: PairRecords
  /** The daemon dies, stays away for as long as `gone` takes, and listens at the same places again. */
  readonly restart: (gone: () => Promise<void>) => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * A usbmuxd on a TCP port and on a unix socket at once: some programs know only the one, some only the other.
 * @throws AppError `practice.cannotListen`
 */
export async function startMuxServer(options: MuxServerOptions): Promise<MuxServer> {
  const records = new PairRecords()
  const clients = new Set<MuxClient>()
  const sockets = new Set<Socket>()
  const onSocket = (socket: Socket): void => {
    socket.setNoDelay(true)
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    // An abrupt end is the other side's right; 'close' follows.
    socket.on('error', () => {})
    const client = new MuxClient(socket, {
      bus: options.bus,
      records,
      listeners: () => [...clients],
      logger: options.logger,
      shape: options.shape(),
    })
    clients.add(client)
    void client.serve().finally(() => clients.delete(client))
  }
  let servers = await open(options, options.port, onSocket)
  const address = addressOf(servers[0])
  let closing = false
  let away = false
  const silence = async (): Promise<void> => {
    const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())))
    for (const socket of sockets) socket.destroy()
    await Promise.all(closed)
  }
  const restart = async (gone: () => Promise<void>): Promise<void> => {
    if (away) return
    away = true
    const silent = silence()
    options.bus.renumber()
    await Promise.all([silent, gone()])
    away = false
    if (closing) return
    servers = await open(options, Number(/\d+$/.exec(address)?.[0]), onSocket)
  }
  const close = (): Promise<void> => {
    closing = true
    return silence()
  }
  return { address, records, restart, close }
}

/** TCP first, then the unix socket if one is wanted. */
async function open(
  { host, unixPath }: MuxServerOptions,
  port: number,
  onSocket: (socket: Socket) => void,
): Promise<readonly [Server, ...Server[]]> {
  const tcp = createServer({ allowHalfOpen: true }, onSocket)
  await listen(tcp, { host, port }, `${host}:${port}`)
  if (unixPath === null) return [tcp]
  const unix = createServer({ allowHalfOpen: true }, onSocket)
  await rm(unixPath, { force: true })
  await listen(unix, { path: unixPath }, unixPath)
  return [tcp, unix]
}

function listen(
  server: Server,
  where: { host: string; port: number } | { path: string },
  shown: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new AppError('practice.cannotListen', { address: shown, reason: error.code ?? error.message })),
    )
    server.listen(where, resolve)
  })
}

function addressOf(server: Server): string {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a numeric address')
  return address.family === 'IPv6' ? `[${address.address}]:${address.port}` : `${address.address}:${address.port}`
}
