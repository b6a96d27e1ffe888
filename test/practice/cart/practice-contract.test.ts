import { expect, test } from 'vitest'
import { builtInScenarios } from '../../../electron/practice/cart/built-in-scenarios.ts'
import { faultSchema } from '../../../electron/practice/cart/faults/fault-schema.ts'
import { parsePace, paceText } from '../../../electron/practice/cart/pace.ts'
import { practiceFaults, practiceFaultNames, practiceScenarios } from '../../../src-shared/practice-contract.ts'

test('the practice page offers every ready scenario of the cart, and no other', () => {
  expect([...practiceScenarios].toSorted()).toEqual(['usual', ...Object.keys(builtInScenarios)].toSorted())
})

test('the cart takes every fault that the practice page offers, aimed at one device or at all', () => {
  for (const fault of practiceFaultNames)
    for (const on of ['all', { slots: [3] }, { any: 1 }])
      expect(faultSchema.safeParse({ fault, on }).error, `${fault} on ${JSON.stringify(on)}`).toBeUndefined()
})

test('the page lists all faults but the one that needs a place to go to', () => {
  const kinds = faultSchema.options.map((option) => option.shape.fault.value)
  expect([...practiceFaults.once, ...practiceFaults.nextTime].toSorted()).toEqual(
    kinds.filter((kind) => kind !== 'otherSlot').toSorted(),
  )
})

test('a pace is written as it is read', () => {
  for (const text of ['instant', 'realistic', 'x20', 'x2.5']) {
    const pace = parsePace(text)
    expect(pace === null ? null : paceText(pace)).toBe(text)
  }
})
