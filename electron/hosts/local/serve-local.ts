import { chmodSync, lstatSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import { contract } from '../../../src-shared/contract.ts'
import { serve } from '../../../src-shared/rpc-serve.ts'
import type { Link } from '../../../src-shared/rpc.ts'
import type { App } from '../../app.ts'
import { randomBytes } from '../../lib/crypto.ts'
import { fileTrouble } from '../../lib/file-trouble.ts'
import type { Logger } from '../../lib/logger.ts'
import { makeFolder } from '../../lib/make-folder.ts'
import { streamLink } from '../../lib/stream-link.ts'
import { removeNote, writeNote } from './engine-note.ts'
import type { HostKind } from './engine-note.ts'
import { greeting, greetingVersion, isProof, newNonce, proofOf, readWord } from './handshake.ts'
import type { EngineSettings, Greeting, Member, Welcome } from './handshake.ts'
import { greetingLimits, greetingMs, workingBytes } from './local-limits.ts'
import { localAddresses } from './place.ts'

export type LocalService = {
  /** Takes no more hosts and waits so long for those that are there; then it ends their links. */
  readonly close: (graceMs: number) => Promise<void>
}

export type ServeLocalOptions = {
  /** The data directory this process holds. */
  readonly dataDir: string
  readonly handlers: App['handlers']
  readonly host: HostKind
  readonly version: string
  readonly settings: EngineSettings
  readonly logger: Logger
}

/** More hosts than anybody opens on one bench; whoever comes after has to wait. */
const mostConnections = 64

/**
 * Serves the contract to other hosts of this user on the same data directory, and leaves a note that tells them where.
 * @throws AppError when no address can be listened at
 */
export async function serveLocal(options: ServeLocalOptions): Promise<LocalService> {
  const { dataDir, host, version, logger } = options
  const token = randomBytes(32).toString('hex')
  const me: Member = { host, pid: process.pid, since: Date.now() }
  const clients = new Map<Link, Member>()
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    socket.on('error', (error) => logger.debug({ err: error }, 'a local host’s connection failed'))
    greet(socket, options, token, me, clients)
  })
  server.maxConnections = mostConnections
  const address = await listenSomewhere(server, dataDir)
  writeNote(dataDir, { host, version, pid: process.pid, since: me.since, address, token })
  logger.info({ address }, 'serving other hosts on this data directory')
  return {
    close: async (graceMs) => {
      removeNote(dataDir, token)
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      const goneByThemselves = await allGone(clients, graceMs)
      if (!goneByThemselves) logger.info({ hosts: clients.size }, 'ending the links of other hosts')
      for (const link of clients.keys()) link.close()
      for (const socket of open) socket.destroySoon()
      await closed
    },
  }
}

function greet(
  socket: Socket,
  { handlers, version, settings, logger }: ServeLocalOptions,
  token: string,
  me: Member,
  clients: Map<Link, Member>,
): void {
  const limits = greetingLimits()
  const link = streamLink(socket, limits)
  const engineNonce = newNonce()
  const patience = setTimeout(() => link.close(), greetingMs).unref()
  link.onClose(() => {
    clearTimeout(patience)
    clients.delete(link)
  })
  const answer = (said: Greeting): void => {
    const proof = proofOf(token, 'engine', engineNonce, said.nonce)
    const send = (word: Welcome): void => link.send(JSON.stringify(word))
    if (said.wish === 'work' && said.version !== version) {
      send({ outcome: 'otherVersion', proof, version, engine: me })
      return link.close()
    }
    send({ outcome: 'welcome', proof, version, engine: me, clients: [...clients.values()], settings })
    if (said.wish === 'status') return link.close()
    clearTimeout(patience)
    limits.frameBytes = workingBytes
    clients.set(link, { host: said.host, pid: said.pid, since: Date.now() })
    serve(contract, handlers, link, {
      onError: (name, thrown) => logger.warn({ call: name, err: thrown }, 'a call failed'),
    })
  }
  link.onMessage((text) => {
    const said = readWord(greeting, text)
    if (said !== null && isProof(said.proof, proofOf(token, 'host', engineNonce, said.nonce))) return answer(said)
    logger.warn({}, 'somebody at the local socket could not prove to be of this data directory')
    link.close()
  })
  link.send(JSON.stringify({ slipway: greetingVersion, nonce: engineNonce }))
}

/** @returns the address that could be listened at, alone readable and writable by this user */
async function listenSomewhere(server: Server, dataDir: string): Promise<string> {
  const user = { uid: process.getuid?.() ?? null, temporary: tmpdir() }
  let trouble: unknown
  for (const [index, address] of localAddresses(dataDir, process.platform, process.env, user).entries()) {
    try {
      if (process.platform !== 'win32') {
        if (index > 0 || !address.startsWith(dataDir)) makePrivateFolder(dirname(address))
        // The lock of the data directory is ours, so whoever left it there is gone.
        rmSync(address, { force: true })
      }
      await listenAt(server, address)
      if (process.platform !== 'win32') chmodSync(address, 0o600)
      return address
    } catch (error) {
      trouble = error
    }
  }
  throw fileTrouble(dataDir, trouble)
}

function listenAt(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(address, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** A folder in a place that others can write to counts only when it is this user's alone. */
function makePrivateFolder(path: string): void {
  makeFolder(path, 0o700)
  const found = lstatSync(path)
  const mine = found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0
  if (!mine) throw new Error(`${path} is not this user’s alone`)
}

/** @returns whether everybody went by themselves */
async function allGone(clients: ReadonlyMap<Link, unknown>, graceMs: number): Promise<boolean> {
  const waits = [...clients.keys()].map((link) => new Promise<void>((resolve) => link.onClose(resolve)))
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), graceMs)))
  const outcome = await Promise.race([Promise.all(waits), patience])
  clearTimeout(timer)
  return outcome !== 'late'
}
