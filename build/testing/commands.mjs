// How many commands of how many code bases the interop suite ran, from Vitest's JSON report: only those of tests that passed.
import { existsSync, readFileSync } from 'node:fs'
import { add, failure, nothing } from './counts.mjs'

const fewestCommands = 30
const fewestCodeBases = 3

/** Adds the closing line to the suite's counts, and a failure when too little was run. */
export function countCommands(reportFile, counts) {
  const byCodeBase = readCommands(reportFile)
  const total = [...byCodeBase.values()].reduce((sum, names) => sum + names.size, 0)
  const parts = [...byCodeBase].map(([codeBase, names]) => `${codeBase} ${names.size}`).toSorted()
  const closing = `commands run: ${[...parts, `together ${total}`].join(', ')}`
  const enough = total >= fewestCommands && byCodeBase.size >= fewestCodeBases
  // Where programs are missing, the skipped tests say so; with CI=true those skips are failures themselves.
  const verdict =
    enough || counts.skipped > 0
      ? nothing
      : failure(`${closing}; at least ${fewestCommands} of ${fewestCodeBases} code bases are wanted`)
  return add(add(counts, verdict), { ...nothing, closing: [closing] })
}

/** Distinct names by code base. */
function readCommands(reportFile) {
  const byCodeBase = new Map()
  if (!existsSync(reportFile)) return byCodeBase
  const { testResults } = JSON.parse(readFileSync(reportFile, 'utf8'))
  for (const { status, meta } of testResults.flatMap(({ assertionResults }) => assertionResults)) {
    if (status !== 'passed') continue
    for (const entry of meta?.commands ?? []) {
      const [codeBase, name] = entry.split(': ', 2)
      if (!byCodeBase.has(codeBase)) byCodeBase.set(codeBase, new Set())
      byCodeBase.get(codeBase).add(name)
    }
  }
  return byCodeBase
}
