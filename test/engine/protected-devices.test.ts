import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ProtectedDevices } from '../../electron/engine/protected-devices.ts'
import { changeProtection, noProtection } from '../../src-shared/protection.ts'

function withLists(lists: Partial<typeof noProtection>): ProtectedDevices {
  const devices = new ProtectedDevices()
  devices.set({ ...noProtection, ...lists })
  return devices
}

describe('protected devices', () => {
  test('without lists anything may be destroyed that somebody agreed to', () => {
    expect(() => new ProtectedDevices().assertMayDestroy(null)).not.toThrow()
    expect(() => new ProtectedDevices().assertMayDestroy('F2LX1234ABCD')).not.toThrow()
  })

  test('a device on the list of those never erased is refused in any spelling, listed as allowed or not', () => {
    const devices = withLists({ never: ['F2LX1234ABCD'], allowed: ['F2LX1234ABCD'], onlyListed: true })
    expect(() => devices.assertMayDestroy(' f2lx1234abcd ')).toThrow(/never erased/)
  })

  test('where there are lists, a device that does not tell its name is not destroyed', () => {
    expect(() => withLists({ never: ['F2LX1234ABCD'] }).assertMayDestroy(null)).toThrow(/serial number/)
    expect(() => withLists({ onlyListed: true }).assertMayDestroy(null)).toThrow(/serial number/)
  })

  test('a station for listed devices leaves every other one alone', () => {
    const devices = withLists({ onlyListed: true, allowed: ['F2LX1234ABCD'] })
    expect(() => devices.assertMayDestroy('F2LX1234ABCD')).not.toThrow()
    expect(() => devices.assertMayDestroy('DNPX1234ABCD')).toThrow(/not on it/)
    expect(() => devices.assertNotQuarantined('DNPX1234ABCD')).toThrow(/left alone/)
    expect(() => devices.assertNotQuarantined('F2LX1234ABCD')).not.toThrow()
  })

  test('whatever is added and taken away in whatever order, what was protected last and never unprotected stays so', () => {
    const serial: fc.Arbitrary<string> = fc.constantFrom('AAAA1111', 'BBBB2222', 'CCCC3333', 'DDDD4444')
    const some = fc.array(serial, { maxLength: 3 })
    const change = fc.record({ protect: some, unprotect: some, allow: some, disallow: some }, { requiredKeys: [] })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
        const devices = withLists(changes.reduce(changeProtection, noProtection))
        for (const name of ['AAAA1111', 'BBBB2222', 'CCCC3333', 'DDDD4444']) {
          const last = changes.findLast((one) => one.protect?.includes(name) || one.unprotect?.includes(name))
          const isProtected = last?.protect?.includes(name) === true && last.unprotect?.includes(name) !== true
          if (isProtected) expect(() => devices.assertMayDestroy(name)).toThrow(/never erased/)
          else expect(() => devices.assertMayDestroy(name)).not.toThrow()
        }
      }),
    )
  })
})
