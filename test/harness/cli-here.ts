import { Command } from 'commander'
import { vi } from 'vitest'
import type { CliHost } from '../../electron/hosts/cli/cli-host.ts'
import { asAppError } from '../../src-shared/errors.ts'
import { createTranslator } from '../../src-shared/i18n/translator.ts'

type AddCommand = (program: Command, host: CliHost) => void

export type SaidHere = { readonly code: number; readonly stdout: string; readonly stderr: string }

/** Runs commands of the command line in this process; what the entry file does with an error is done here as well. */
export async function cliHere(
  commands: readonly AddCommand[],
  args: readonly string[],
  language: 'en' | 'fr' = 'en',
): Promise<SaidHere> {
  const host: CliHost = { version: '0.0.0', translator: createTranslator(language), verbose: false }
  const program = new Command('slipway')
  for (const add of commands) add(program, host)
  const out = { stdout: '', stderr: '' }
  const take = (name: 'stdout' | 'stderr') =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      out[name] += String(text)
      return true
    })
  const log = vi.spyOn(console, 'log').mockImplementation((...words: unknown[]) => {
    out.stdout += `${words.map(String).join(' ')}\n`
  })
  const writes = [take('stdout'), take('stderr'), log]
  try {
    await program.parseAsync(['node', 'slipway', ...args])
    return { code: Number(process.exitCode ?? 0), ...out }
  } catch (thrown) {
    const { sentence, remedy } = host.translator.error(asAppError(thrown))
    return { code: 1, stdout: out.stdout, stderr: `${out.stderr}${sentence}\n${remedy}\n` }
  } finally {
    for (const write of writes) write.mockRestore()
    process.exitCode = undefined
  }
}
