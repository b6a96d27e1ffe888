import { expect, test } from 'vitest'
import { isCurrentCode } from '../../electron/returns/bypass-codes.ts'

const day = 24 * 60 * 60_000
const now = Date.UTC(2026, 10, 22)
const keptAt = now - 10 * day

test.each([
  ['kept after the newest enrollment', now - 300 * day, true],
  ['kept in the minute of the enrollment, by another clock', keptAt + 60_000, true],
  ['of a former enrollment', now - 3 * day, false],
  ['kept lately, and the record is gone', null, true],
])('a code %s', (_words, enrolledAt, expected) => {
  expect(isCurrentCode({ code: 'x', source: 'intune', keptAt }, enrolledAt, now)).toBe(expected)
})

test('a code kept long ago is not the one of a device that Intune no longer knows', () => {
  expect(isCurrentCode({ code: 'x', source: 'intune', keptAt: now - 31 * day }, null, now)).toBe(false)
})
