import { describe, expect, it } from 'vitest'
import { connectedAppOptions } from '../../electron/hosts/connection.ts'
import type { Connection } from '../../electron/hosts/connection.ts'
import { silentLogger } from '../../electron/lib/logger.ts'

const options = (connection: Connection, env: NodeJS.ProcessEnv = {}) =>
  connectedAppOptions(connection, env, { version: '1', language: 'en', logger: silentLogger })

describe('what a host is told to connect to', () => {
  it('asks Apple about real devices only', () => {
    expect(options({}).activationUrl).toBe('https://albert.apple.com/deviceservices')
    expect(new URL(options({ practice: true }).activationUrl).host).toMatch(/\.invalid$/)
    expect(options({ practice: true, activation: 'https://127.0.0.1:1/x' }).activationUrl).toBe('https://127.0.0.1:1/x')
  })

  it('writes a transcript where --trace says, or else the environment', () => {
    expect(options({}).transcript).toBeNull()
    expect(options({}, { SLIPWAY_TRACE: 'a.jsonl' }).transcript).toBe('a.jsonl')
    expect(options({ trace: 'b.jsonl' }, { SLIPWAY_TRACE: 'a.jsonl' }).transcript).toBe('b.jsonl')
  })
})
