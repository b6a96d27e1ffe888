import type { ErrorArea } from '../error-area.ts'

export const graphErrors = {} as const satisfies ErrorArea
