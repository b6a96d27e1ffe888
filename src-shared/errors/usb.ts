import type { ErrorArea } from '../error-area.ts'

export const usbErrors = {
  'usb.toolFailed': { retry: 'backoff', fixer: 'support' },
  'usb.malformed': { retry: 'backoff', fixer: 'support' },
} as const satisfies ErrorArea
