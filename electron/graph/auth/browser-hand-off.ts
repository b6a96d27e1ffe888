import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SignInItem } from '../../../src-shared/account-contract.ts'
import { constantTimeEqual, randomBytes } from '../../lib/crypto.ts'

type HandOff = { readonly url: string; readonly close: () => void }

/** Leads this computer's browser to the page that `signIn` opens, and tells where that is. */
export async function throughBrowser<T>(
  signIn: (open: (url: string) => Promise<void>) => Promise<T>,
  openUrl: (url: string) => Promise<boolean>,
  emit: (item: SignInItem) => void,
): Promise<T> {
  let close = (): void => {}
  try {
    return await signIn(async (url) => {
      const hand = await handOff(url)
      close = hand.close
      // Not awaited: a browser may take longer to start than a person with the link takes to sign in.
      void openUrl(hand.url).then((opened) => emit({ kind: 'browser', url: hand.url, opened }))
    })
  } finally {
    close()
  }
}

/**
 * An address on this computer that leads a browser to `target`, once. A browser is started with an address in its
 * command line, which every account of the computer can read; so the sign-in request itself never stands there.
 */
async function handOff(target: string): Promise<HandOff> {
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
