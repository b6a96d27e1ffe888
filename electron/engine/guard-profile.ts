import { createRemovalWarrant } from '../apple/services/removal-warrant.ts'
import type { RemovalWarrant } from '../apple/services/removal-warrant.ts'
import { AppError } from '../../src-shared/errors.ts'
import { matchSerialEnd } from './guard.ts'
import type { Guard } from './guard.ts'
import type { DeviceState } from './state.ts'

/**
 * One warrant to take one profile from a device by cable, which may be the one that holds its management. A person types
 * the last four characters of the serial number.
 * @throws AppError `stage.serialUnknown`, `stage.removalNotConsented`, and those of the protected devices
 */
export function consentToRemoval(
  guard: Guard,
  state: DeviceState,
  identifier: string,
  typedSerial: string,
): RemovalWarrant {
  const serial = state.facts?.udid === state.udid ? state.facts.serial : null
  const match = matchSerialEnd(serial, typedSerial)
  if (match === 'unknown') throw new AppError('stage.serialUnknown')
  if (match === 'differs') throw new AppError('stage.removalNotConsented')
  guard.protected.assertMayDestroy(serial)
  return createRemovalWarrant(state.udid, identifier)
}
