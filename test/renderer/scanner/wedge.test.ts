import { expect, test } from 'vitest'
import { usCharacter } from '../../../renderer/scanner/us-keyboard.ts'
import { addKey, isFast, isScan, usualLimits } from '../../../renderer/scanner/wedge.ts'
import type { Burst, Key } from '../../../renderer/scanner/wedge.ts'

function typed(text: string, gaps: number | readonly number[]): { burst: Burst | null; at: number } {
  let burst: Burst | null = null
  let at = 1000
  for (const [index, key] of Array.from(text).entries()) {
    at += typeof gaps === 'number' ? gaps : (gaps[index] ?? 0)
    burst = addKey(burst, { key, code: '', shift: false, at }, usualLimits)
  }
  return { burst, at }
}

test('characters 30 ms apart and an Enter are a scan; with an uneven computer, too', () => {
  const even = typed('DMPX4K01Q1AB', 30)
  expect(isScan(even.burst, even.at + 30, usualLimits)).toBe(true)
  expect(even.burst?.text).toBe('DMPX4K01Q1AB')
  const uneven = typed('INV-0042', [0, 5, 90, 2, 2, 70, 3, 20])
  expect(isScan(uneven.burst, uneven.at + 10, usualLimits)).toBe(true)
})

test('a quick typist is none, nor are a few keys, nor an Enter that comes later', () => {
  const quick = typed('1234', 60)
  expect(isScan(quick.burst, quick.at + 60, usualLimits)).toBe(false)
  const few = typed('123', 10)
  expect(isScan(few.burst, few.at + 10, usualLimits)).toBe(false)
  const late = typed('INV-0042', 10)
  expect(isScan(late.burst, late.at + 400, usualLimits)).toBe(false)
})

test('a pause begins another burst', () => {
  const { burst } = typed('xyINV', [0, 20, 500, 20, 20])
  expect(burst?.text).toBe('INV')
})

test('from the third character on, speed tells', () => {
  expect(isFast(typed('ab', 5).burst!, usualLimits)).toBe(false)
  expect(isFast(typed('abc', 5).burst!, usualLimits)).toBe(true)
  expect(isFast(typed('abc', 80).burst!, usualLimits)).toBe(false)
})

test('on a French keyboard the places of the keys tell what the scanner meant', () => {
  // What `1A-Q` becomes when an American scanner types it on AZERTY.
  const keys: readonly Omit<Key, 'at'>[] = [
    { key: '&', code: 'Digit1', shift: false },
    { key: 'Q', code: 'KeyA', shift: true },
    { key: ')', code: 'Minus', shift: false },
    { key: 'A', code: 'KeyQ', shift: true },
  ]
  const burst = keys.reduce<Burst | null>(
    (before, key, index) => addKey(before, { ...key, at: index * 10 }, usualLimits),
    null,
  )
  expect(burst).toMatchObject({ text: '&Q)A', usText: '1A-Q' })
  expect(usCharacter('F5', false)).toBe(null)
  expect(usCharacter('Numpad7', false)).toBe('7')
})
