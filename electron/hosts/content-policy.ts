/**
 * What a Slipway page may load and do, in the station and on the desktop: its own files, nothing from elsewhere, nothing
 * inline. Fluent's styles are written through the CSSOM into style elements that carry the nonce.
 */
export function contentSecurityPolicy(options: {
  readonly nonce: string
  readonly connect: readonly string[]
}): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${options.nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${["'self'", ...options.connect].join(' ')}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ')
}

/** Headers of every answer, whatever it is. */
export const plainSecurityHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
}

/** The page carries this where the nonce of one answer belongs. */
export const noncePlaceholder = '__SLIPWAY_NONCE__'
