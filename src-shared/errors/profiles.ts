import type { ErrorArea } from '../error-area.ts'

export const profilesErrors = {} as const satisfies ErrorArea
