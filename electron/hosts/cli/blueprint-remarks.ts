import type { BlueprintCheck } from '../../../src-shared/blueprint-check.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'
import { warningText } from './panes-command.ts'

/** What there is to say of a blueprint that is sound: none of it hinders anything. */
export function remarkTexts(
  { unknownFields, renamedFields, keyWarnings }: BlueprintCheck,
  t: Translator['t'],
): readonly string[] {
  return [
    ...unknownFields.map((path) => t('blueprint:unknownField', { path })),
    ...renamedFields.map((field) => t('blueprint:oldField', field)),
    ...keyWarnings.map((warning) => warningText(warning, t)),
  ]
}
