import { AppError } from '../../../../src-shared/errors.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import type { Connection } from '../connection.ts'

/** The host's next message, or null once it has closed the connection. @throws AppError for a malformed one */
export async function nextRequest(connection: Connection): Promise<PlistDict | null> {
  try {
    return await connection.read()
  } catch (error) {
    if (error instanceof AppError && error.code === 'stream.closed') return null
    throw error
  }
}
