import { createInterface } from 'node:readline/promises'
import type { CliHost } from './cli-host.ts'

/** Asked at a terminal only: a script says what it means by a flag. Empty when there is nobody to ask. */
export async function askSerialEnd(
  { translator: { t } }: CliHost,
  question: 'device:confirmRecovery' | 'device:confirmRemoval',
): Promise<string> {
  if (!process.stdin.isTTY) return ''
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await terminal.question(t(question))
  } finally {
    terminal.close()
  }
}
