import type { ErrorArea } from '../error-area.ts'

export const cryptoErrors = {} as const satisfies ErrorArea
