import type { ErrorArea } from '../error-area.ts'

export const practiceErrors = {} as const satisfies ErrorArea
