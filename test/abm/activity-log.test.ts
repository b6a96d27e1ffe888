import { describe, expect, it } from 'vitest'
import { readActivityLog } from '../../electron/abm/activity-log.ts'

const wanted = new Set(['C39J8W1H3VG5', 'F2KZ3N4G5HD3'])

describe('Apple’s list of results', () => {
  it.each([
    ['with the serial number first', 'Serial Number,Result,Reason\r\nC39J8W1H3VG5,SUCCESS,\r\n', 'SUCCESS'],
    ['in another column, quoted', '"When","Device"\n"2026-01-01, noon","c39j8w1h3vg5"\n', '2026-01-01, noon'],
    ['without headings, by semicolons', '\uFEFFFAILED;C39J8W1H3VG5;Not found\n', 'FAILED · Not found'],
  ])('is read %s', (_name, text, reason) => {
    expect([...readActivityLog(text, wanted)]).toEqual([['C39J8W1H3VG5', reason]])
  })

  it('of another form says nothing about any device', () => {
    for (const text of ['', '<html>C39J8W1H3VG5</html>', 'a,b\n1,2\n'])
      expect(readActivityLog(text, wanted).size).toBe(0)
  })
})
