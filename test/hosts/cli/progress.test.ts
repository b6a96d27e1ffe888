import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { createProgress } from '../../../electron/hosts/cli/progress.ts'
import { formatTable } from '../../../electron/hosts/cli/table.ts'
import { createTranslator } from '../../../src-shared/i18n/translator.ts'
import { device } from '../../e2e/devices.ts'

/** A terminal that keeps what was written to it. */
function terminal() {
  const stream = Object.assign(new PassThrough(), { isTTY: true, rows: 24, columns: 80 })
  const written: string[] = []
  stream.on('data', (chunk: Buffer) => written.push(chunk.toString()))
  return { out: stream as unknown as NodeJS.WriteStream, text: () => written.join('') }
}

test('what is said after the end stands below the bars, and the bars are not drawn again', () => {
  const { out, text } = terminal()
  const progress = createProgress(createTranslator('en'), out, 1)
  progress.show([device(1, { stage: 'enrolled' })])
  progress.end()
  progress.say('a table')
  progress.say('a verdict')
  expect(text()).toMatch(/\[[#.]{20}\] {2}enrolled\na table\na verdict\n$/)
  expect(text().split('enrolled')).toHaveLength(2)
})

test('a device that calls itself something with control characters moves no cursor', () => {
  const table = formatTable(['Name'], [['\u001b[2J\u202eevil\r\n']])
  for (const character of ['\u001b', '\u202e', '\r']) expect(table).not.toContain(character)
  const { out, text } = terminal()
  const progress = createProgress(createTranslator('en'), Object.assign(out, { isTTY: false }), 1)
  progress.show([device(1, { stage: 'ready' }, { serial: '\u001b[1AEVIL' })])
  expect(text()).toContain('EVIL')
  expect(text()).not.toContain('\u001b')
})
