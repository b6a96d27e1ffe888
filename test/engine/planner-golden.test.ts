import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cells, planLines } from './planner-cells.ts'

/** Written anew with UPDATE_PLANS=1; then read what changed before it is committed. */
const golden = new URL('planner.golden.json', import.meta.url)

test('the planner says what it said, for every device, blueprint and bench of the table', () => {
  const now = Object.fromEntries([...cells()].map(([name, plan]) => [name, planLines(plan)]))
  expect(Object.keys(now).length).toBeGreaterThan(200)
  const text = `${JSON.stringify(now, null, 2)}\n`
  if (process.env['UPDATE_PLANS'] === '1') writeFileSync(golden, text)
  expect(JSON.parse(readFileSync(golden, 'utf8'))).toEqual(now)
})
