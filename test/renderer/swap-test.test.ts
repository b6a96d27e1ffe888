import { describe, expect, it } from 'vitest'
import type { LedgerEntry, LedgerKind } from '../../src-shared/ledger.ts'
import { swapAdvice } from '../../renderer/state/swap-test.ts'

let seq = 0
function line(kind: LedgerKind, udid: string, slot: number, code = 'app.timeout'): LedgerEntry {
  seq += 1
  const device = { udid, slot, ecid: null, serial: null, productType: null, osVersion: null }
  const data = kind === 'needsAttention' ? { code } : {}
  const shared = { v: 1, seq, at: seq, journal: null, run: null, personal: {}, prev: '0'.repeat(64) } as const
  return { line: { ...shared, kind, device, data }, hash: '0'.repeat(64), personal: {} }
}

/** As it happened, oldest first. */
const advice = (udid: string, slot: number, ...lines: readonly LedgerEntry[]) =>
  swapAdvice(lines.toReversed(), udid, slot)

describe('the swap test', () => {
  it('says nothing after one failure', () => {
    expect(advice('A', 3, line('needsAttention', 'A', 3))).toBeNull()
  })

  it('moves a device that failed twice in one slot to another slot', () => {
    const twice = [line('needsAttention', 'A', 3), line('needsAttention', 'A', 3)]
    expect(advice('A', 3, ...twice)).toEqual({ kind: 'swapPort', slot: 3, failures: 2 })
  })

  it('blames the device that fails wherever it goes', () => {
    const both = [line('needsAttention', 'A', 3), line('needsAttention', 'A', 7)]
    expect(advice('A', 7, ...both)).toMatchObject({ kind: 'device', slots: 2 })
  })

  it('exchanges the cable where different devices fail', () => {
    const both = [line('needsAttention', 'A', 3), line('needsAttention', 'B', 3)]
    expect(advice('B', 3, ...both)).toEqual({ kind: 'swapCable', slot: 3, failures: 2 })
  })

  it('blames the place when a device that failed there is fine elsewhere', () => {
    const lines = [line('needsAttention', 'A', 3), line('prepared', 'A', 7), line('needsAttention', 'B', 3)]
    expect(advice('B', 3, ...lines)).toMatchObject({ kind: 'port', slot: 3 })
  })

  it('forgets failures before a success in the slot', () => {
    const lines = [line('needsAttention', 'A', 3), line('prepared', 'C', 3), line('needsAttention', 'B', 3)]
    expect(advice('B', 3, ...lines)).toBeNull()
  })

  it('does not count what no cable can cause', () => {
    const refused = [1, 2].map(() => line('needsAttention', 'A', 3, 'stage.enrollmentRefused'))
    expect(advice('A', 3, ...refused)).toBeNull()
  })
})
