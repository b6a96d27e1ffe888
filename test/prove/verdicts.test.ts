import { describe, expect, it } from 'vitest'
import { beliefs } from '../../src-shared/beliefs.ts'
import { checkIds } from '../../src-shared/prove.ts'
import { checks } from '../../electron/prove/checks.ts'
import { judge, untested } from '../../electron/prove/observation.ts'
import { verdictsOf } from '../../electron/prove/verdicts.ts'

const seen = (id: 'mux-2' | 'cloud-1', holds: boolean, check: 'erase' | 'restart' = 'erase') =>
  ({ ...judge(id, 'asked', 'expected', holds ? 'expected' : 'something else'), check }) as const
const verdictOf = (id: string, ...observations: Parameters<typeof verdictsOf>[0]) =>
  verdictsOf(observations).find((one) => one.id === id)

describe('the verdict on a belief', () => {
  it('is refuted by one thing seen against it, whatever spoke for it', () => {
    const both = [seen('mux-2', true), seen('mux-2', false, 'restart')] as const
    expect(verdictOf('mux-2', ...both)).toMatchObject({
      verdict: 'refuted',
      check: 'restart',
      expected: 'expected',
      seen: 'something else',
    })
    expect(verdictOf('mux-2', ...both.toReversed())).toMatchObject({ verdict: 'refuted' })
  })

  it('is confirmed by one thing seen, even where another check could not try it', () => {
    const open = { ...untested('mux-2', 'declined'), check: 'erase' } as const
    expect(verdictOf('mux-2', open, seen('mux-2', true))).toMatchObject({ verdict: 'confirmed', why: null })
  })

  it('stays open with the first reason, and always with one', () => {
    const open = [
      { ...untested('mux-2', 'declined'), check: 'erase' },
      { ...untested('mux-2', 'notErased'), check: 'restart' },
    ] as const
    expect(verdictOf('mux-2', ...open)).toMatchObject({ verdict: 'untested', why: 'declined' })
    expect(verdictsOf([]).every(({ why }) => why !== null)).toBe(true)
    expect(verdictsOf([])).toHaveLength(beliefs.length)
  })
})

describe('the list of checks', () => {
  it('has every check once, in the order of their names', () => {
    expect(checks.map(({ id }) => id)).toEqual([...checkIds])
  })

  it('tries every belief about the cable but the two that nobody should try', () => {
    const tried = new Set(checks.flatMap((check) => check.beliefs))
    const never = beliefs.filter(({ id, area }) => area === 'cable' && !tried.has(id)).map(({ id }) => id)
    expect(never).toEqual(['erase-4', 'erase-6'])
  })

  it('changes nothing on the device before the first erase', () => {
    const before = checks.slice(
      0,
      checks.findIndex(({ id }) => id === 'erase'),
    )
    expect(before.map(({ id }) => id)).toEqual([
      'listed',
      'stranger',
      'pair',
      'session',
      'values',
      'setupState',
      'battery',
      'waitingProfile',
    ])
  })

  it('erases nothing that was not erased for it: every later check needs an erase', () => {
    const after = checks.slice(checks.findIndex(({ id }) => id === 'erase') + 1)
    const chain = new Set(['erased', 'erasedAgain', 'supervised', 'escalated', 'readyAgain'])
    expect(after.filter(({ needs }) => !needs.some((need) => chain.has(need)))).toEqual([])
  })
})
