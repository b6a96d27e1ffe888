import type { ErrorArea } from '../error-area.ts'

export const appleErrors = {} as const satisfies ErrorArea
