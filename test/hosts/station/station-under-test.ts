import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { afterEach, beforeEach } from 'vitest'
import type { Station } from '../../../electron/hosts/station/station.ts'
import { startStation } from '../../../electron/hosts/station/station.ts'
import { silentLogger } from '../../../electron/lib/logger.ts'
import { fakeHandlers } from '../fake-app.ts'

type Answer = { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly body: string }

export let pageDir: string
export let station: Station
const sockets: WebSocket[] = []

/** Gives every test of a file a station of its own, and takes it away again. */
export function useStation(): void {
  beforeEach(async () => {
    pageDir = await mkdtemp(join(tmpdir(), 'slipway-page-'))
    await mkdir(join(pageDir, 'assets'))
    await writeFile(
      join(pageDir, 'index.html'),
      '<!doctype html><meta name="csp-nonce" nonce="__SLIPWAY_NONCE__"><title>page</title>',
    )
    await writeFile(join(pageDir, 'assets', 'app.js'), 'console.log(1)')
    station = await startStation({ app: { handlers: fakeHandlers() }, port: 0, pageDir, logger: silentLogger })
  })

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.terminate()
    await station.close()
    await rm(pageDir, { recursive: true })
  })
}

export const port = () => Number(new URL(station.origin).port)

/** A plain request over a real socket, so that every header is exactly what the test says. */
export function ask(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port: port(), path, method, headers, agent: false },
      (response) => {
        let body = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => (body += chunk))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
      },
    )
    request.on('error', reject)
    request.end()
  })
}

/** Comes in with the given address as a browser does, and gives the session cookie. */
export async function enter(url = station.url): Promise<string> {
  const { pathname, search } = new URL(url)
  const answer = await ask(pathname + search)
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}

/** Opens a WebSocket and says how it ended: `open`, or the HTTP status of the refusal. */
export async function dial(
  headers: Readonly<Record<string, string>>,
): Promise<{ outcome: 'open' | number; socket: WebSocket }> {
  const socket = new WebSocket(`ws://127.0.0.1:${port()}/link`, { headers: { ...headers } })
  sockets.push(socket)
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve({ outcome: 'open', socket }))
    socket.on('unexpected-response', (_request, response) => resolve({ outcome: response.statusCode ?? 0, socket }))
    socket.on('error', reject)
  })
}
