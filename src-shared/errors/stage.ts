import type { ErrorArea } from '../error-area.ts'

export const stageErrors = {} as const satisfies ErrorArea
