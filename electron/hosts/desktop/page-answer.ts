import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { contentSecurityPolicy, noncePlaceholder, plainSecurityHeaders } from '../content-policy.ts'
import { pageOrigin } from './window-settings.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/**
 * Answers our own scheme from the built page, with the headers a station sends. Only GET, only this host, only files of a
 * known kind inside the directory; anything else is 404.
 */
export async function answerPage(
  request: { readonly method: string; readonly url: string },
  pageDir: string,
  nonce: string,
): Promise<Response> {
  const path = pathOf(request.url)
  const type = path === null ? undefined : types[extname(path)]
  if (request.method !== 'GET' || path === null || type === undefined) return refuse()
  const body = await readFile(join(pageDir, path)).catch(() => null)
  if (body === null) return refuse()
  const isPage = type.startsWith('text/html')
  return new Response(isPage ? body.toString('utf8').replaceAll(noncePlaceholder, nonce) : new Uint8Array(body), {
    headers: {
      ...plainSecurityHeaders,
      'content-type': type,
      ...(isPage && { 'content-security-policy': contentSecurityPolicy({ nonce, connect: [] }) }),
    },
  })
}

/** The file an address means, relative to the page's directory; null when it means none. */
function pathOf(address: string): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (`${url.protocol}//${url.host}` !== pageOrigin) return null
  let path: string
  try {
    path = normalize(decodeURIComponent(url.pathname === '/' ? '/index.html' : url.pathname))
  } catch {
    return null
  }
  return path.includes('\0') || path.split(sep).includes('..') ? null : path
}

function refuse(): Response {
  return new Response(null, { status: 404, headers: plainSecurityHeaders })
}
