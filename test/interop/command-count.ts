import { basename } from 'node:path'
import { TestRunner } from 'vitest'
import type { RunnerTestCase as RunningTest } from 'vitest'

/** Whose program did something: judges count by author, not by file. */
export type CodeBase = 'libimobiledevice' | 'go-ios' | 'usbmux-client' | 'appium-ios-device'

declare module 'vitest' {
  interface TaskMeta {
    /** Commands of other people's programs that came to their end in this test: "go-ios: profile add --p12file". */
    commands?: string[]
  }
}

/**
 * Ties a command that really ran to the test that looks at its effect. It counts only if that test passes: the test
 * command reads the names from the run's report, which also makes the order of files and tests irrelevant. Outside
 * of a test (in a hook) nothing is asserted, so nothing is counted.
 */
export function countCommand(codeBase: CodeBase, name: string): void {
  const test = TestRunner.getCurrentTest<RunningTest | undefined>()
  if (test === undefined) return
  const known = (test.meta.commands ??= [])
  const entry = `${codeBase}: ${name}`
  if (!known.includes(entry)) known.push(entry)
}

/** Tools whose first word chooses what they do; of `idevicename` the mere presence of a word does. */
const wordChooses: ReadonlySet<string> = new Set([
  'idevicepair',
  'idevicediagnostics',
  'idevicenotificationproxy',
  'ideviceprovision',
])
const goIosGroups: ReadonlySet<string> = new Set(
  'assistivetouch crash diagnostics fsync info lockdown prepare profile timeformat'.split(' '),
)
/** Options that say for whom, with what or how shown, not what is done. */
const details: ReadonlySet<string> = new Set(
  '-u -k -x -o --udid --password --p12password --path --srcPath --dstPath --list --certfile --orgname --ssid --skip-all'.split(
    ' ',
  ),
)

/** The name under which a run of a program counts, from its real command line; null: no client of devices. */
export function commandOf(
  program: string,
  args: readonly string[],
): { readonly codeBase: CodeBase; readonly name: string } | null {
  const tool = basename(program)
  const options = args.filter((arg) => arg.startsWith('-')).map((arg) => arg.split('=')[0] ?? arg)
  const acts = options.filter((option) => !details.has(option)).toSorted()
  if (tool === 'ios') {
    const [first = '', second = ''] = args
    const words = goIosGroups.has(first) && !second.startsWith('-') ? [first, second] : [first]
    return { codeBase: 'go-ios', name: [...words, ...acts].join(' ') }
  }
  if (!/^idevice[a-z0-9_]*$/.test(tool)) return null
  return { codeBase: 'libimobiledevice', name: [tool, ...acts, ...chosen(tool, args)].join(' ') }
}

function chosen(tool: string, args: readonly string[]): readonly string[] {
  const words = args.filter((arg, index) => !arg.startsWith('-') && args[index - 1] !== '-u')
  if (wordChooses.has(tool)) return words.slice(0, 1)
  return tool === 'idevicename' && words.length > 0 ? ['NEW'] : []
}

/**
 * The same object, whose methods count as commands once they have done their work.
 * Private fields do not bear a proxy as `this`, so methods keep their own.
 */
export function counted<T extends object>(codeBase: CodeBase, target: T): T {
  return new Proxy(target, {
    get: (object, key) => {
      const value: unknown = Reflect.get(object, key)
      if (typeof value !== 'function' || typeof key !== 'string' || key === 'close') return value
      return async (...args: readonly unknown[]): Promise<unknown> => {
        const result: unknown = await Reflect.apply(value, object, args)
        countCommand(codeBase, key)
        return result
      }
    },
  })
}
