import { describe, expect, it } from 'vitest'
import { createRemovalWarrant, useRemovalWarrant } from '../../electron/apple/services/removal-warrant.ts'
import { Guard } from '../../electron/engine/guard.ts'
import { consentToRemoval } from '../../electron/engine/guard-profile.ts'
import { unknownDevice } from '../../electron/engine/state.ts'
import type { DeviceState } from '../../electron/engine/state.ts'
import { fresh } from './fixtures.ts'

const udid = '00008110-000A1B2C3D4E801E'
const management = 'com.microsoft.intune.mdm'
const withCode = (code: string) => expect.objectContaining({ code })
const deviceWith = (serial: string | null): DeviceState => ({
  ...unknownDevice(udid),
  facts: { ...fresh, udid, serial },
})

describe('the consent to take a profile from a device', () => {
  it('is one warrant for that profile of that device, once', () => {
    const warrant = consentToRemoval(new Guard(), deviceWith('F2LX1234ABCD'), management, ' abcd')
    const refused = withCode('apple.mcinstall.noWarrant')
    expect(() => useRemovalWarrant(warrant, '00008110-00000000000000FF')).toThrow(refused)
    expect(useRemovalWarrant(warrant, udid)).toBe(management)
    expect(() => useRemovalWarrant(warrant, udid)).toThrow(refused)
  })

  it('cannot be made up or changed', () => {
    const warrant = createRemovalWarrant(udid, management)
    expect(() => useRemovalWarrant({ ...warrant }, udid)).toThrow(withCode('apple.mcinstall.noWarrant'))
    expect(() => Object.assign(warrant, { identifier: 'other' })).toThrow(TypeError)
  })

  it.each(['', 'ABC', 'ABCE', 'yes'])('is not given by typing "%s"', (typed) => {
    const device = deviceWith('F2LX1234ABCD')
    expect(() => consentToRemoval(new Guard(), device, management, typed)).toThrow(
      withCode('stage.removalNotConsented'),
    )
  })

  it('cannot be given for a device without a known serial number, or one that is never to be touched', () => {
    const guard = new Guard()
    expect(() => consentToRemoval(guard, deviceWith(null), management, 'ABCD')).toThrow(withCode('stage.serialUnknown'))
    guard.protected.set({ ...guard.protected.lists, never: ['F2LX1234ABCD'] })
    expect(() => consentToRemoval(guard, deviceWith('F2LX1234ABCD'), management, 'ABCD')).toThrow(
      withCode('stage.neverErase'),
    )
  })
})
