import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exportLedger } from '../../electron/ledger/export.ts'
import { changesOf, wholeStory } from './device-story.ts'
import { draft, followerOf, LedgerBench } from './ledger-bench.ts'

const hasPython = spawnSync('python3', ['--version']).status === 0
const page = fileURLToPath(new URL('../../docs/ledger.md', import.meta.url))

let bench: LedgerBench
let script: string
let document: string

beforeAll(async () => {
  bench = new LedgerBench()
  const code = /```python\n([^]*?)```/.exec(readFileSync(page, 'utf8'))?.[1] ?? ''
  script = join(bench.dir, 'verify.py')
  writeFileSync(script, code)
  const file = bench.open()
  const ledger = followerOf(file)
  for (const change of changesOf(wholeStory)) ledger.observe(change)
  ledger.close()
  const odd = 'Zoë 漢字 \u{1F4F1} "\\/ \u0000\u001F\u007F\u2028 \uD800 </script>'
  file.append([draft({ data: { odd, yes: true, none: null, list: [[1, -2]] }, personal: { operator: odd } })])
  file.forget({ olderThan: 4_000, device: null, confirm: 4 }, 'eve', 0)
  document = ''
  for await (const item of exportLedger(file, { format: 'json', bom: false, since: null, until: null }))
    if (item.kind === 'text') document += item.text
  file.close()
})
afterAll(() => bench?.dispose())

function check(text: string): { readonly code: number | null; readonly said: string } {
  const path = join(bench.dir, 'export.json')
  writeFileSync(path, text)
  const { status, stdout, stderr } = spawnSync('python3', [script, path], { encoding: 'utf8' })
  return { code: status, said: `${stdout}${stderr}`.trim() }
}

describe.skipIf(!hasPython)('the Python of docs/ledger.md', () => {
  test('is at most twenty-odd lines of the standard library', () => {
    const lines = readFileSync(script, 'utf8').trim().split('\n')
    expect(lines.length).toBeLessThan(26)
    expect(lines.filter((line) => line.startsWith('import'))).toEqual(['import base64, hashlib, hmac, json, sys'])
  })

  test('comes to the same head as Slipway', async () => {
    const { head } = await bench.verdict()
    expect(check(document)).toEqual({
      code: 0,
      said: `${head.count} lines, unbroken, 4 personal fields erased. Head: ${head.count}:${head.hash}`,
    })
  })

  test('comes to the same after other programs have written the JSON anew', () => {
    expect(check(JSON.stringify(JSON.parse(document), null, 4)).code).toBe(0)
  })

  test.each([
    [
      'a changed word',
      (text: string) => text.replace('"kind":"enrolled"', '"kind":"cancelled"'),
      /^line 9 was changed/,
    ],
    [
      'a changed name',
      (text: string) => text.replace('"value":"ada"', '"value":"eve"'),
      /^operator of line \d was changed/,
    ],
    ['a removed line', (text: string) => without(text, 4), /^line 4 is missing/],
    ['a missing last line', (text: string) => without(text, 11), /^lines are missing at the end/],
  ])('sees %s', (_what, change, words) => {
    const changed = change(document)
    expect(changed).not.toBe(document)
    const { code, said } = check(changed)
    expect(said).toMatch(words)
    expect(code).toBe(1)
  })
})

function without(text: string, line: number): string {
  const whole = JSON.parse(text) as { entries: { line: { seq: number } }[] }
  return JSON.stringify({ ...whole, entries: whole.entries.filter((entry) => entry.line.seq !== line) })
}
