import { AppError } from '../../../../src-shared/errors.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import type { Connection } from '../connection.ts'

const listeners = new WeakMap<Connection, (message: PlistDict) => void>()

/** Lets the control plane know what a host asks for on this connection. */
export function listenTo(connection: Connection, listener: (message: PlistDict) => void): void {
  listeners.set(connection, listener)
}

/** The host's next message, or null once it has closed the connection. @throws AppError for a malformed one */
export async function nextRequest(connection: Connection): Promise<PlistDict | null> {
  try {
    const message = await connection.read()
    listeners.get(connection)?.(message)
    return message
  } catch (error) {
    if (error instanceof AppError && error.code === 'stream.closed') return null
    throw error
  }
}
