import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { checkBlueprint } from '../../../src-shared/blueprint-check.ts'
import type { BlueprintCheck } from '../../../src-shared/blueprint-check.ts'
import { blueprint as blueprintShape } from '../../../src-shared/blueprint.ts'
import type { Blueprint } from '../../../src-shared/blueprint.ts'
import { defaultBlueprints } from '../../../src-shared/default-blueprints.ts'
import { AppError } from '../../../src-shared/errors.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'
import { problemText } from '../../../src-shared/blueprint-words.ts'

/** A blueprint is a page of text; whatever is larger is something else. */
const largestFileKiB = 256

/** What there is to say about a file that should hold a blueprint. @throws AppError 'app.fileUnreadable' when it is no JSON. */
export function checkBlueprintFile(path: string, t: Translator['t']): BlueprintCheck {
  return checkBlueprint(readJson(path, t))
}

/**
 * The blueprint in a file, or the one Slipway starts with of that id.
 * @throws AppError 'app.fileUnreadable' with the first problem when the file holds none
 */
export function readBlueprint(which: string, t: Translator['t']): Blueprint {
  const builtIn = defaultBlueprints(null).find(({ id }) => id === which)
  // Read anew, so that its fields come in the order of the schema.
  if (builtIn !== undefined) return blueprintShape.parse(builtIn)
  const { blueprint, problems } = checkBlueprintFile(which, t)
  if (blueprint !== null) return blueprint
  const [first] = problems
  const text = first === undefined ? '' : problemText(first, t)
  throw new AppError('app.fileUnreadable', {
    path: which,
    reason: t('lookup:blueprint.problems', { text: withoutStop(text) }),
  })
}

function readJson(path: string, t: Translator['t']): unknown {
  const text = readSmallFile(path, t)
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    const reason = t('lookup:blueprint.notJson', { text: withoutExcerpt(words) })
    throw new AppError('app.fileUnreadable', { path, reason }, { cause: error })
  }
}

function readSmallFile(path: string, t: Translator['t']): string {
  try {
    const file = openSync(path, 'r')
    try {
      const { size } = fstatSync(file)
      if (size > largestFileKiB * 1024) {
        throw new AppError('app.fileUnreadable', {
          path,
          reason: t('lookup:blueprint.tooLarge', { limit: largestFileKiB }),
        })
      }
      return readFileSync(file, 'utf8')
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
    throw new AppError('app.fileUnreadable', { path, reason: code ?? String(error) }, { cause: error })
  }
}

/** What the parser says without the piece of the file that it quotes: a wrong file may hold anything. */
function withoutExcerpt(words: string): string {
  return words
    .replace(/, (?:\.\.\.)?"[^]*" is not valid JSON$/, '')
    .replace(/, (?:\.\.\.)?"[^]*$/, '')
    .slice(0, 120)
}

function withoutStop(text: string): string {
  return text.replace(/\.$/, '')
}
