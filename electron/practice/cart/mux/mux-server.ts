import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { AppError } from '../../../../src-shared/errors.ts'
import type { Logger } from '../../../lib/logger.ts'
import type { Bus } from '../bus.ts'
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
}

export type MuxServer = { readonly address: string; readonly records: PairRecords; readonly close: () => Promise<void> }

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
    })
    clients.add(client)
    void client.serve().finally(() => clients.delete(client))
  }
  const tcp = createServer({ allowHalfOpen: true }, onSocket)
  await listen(tcp, { host: options.host, port: options.port }, `${options.host}:${options.port}`)
  const servers = [tcp]
  if (options.unixPath !== null) {
    const unix = createServer({ allowHalfOpen: true }, onSocket)
    await rm(options.unixPath, { force: true })
    await listen(unix, { path: options.unixPath }, options.unixPath)
    servers.push(unix)
  }
  const close = async (): Promise<void> => {
    const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())))
    for (const socket of sockets) socket.destroy()
    await Promise.all(closed)
  }
  return { address: addressOf(tcp), records, close }
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
