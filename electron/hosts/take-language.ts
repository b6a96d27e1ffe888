/**
 * The wish for a language, wherever it stands among the arguments, and the arguments without it: texts are chosen before
 * the commands that would read it exist. Nothing after `--` is looked at; a wish without a value stays where it is.
 */
export function takeLanguage(args: readonly string[]): {
  readonly language: string | undefined
  readonly rest: readonly string[]
} {
  const rest: string[] = []
  let language: string | undefined
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at]!
    if (arg === '--') return { language, rest: [...rest, ...args.slice(at)] }
    const next = args[at + 1]
    if (arg.startsWith('--lang=')) language = arg.slice('--lang='.length)
    else if (arg === '--lang' && next !== undefined && !next.startsWith('-')) {
      language = next
      at += 1
    } else rest.push(arg)
  }
  return { language, rest }
}
