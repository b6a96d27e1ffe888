import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkBlueprint } from '../../src-shared/blueprint-check.ts'
import { lockOf, settleBlueprint } from '../../src-shared/blueprint-settle.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import { defaultBlueprints } from '../../src-shared/default-blueprints.ts'

const wish: Blueprint = {
  ...defaultBlueprints(null)[0]!,
  wallpaper: { home: 'logo', lock: null },
  pairing: 'certificate',
  end: { shutDown: true, label: null, sound: false },
}

const choices = fc.record({
  kind: fc.constantFrom('stage', 'return'),
  route: fc.constantFrom('setupAssistant', 'direct', 'automated', 'none'),
  endsAt: fc.constantFrom('bench', 'user'),
  supervise: fc.boolean(),
  pairing: fc.constantFrom('allow', 'forbid', 'certificate'),
  erase: fc.constantFrom('never', 'ifNeeded', 'always'),
  wallpaper: fc.constantFrom(null, wish.wallpaper),
  enrollmentProfile: fc.constantFrom(null, wish.enrollmentProfile),
  returning: fc.constantFrom(null, { outcome: 'disposed', record: 'keep', identity: 'keep' }),
  end: fc.record({ shutDown: fc.boolean(), label: fc.constant(null), sound: fc.boolean() }),
} as const) as fc.Arbitrary<Partial<Blueprint>>

test('whatever is wished for, what comes out is a blueprint, and settling it again changes nothing', () => {
  fc.assert(
    fc.property(choices, (chosen) => {
      const settled = settleBlueprint({ ...wish, ...chosen })
      expect(checkBlueprint(settled).problems).toEqual([])
      expect(settleBlueprint(settled)).toEqual(settled)
    }),
    { numRuns: 300 },
  )
})

test('a choice that is taken back brings back what was wished for', () => {
  const user = { ...wish, endsAt: 'user' as const }
  expect(settleBlueprint({ ...user, route: 'direct' })).toMatchObject({ erase: 'never', pairing: 'allow' })
  expect(settleBlueprint(user)).toEqual(user)
})

test('what leaves no choice is said with its reason', () => {
  const direct = settleBlueprint({ ...wish, route: 'direct' })
  expect(lockOf(direct, 'erase')).toBe('directErases')
  expect(lockOf(direct, 'enrollmentProfile.userAffinity')).toBe('directAffinity')
  expect(lockOf(settleBlueprint(wish), 'erase')).toBe(null)
  expect(lockOf(settleBlueprint(wish), 'supervise')).toBe('certificateNeedsSupervision')
  // That a profile must be given leaves open which.
  expect(lockOf(settleBlueprint(wish), 'enrollmentProfile')).toBe(null)
})
