import { stringAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import type { FaultBoard, Moment, Victim } from './fault-board.ts'

/** How a line writes: everything of some milliseconds at once, or in pieces of so many bytes. */
export type WireShape = { readonly holdMs: number } | { readonly pieceBytes: number }

/** What may go wrong on one connection to a device. */
export type LineFaults = {
  readonly shape: WireShape | null
  /** When something strikes that ends the connection, the device must not see the request any more. */
  readonly received: (request: PlistDict) => void
  /** What becomes of the next message to the host. */
  readonly answering: () => 'send' | 'swallow' | 'half'
  readonly answered: () => void
  /** How long the device takes before it answers a TLS handshake. */
  readonly tlsDelayMs: () => number
}

export function lineFaults(board: FaultBoard, victim: Victim): LineFaults {
  let pending: { readonly moment: Moment; readonly strike: () => void } | null = null
  let request: string | null = null

  return {
    shape: shapeFor(board, victim, 'device'),
    received: (message) => {
      request = nameOf(message)
      pending = board.atRequest(victim, request)
      if (pending?.moment === 'before') pending.strike()
    },
    answering: () => {
      // Later messages are not answers to a request; what is still to strike belongs to the first.
      const asked = request
      request = null
      if (asked === null) return 'send'
      if (pending?.moment === 'unanswered') {
        pending.strike()
        return 'swallow'
      }
      const fits = (fault: { readonly request: string }): boolean => fault.request === '*' || fault.request === asked
      return board.take(victim, 'halfFrame', fits, { request: asked }) === null ? 'send' : 'half'
    },
    answered: () => {
      const strike = pending?.moment === 'after' ? pending.strike : null
      pending = null
      strike?.()
    },
    tlsDelayMs: () => board.take(victim, 'delayedTls')?.ms ?? 0,
  }
}

/** How a new line to usbmuxd itself writes: as the first device with such a fault says. */
export function daemonShape(board: FaultBoard, victims: readonly Victim[]): WireShape | null {
  for (const victim of victims) {
    const shape = shapeFor(board, victim, 'daemon')
    if (shape !== null) return shape
  }
  return null
}

function shapeFor(board: FaultBoard, victim: Victim, where: 'device' | 'daemon'): WireShape | null {
  const fits = (fault: { readonly where: string }): boolean => fault.where === where
  const held = board.take(victim, 'coalescedFrames', fits)
  if (held !== null) return { holdMs: held.holdMs }
  const split = board.take(victim, 'splitFrames', fits)
  return split === null ? null : { pieceBytes: split.bytes }
}

/** Each service of Apple's names its requests under a key of its own. */
function nameOf(message: PlistDict): string {
  for (const key of ['RequestType', 'Request', 'Command', 'command']) {
    const name = stringAt(message, key)
    if (name !== undefined) return name
  }
  return ''
}
