import { createInterface } from 'node:readline/promises'

/** Asked at a terminal only: a script says what it means by a flag. Null when nobody answered. */
export async function askLine(question: string): Promise<string | null> {
  if (!process.stdin.isTTY) return null
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const left = new Promise<string>((resolve) => terminal.once('SIGINT', () => resolve('')))
    const line = await Promise.race([terminal.question(question), left])
    return line.trim() === '' ? null : line
  } finally {
    terminal.close()
  }
}
