import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { MessagePort } from 'node:worker_threads'
import { MessageChannel } from 'node:worker_threads'
import { WebSocket, WebSocketServer } from 'ws'
import { emitterPortLink, linkPair, portLink, socketLink } from '../../src-shared/rpc-links.ts'
import type { Link } from '../../src-shared/rpc.ts'

export type Ends = { readonly server: Link; readonly client: Link; readonly cleanUp: () => Promise<void> }

/** Every kind of link there is, made ready for a test, by its name. */
export const allLinks: Readonly<Record<string, () => Promise<Ends>>> = {
  'two ends in one process': async () => {
    const [server, client] = linkPair()
    return { server, client, cleanUp: async () => client.close() }
  },
  'a MessagePort': async () => {
    const { port1, port2 } = new MessageChannel()
    const server = portLink(port1)
    const client = portLink(port2)
    return {
      server,
      client,
      cleanUp: async () => {
        client.close()
        server.close()
      },
    }
  },
  'a port that wraps its messages, as Electron’s main side does': async () => {
    const { port1, port2 } = new MessageChannel()
    const wrap = (port: MessagePort) => ({
      postMessage: (message: string) => port.postMessage(message),
      on: (event: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) =>
        event === 'message'
          ? port.on(event, (data: unknown) => listener({ data }))
          : port.on(event, () => listener({ data: undefined })),
      start: () => port.start(),
      close: () => port.close(),
    })
    const server = emitterPortLink(wrap(port1))
    const client = portLink(port2)
    return {
      server,
      client,
      cleanUp: async () => {
        client.close()
        server.close()
      },
    }
  },
  'a WebSocket': async () => {
    const listener = new WebSocketServer({ host: '127.0.0.1', port: 0 })
    await once(listener, 'listening')
    const arrived = once(listener, 'connection') as Promise<[WebSocket]>
    const socket = new WebSocket(`ws://127.0.0.1:${(listener.address() as AddressInfo).port}`)
    const [[accepted]] = await Promise.all([arrived, once(socket, 'open')])
    return {
      server: socketLink(accepted),
      client: socketLink(socket),
      cleanUp: async () => {
        socket.terminate()
        accepted.terminate()
        await new Promise((resolve) => listener.close(resolve))
      },
    }
  },
}
