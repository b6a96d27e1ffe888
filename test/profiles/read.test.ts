import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { writePlist } from '../../electron/apple/plist/write.ts'
import { buildProfile } from '../../electron/profiles/mobileconfig.ts'
import { readProfile } from '../../electron/profiles/read.ts'
import { signProfile } from '../../electron/profiles/sign.ts'
import { AppError } from '../../src-shared/errors.ts'
import { createSigningIdentity } from './signing-identity.ts'
import type { SigningIdentity } from './signing-identity.ts'

const bytes = buildProfile({
  identifier: 'com.example.staging',
  displayName: 'Staging',
  organization: 'Example',
  removalDisallowed: true,
  payloads: [{ type: 'com.apple.test', name: 'one', displayName: 'One', settings: {} }],
})
let identity: SigningIdentity
beforeAll(async () => {
  identity = await createSigningIdentity()
})

describe('reading a profile', () => {
  test('an unsigned one is summarized', () => {
    expect(readProfile(bytes)).toMatchObject({
      type: 'Configuration',
      identifier: 'com.example.staging',
      displayName: 'Staging',
      organization: 'Example',
      removalDisallowed: true,
      encrypted: false,
      signature: null,
      payloads: [{ type: 'com.apple.test', identifier: 'com.example.staging.one', displayName: 'One' }],
    })
  })

  test('a signed one says the same, and by whom', () => {
    const signed = readProfile(signProfile(bytes, identity))
    expect(signed.payloads).toEqual(readProfile(bytes).payloads)
    expect(signed.signature).toMatchObject({ name: 'Slipway Test Signing', expiresAt: Date.UTC(2045, 0) })
    expect(signed.signature!.chainPems).toHaveLength(1)
  })

  test('a signed one with a single changed byte of content is refused', () => {
    const signed = signProfile(bytes, identity)
    const changed = Buffer.from(signed)
    const at = changed.indexOf('Staging')
    changed[at] = changed[at]! ^ 1
    expect(() => readProfile(changed)).toThrow(expect.objectContaining({ code: 'cms.invalid' }))
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a web page', Buffer.from('<html></html>')],
    ['a property list that is no profile', writePlist({ a: 1 })],
    ['a property list that is no dictionary', writePlist(['x'])],
  ])('%s is refused as unreadable', (_, input) => {
    expect(() => readProfile(input)).toThrow(expect.objectContaining({ code: 'profiles.unreadable' }))
  })

  test('garbage, and damaged files, end in an error with a sentence', () => {
    const expectCalm = (input: Uint8Array) => {
      try {
        readProfile(input)
      } catch (error) {
        expect(error).toBeInstanceOf(AppError)
      }
    }
    const signed = signProfile(bytes, identity)
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), expectCalm))
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (tail) => expectCalm(Buffer.concat([Buffer.from([0x30]), tail]))),
    )
    fc.assert(
      fc.property(fc.nat(signed.length - 1), fc.nat(255), fc.nat(signed.length), (at, value, length) => {
        const damaged = Buffer.from(signed)
        damaged[at] = value
        expectCalm(damaged)
        expectCalm(damaged.subarray(0, length))
      }),
    )
  })
})
