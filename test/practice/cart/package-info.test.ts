import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bundleIdOfPackage } from '../../../electron/practice/cart/services/package-info.ts'
import { madeUpIpa } from '../../interop/made-up-ipa.ts'

/** Without this record at its end, nothing in an archive can be found. */
const endRecordBytes = 22

it('finds the app in an .ipa', () => {
  expect(bundleIdOfPackage(madeUpIpa('org.slipway.example'))).toBe('org.slipway.example')
})

it('finds none in garbage, in an archive cut short, or in one whose offsets lie', () => {
  const whole = madeUpIpa('org.slipway.example')
  fc.assert(
    fc.property(fc.nat(whole.length), fc.integer({ min: 0, max: 255 }), (at, value) => {
      const lying = Buffer.from(whole)
      if (at < lying.length) lying[at] = value
      expect(() => bundleIdOfPackage(lying)).not.toThrow()
      expect(bundleIdOfPackage(whole.subarray(0, Math.min(at, whole.length - endRecordBytes)))).toBeNull()
    }),
  )
  expect(bundleIdOfPackage(Buffer.from('PK\u0003\u0004 and no more'))).toBeNull()
  expect(bundleIdOfPackage(Buffer.alloc(0))).toBeNull()
})
