import type { ErrorArea } from '../error-area.ts'

export const hostErrors = {
  'rpc.closed': { retry: 'backoff', fixer: 'operator' },
  'rpc.unknownCall': { retry: 'never', fixer: 'support' },
  'rpc.badInput': { retry: 'never', fixer: 'support' },
  'rpc.badOutput': { retry: 'never', fixer: 'support' },
  'rpc.tooLarge': { retry: 'never', fixer: 'support' },
  'rpc.busy': { retry: 'backoff', fixer: 'operator' },
  'station.portTaken': { retry: 'afterFix', fixer: 'operator' },
  'station.pageMissing': { retry: 'afterFix', fixer: 'operator' },
} as const satisfies ErrorArea
