import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { Server, Socket } from 'node:net'

/** A daemon that comes and goes on one address while the devices behind it stay what they are. */
export type MuxRelay = {
  readonly address: string
  /** Cuts every connection and stops listening, as a daemon that was stopped. */
  readonly down: () => Promise<void>
  readonly up: () => Promise<void>
  /** Called before each piece that goes to the devices is passed on. One listener; null for none. */
  readonly onPiece: (listener: (() => void) | null) => void
}

/** @param target HOST:PORT of the real one */
export async function startMuxRelay(target: string): Promise<MuxRelay> {
  const [host = '', targetPort = ''] = target.split(':')
  const sockets = new Set<Socket>()
  let listener: (() => void) | null = null
  const keep = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => sockets.delete(socket))
  }
  const listen = async (port: number): Promise<Server> => {
    const made = createServer((client) => {
      const onward = connect(Number(targetPort), host)
      keep(client)
      keep(onward)
      client.on('data', () => listener?.())
      client.pipe(onward).pipe(client)
      client.once('close', () => onward.destroy())
      onward.once('close', () => client.destroy())
    })
    made.listen(port, '127.0.0.1')
    await once(made, 'listening')
    return made
  }
  let server: Server | null = await listen(0)
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return {
    address: `127.0.0.1:${port}`,
    down: async () => {
      const closing = server
      server = null
      if (closing === null) return
      const closed = once(closing, 'close')
      closing.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
    onPiece: (wanted) => void (listener = wanted),
    up: async () => {
      server ??= await listen(port)
    },
  }
}
