import { AppError } from '../../src-shared/errors.ts'
import { globalFlags, verbRow } from './flags.ts'
import type { GlobalFlag, Verb } from './flags.ts'

/** One flag, with its value where it takes one. */
export type Flag = readonly [name: string, value?: string]

/** One call of cfgutil, before it is an argument list. */
export type CfgutilCall = {
  readonly verb: Verb
  readonly globals?: readonly (readonly [GlobalFlag, string])[]
  readonly flags?: readonly Flag[]
  /** File paths, property names, a device name. */
  readonly operands?: readonly string[]
}

/**
 * The argument list of a call: flags of the program, the subcommand, its flags, its operands.
 * @throws Error for what the table of flags does not hold, which is a mistake of ours
 * @throws AppError `configurator.wordRefused` for a value that cfgutil could take for a flag
 */
export function cfgutilArguments({ verb, globals = [], flags = [], operands = [] }: CfgutilCall): readonly string[] {
  const row = verbRow(verb)
  const [fewest, most] = row.operands
  if (operands.length < fewest || operands.length > most) {
    throw new Error(`cfgutil ${verb} takes ${fewest} to ${most} operands, not ${operands.length}`)
  }
  const known = new Map(Object.entries(row.flags))
  return [
    ...globals.flatMap(([name, word]) => [
      name,
      plainWord(word, Object.hasOwn(globalFlags, name) ? verb : unseen(name)),
    ]),
    verb,
    ...flags.flatMap(([name, word]) => {
      const flag = known.get(name) ?? unseen(`${verb} ${name}`)
      if ((flag.takes === 'value') !== (word !== undefined)) throw new Error(`cfgutil ${verb} ${name}: value mismatch`)
      return word === undefined ? [name] : [name, plainWord(word, verb)]
    }),
    ...operands.map((word) => plainWord(word, verb)),
  ]
}

function unseen(what: string): never {
  throw new Error(`nobody has seen cfgutil take ${what}`)
}

/** Whether cfgutil knows `--` as the end of its flags is not known, so that nothing may look like one. */
function plainWord(word: string, verb: Verb): string {
  if (word === '' || word.startsWith('-') || /\p{Cc}/u.test(word))
    throw new AppError('configurator.wordRefused', { verb, word })
  return word
}
