import { create } from 'zustand'
import type { Translator } from '../../src-shared/i18n/translator.ts'

/** Something said to the operator, in words of whatever language is chosen while it stands there. */
export type Note = {
  readonly intent: 'info' | 'success' | 'warning' | 'error'
  readonly words: (text: Translator) => string
  readonly actions?: readonly NoteAction[]
}
export type NoteAction = {
  readonly label: 'scan.cancel' | 'scan.undo' | 'scan.move' | 'scan.replace'
  readonly run: () => Promise<void>
}

/** The last thing said, until the next or until it is dismissed. `turn` rises with each. */
export const useNote = create<{ readonly note: Note | null; readonly turn: number }>(() => ({ note: null, turn: 0 }))

export function say(note: Note): void {
  useNote.setState(({ turn }) => ({ note, turn: turn + 1 }))
}

export function dismissNote(): void {
  useNote.setState({ note: null })
}
