import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { beliefAreas, beliefs } from '../src-shared/beliefs.ts'
import type { BeliefArea } from '../src-shared/beliefs.ts'
import { beliefs as words } from '../src-shared/i18n/en/beliefs.ts'

// Writes the tables of docs/evidence.md anew, out of src-shared/beliefs.ts: node build/evidence.ts

export const evidencePath = new URL('../docs/evidence.md', import.meta.url)

/** The page with every table as the list of beliefs has it; what stands around the tables is left alone. */
export function withTables(page: string): string {
  return beliefAreas.reduce((text, area) => {
    const [start, end] = [`<!-- beliefs: ${area} -->`, `<!-- end of ${area} -->`]
    const from = text.indexOf(start)
    const to = text.indexOf(end)
    if (from < 0 || to < from) throw new Error(`docs/evidence.md has no place for the table "${area}"`)
    return `${text.slice(0, from)}${start}\n${table(area)}\n${text.slice(to)}`
  }, page)
}

function table(area: BeliefArea): string {
  const { heading, confidence: confidences, of } = words
  const rows = beliefs
    .filter((belief) => belief.area === area)
    .map(({ id, confidence }) => [id, of[id].text, confidences[confidence], of[id].source])
  const header = [heading.id, heading.text, heading.confidence, heading.source]
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(evidencePath, withTables(readFileSync(evidencePath, 'utf8')))
}
