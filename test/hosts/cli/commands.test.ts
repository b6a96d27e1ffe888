import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { commandParts, partsFor } from '../../../electron/hosts/cli/commands.ts'
import { createTranslator } from '../../../src-shared/i18n/translator.ts'

const host = { version: '0.0.0', translator: createTranslator('en'), verbose: false }

describe('the commands of the command line', () => {
  it.each(commandParts.map((part) => [part.names.join(', '), part] as const))('%s', async (_names, { names, load }) => {
    const program = new Command()
    ;(await load())(program, host)
    expect(program.commands.map((command) => command.name())).toEqual(names)
  })

  it('are only read for the one that is asked for', () => {
    expect(partsFor(['--verbose', 'plan', 'device'])).toEqual([
      commandParts.find(({ names }) => names.includes('plan')),
    ])
    expect(partsFor(['plans'])).toBe(commandParts)
    expect(partsFor(['help', 'plan'])).toBe(commandParts)
    expect(partsFor(['--help'])).toBe(commandParts)
    expect(partsFor(['--version'])).toEqual([])
  })
})
