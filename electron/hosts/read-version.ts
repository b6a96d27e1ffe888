import { readFileSync } from 'node:fs'
import * as z from 'zod'

/** Slipway's version, from the package.json beside the sources or the bundle. */
export function readVersion(): string {
  for (const place of ['../../package.json', '../package.json', '../../../package.json']) {
    try {
      const text = readFileSync(new URL(place, import.meta.url), 'utf8')
      const found = z.object({ name: z.literal('slipway'), version: z.string() }).safeParse(JSON.parse(text))
      if (found.success) return found.data.version
    } catch {
      // The next place.
    }
  }
  return '0.0.0'
}
