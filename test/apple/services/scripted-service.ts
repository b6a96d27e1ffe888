import { createConnection, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { PlistService } from '../../../electron/apple/plist-service.ts'
import { serveFrames, testUdid } from '../scripted-mux.ts'
import type { Message } from '../scripted-mux.ts'

export type ScriptedService = {
  readonly service: PlistService
  readonly requests: Message[]
  readonly close: () => Promise<void>
}

/** A service of a device whose answers are given; 'hang up' ends the connection instead of answering. */
export async function scriptedService(
  answer: (request: Message) => Message | Buffer | 'hang up' | null,
  name = 'com.apple.mobile.MCInstall',
): Promise<ScriptedService> {
  const requests: Message[] = []
  const server = createServer((socket) => {
    socket.on('error', () => {})
    void serveFrames(socket, (request) => {
      requests.push(request)
      const reply = answer(request)
      if (reply !== 'hang up') return reply
      socket.destroy()
      return null
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const socket = createConnection((server.address() as AddressInfo).port, '127.0.0.1')
  const service = new PlistService(socket, { name, udid: testUdid })
  return {
    service,
    requests,
    close: () => {
      service.close()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
