import { contract } from '../src-shared/contract.ts'
import { AppError } from '../src-shared/errors.ts'
import { connect } from '../src-shared/rpc-connect.ts'
import { portLink, socketLink } from '../src-shared/rpc-links.ts'
import type { Client, Link } from '../src-shared/rpc.ts'

export type Api = Client<typeof contract>

export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'open'; readonly api: Api }
  | { readonly state: 'lost' }
  /** The station does not know this browser (any more): trying again is of no use. */
  | { readonly state: 'refused' }

let current: Connection = { state: 'connecting' }

/** The api while connected. @throws AppError `rpc.closed` while it is not */
export function api(): Api {
  if (current.state !== 'open') throw new AppError('rpc.closed')
  return current.api
}

const pauseMs = { first: 250, longest: 5000 }

/**
 * Keeps this window connected for as long as it lives and tells of every change. This is the only file that knows what
 * kind of link there is: a MessagePort handed in by Electron's preload, or a WebSocket to the station.
 */
export function keepConnected(onChange: (connection: Connection) => void): void {
  const tell = (connection: Connection): void => {
    current = connection
    onChange(connection)
  }
  const open = window.location.protocol === 'slipway:' ? openPort : openSocket
  let pause = pauseMs.first
  const attempt = async (): Promise<void> => {
    const link = await open().catch(() => undefined)
    if (link === undefined) {
      tell({ state: (await isRefused()) ? 'refused' : 'lost' })
    } else {
      pause = pauseMs.first
      link.onClose(() => {
        tell({ state: 'lost' })
        retry()
      })
      tell({ state: 'open', api: connect(contract, link) })
      return
    }
    if (current.state !== 'refused') retry()
  }
  const retry = (): void => {
    setTimeout(() => void attempt(), pause)
    pause = Math.min(pause * 2, pauseMs.longest)
  }
  void attempt()
}

function openSocket(): Promise<Link> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${window.location.host}/link`)
    socket.addEventListener('open', () => resolve(socketLink(socket)))
    socket.addEventListener('error', () => reject(new AppError('rpc.closed')))
  })
}

/** A refused handshake looks like any other failure to a page, so a plain request asks. */
async function isRefused(): Promise<boolean> {
  if (window.location.protocol === 'slipway:') return false
  const answer = await fetch('/session').catch(() => undefined)
  return answer?.status === 401 || answer?.status === 403
}

const waitingPorts: MessagePort[] = []
let takePort: ((port: MessagePort) => void) | undefined

if (window.location.protocol === 'slipway:') {
  window.addEventListener('message', (event) => {
    const port = event.ports[0]
    if (event.source !== window || event.data !== 'slipway:link' || port === undefined) return
    if (takePort === undefined) waitingPorts.push(port)
    else takePort(port)
    takePort = undefined
  })
}

/** The next port the desktop shell hands over; it hands over a new one when the core was started again. */
function openPort(): Promise<Link> {
  return new Promise((resolve) => {
    const waiting = waitingPorts.shift()
    if (waiting !== undefined) resolve(portLink(waiting))
    else takePort = (port) => resolve(portLink(port))
  })
}
