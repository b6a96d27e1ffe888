import { createConnection } from 'node:net'
import type { Socket } from 'node:net'
import type { Link } from '../../../src-shared/rpc.ts'
import { streamLink } from '../../lib/stream-link.ts'
import type { EngineNote, HostKind } from './engine-note.ts'
import { challenge, isProof, newNonce, proofOf, readWord, welcome } from './handshake.ts'
import type { Greeting, Welcome } from './handshake.ts'
import { greetingLimits, greetingMs, workingBytes } from './local-limits.ts'

export type Reached = { readonly link: Link; readonly said: Welcome }

/** Who asks, and what for: to work with the engine, or only to know who is there. */
export type Caller = { readonly host: HostKind; readonly version: string; readonly wish: Greeting['wish'] }

/**
 * Connects to the engine a note tells of, and makes sure that it is the one.
 * @returns null when nobody answers there, or somebody else does: a note may be older than its process
 */
export async function reachEngine(note: EngineNote, caller: Caller): Promise<Reached | null> {
  if (note.address === null) return null
  const socket = await openSocket(note.address)
  if (socket === null) return null
  const limits = greetingLimits()
  const link = streamLink(socket, limits)
  const said = await greet(link, note, caller)
  if (said === null) {
    link.close()
    return null
  }
  limits.frameBytes = workingBytes
  return { link, said }
}

function openSocket(address: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = createConnection(address)
    const timer = setTimeout(() => socket.destroy(new Error('no answer')), greetingMs)
    const settle = (found: Socket | null): void => {
      clearTimeout(timer)
      resolve(found)
    }
    socket.once('connect', () => settle(socket))
    // Also later: a connection may end at any time, which its link tells.
    socket.on('error', () => settle(null))
  })
}

function greet(link: Link, { token }: EngineNote, { host, version, wish }: Caller): Promise<Welcome | null> {
  const hostNonce = newNonce()
  let engineNonce: string | null = null
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), greetingMs)
    link.onClose(() => {
      clearTimeout(timer)
      resolve(null)
    })
    link.onMessage((text) => {
      if (engineNonce === null) {
        engineNonce = readWord(challenge, text)?.nonce ?? ''
        if (engineNonce === '') return resolve(null)
        const proof = proofOf(token, 'host', engineNonce, hostNonce)
        const greeting: Greeting = { nonce: hostNonce, proof, wish, version, host, pid: process.pid }
        return link.send(JSON.stringify(greeting))
      }
      clearTimeout(timer)
      const said = readWord(welcome, text)
      resolve(said !== null && isProof(said.proof, proofOf(token, 'engine', engineNonce, hostNonce)) ? said : null)
    })
  })
}
