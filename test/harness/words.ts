import { expect } from 'vitest'
import type { DeviceView } from '../../src-shared/device-view.ts'
import type { ErrorRecord } from '../../src-shared/errors.ts'
import { createTranslator } from '../../src-shared/i18n/translator.ts'

const readers = [createTranslator('en'), createTranslator('fr')]

/** What a device shows is this error, and people can read it. */
export function expectWords({ error }: Pick<DeviceView, 'error'>, code: string): void {
  expect(error?.code).toBe(code)
  if (error !== null) expectReadable(error)
}

/** One clear sentence and what to do, in both languages, every blank filled and nothing of a program's insides. */
export function expectReadable(error: ErrorRecord): void {
  for (const reader of readers) {
    const { sentence, remedy } = reader.error(error)
    for (const text of [sentence, remedy]) {
      expect(text).toMatch(/^\S.*(\.|:|\)|!|\?)$/s)
      expect(text).not.toMatch(/\{\{|undefined|\n\s+at |Error:/)
    }
  }
}
