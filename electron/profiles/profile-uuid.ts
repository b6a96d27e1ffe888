import { sha1 } from '../lib/crypto.ts'

/** Slipway's own namespace for name-based UUIDs; never change it, or re-installed profiles get new UUIDs. */
const namespace = '8f6a1c0e-52b7-4d0a-9b3e-6c1d7a5e4f20'

/**
 * The same UUID for the same identifier, on every station: installing a profile again replaces it instead of adding
 * one. Version 5 of RFC 9562 (SHA-1 is what it prescribes; nothing here is a secret), upper case as Apple writes it.
 */
export function profileUuid(identifier: string): string {
  return nameBasedUuid(namespace, identifier).toUpperCase()
}

/** RFC 9562, 5.5. Lower case. */
export function nameBasedUuid(space: string, name: string): string {
  const input = Buffer.concat([Buffer.from(space.replaceAll('-', ''), 'hex'), Buffer.from(name, 'utf8')])
  const bytes = sha1(input).subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x50
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
