import type { ErrorArea } from '../error-area.ts'

export const hostErrors = {} as const satisfies ErrorArea
