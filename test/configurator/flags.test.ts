import { describe, expect, it } from 'vitest'
import { cfgutilArguments } from '../../electron/configurator/arguments.ts'
import { flagSources, globalFlags, verbFlags, verbRow } from '../../electron/configurator/flags.ts'
import type { Verb } from '../../electron/configurator/flags.ts'
import { listFiles, readText } from '../layers/source-files.ts'
import { readCommandLine } from './fake/command-line.ts'

const verbs = Object.keys(verbFlags) as Verb[]
const rows = verbs.flatMap((verb) =>
  Object.entries(verbRow(verb).flags).map(([flag, { takes }]) => ({ verb, flag, takes })),
)

describe('the flags Slipway may give to cfgutil', () => {
  it('each have a source', () => {
    const sources = [
      ...Object.values(globalFlags).map(({ source }) => source),
      ...verbs.flatMap((verb) => [
        verbRow(verb).source,
        ...Object.values(verbRow(verb).flags).map(({ source }) => source),
      ]),
    ]
    expect(sources.length).toBeGreaterThan(60)
    for (const source of sources) expect(flagSources).toContain(source)
  })

  it.each(rows)('include $verb $flag, which a list made without ours knows too', ({ verb, flag, takes }) => {
    const fewest = verbRow(verb).operands[0]
    const operands = Array.from({ length: fewest }, (_, at) => `word${at}`)
    const argv = cfgutilArguments({ verb, flags: [takes === 'value' ? [flag, 'word'] : [flag]], operands })
    expect(readCommandLine(argv)).toMatchObject({ verb })
  })

  it.each(Object.keys(globalFlags) as (keyof typeof globalFlags)[])('include %s in front of a command', (name) => {
    expect(readCommandLine(cfgutilArguments({ verb: 'list', globals: [[name, 'word']] }))).toMatchObject({
      verb: 'list',
    })
  })

  it('are all that is ever passed: another one is a mistake that ends the call', () => {
    for (const flag of [
      '--enroll-url',
      '--add-to-abm',
      '--skip-everything',
      '--DEP',
      '--dep ',
      '-x',
      '__proto__',
      'constructor',
    ]) {
      expect(() => cfgutilArguments({ verb: 'prepare', flags: [[flag]] })).toThrow('nobody has seen')
    }
    expect(() => cfgutilArguments({ verb: 'erase', flags: [['--dep']] })).toThrow('nobody has seen')
    expect(() => cfgutilArguments({ verb: 'prepare', flags: [['--name']] })).toThrow('value mismatch')
    expect(() => cfgutilArguments({ verb: 'prepare', flags: [['--dep', 'x']] })).toThrow('value mismatch')
    expect(() => cfgutilArguments({ verb: 'erase', operands: ['all'] })).toThrow('operands')
  })

  it('are passed from one place: no other file of the folder starts a program', () => {
    const files = listFiles().filter((path) => path.startsWith('electron/configurator/'))
    expect(files.length).toBeGreaterThan(15)
    expect(files.filter((path) => readText(path).includes('node:child_process'))).toEqual([
      'electron/configurator/run-tool.ts',
    ])
  })
})

describe('the stand-in for cfgutil', () => {
  it.each([
    [['--format', 'JSON', 'frobnicate']],
    [['--frob', 'list']],
    [['list', '--frob']],
    [['prepare', '--skip-everything']],
    [['erase', 'now']],
    [['rename']],
    [['get']],
    [['--ecid']],
    [[]],
  ])('refuses %j', (argv) => {
    expect(readCommandLine(argv)).toBeTypeOf('string')
  })
})
