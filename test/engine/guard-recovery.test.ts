import { describe, expect, it } from 'vitest'
import { useRecoveryWarrant } from '../../electron/apple/services/recovery-warrant.ts'
import { Guard } from '../../electron/engine/guard.ts'
import { unknownDevice } from '../../electron/engine/state.ts'
import type { DeviceState } from '../../electron/engine/state.ts'
import { fresh } from './fixtures.ts'

const udid = '00008110-000A1B2C3D4E801E'
const deviceWith = (serial: string | null): DeviceState => ({
  ...unknownDevice(udid),
  facts: { ...fresh, udid, serial },
})

describe('the consent to put a device into recovery', () => {
  it('is one warrant for that device, once', () => {
    const warrant = new Guard().consentToRecovery(deviceWith('F2LX1234ABCD'), 'abcd ')
    const refused = expect.objectContaining({ code: 'apple.recovery.noWarrant' })
    expect(() => useRecoveryWarrant(warrant, '00008110-00000000000000FF')).toThrow(refused)
    expect(() => useRecoveryWarrant(warrant, udid)).not.toThrow()
    expect(() => useRecoveryWarrant(warrant, udid)).toThrow(refused)
  })

  it('cannot be made up', () => {
    const madeUp = { udid, token: Symbol('recovery') }
    expect(() => useRecoveryWarrant(madeUp, udid)).toThrow(
      expect.objectContaining({ code: 'apple.recovery.noWarrant' }),
    )
  })

  it.each(['', 'ABC', 'ABCE', 'XABCD', 'yes', '    '])('is not given by typing "%s"', (typed) => {
    expect(() => new Guard().consentToRecovery(deviceWith('F2LX1234ABCD'), typed)).toThrow(
      expect.objectContaining({ code: 'stage.recoveryNotConsented' }),
    )
  })

  it.each([null, '', 'ABC'])('cannot be given for a device whose serial number is %j', (serial) => {
    expect(() => new Guard().consentToRecovery(deviceWith(serial), 'ABC')).toThrow(
      expect.objectContaining({ code: 'stage.serialUnknown' }),
    )
  })
})
