import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { constantTimeEqual, randomBytes } from '../../lib/crypto.ts'

export type HandOff = { readonly url: string; readonly close: () => void }

/**
 * An address on this computer that leads a browser to `target`, once. A browser is started with an address in its
 * command line, which every account of the computer can read; so the sign-in request itself never stands there.
 */
export async function handOff(target: string): Promise<HandOff> {
  const path = `/${randomBytes(24).toString('base64url')}`
  const server = createServer((request, response) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '')
    const known = host === '127.0.0.1' && constantTimeEqual(request.url ?? '', path)
    response.writeHead(known ? 302 : 404, {
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      connection: 'close',
      ...(known ? { location: target } : {}),
    })
    response.end()
    if (known) server.close()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  server.unref()
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}${path}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
