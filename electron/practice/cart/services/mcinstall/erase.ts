import type { PlistDict, PlistValue } from '../../../../apple/plist/value.ts'
import { acknowledged, statusRefusal } from './line.ts'
import type { McAnswer, McLine } from './line.ts'

/**
 * EraseDevice: any paired host may send it. The reply comes before the reset starts. A data plan survives only when the
 * request says so; flags that are neither booleans nor numbers make the request malformed.
 */
export function eraseDevice({ device }: McLine, request: PlistDict): McAnswer {
  const preserveDataPlan = flag(request['PreserveDataPlan'])
  flag(request['DisallowProximitySetup'])
  return { ...acknowledged(), after: () => device.phone.emit('eraseRequested', { preserveDataPlan }) }
}

function flag(value: PlistValue | undefined): boolean {
  if (value === undefined) return false
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return value !== 0
  throw statusRefusal('CommandFormatError')
}
