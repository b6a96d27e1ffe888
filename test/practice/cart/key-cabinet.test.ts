import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLogger } from '../../../electron/lib/logger.ts'
import { openKeyCabinet } from '../../../electron/practice/cart/key-cabinet.ts'
import { eventually } from '../../harness/eventually.ts'

const logger = createLogger({ level: 'silent', name: 'test' })
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-keys-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const written = async (): Promise<unknown> =>
  JSON.parse(await readFile(join(folder, 'keys.json'), 'utf8').catch(() => '[]'))

describe('the key cabinet', () => {
  it('makes a key when it is first asked for, once, and another one for each use and device', async () => {
    const keysOf = await openKeyCabinet(null, logger)
    const [one, other] = [keysOf(0), keysOf(1)]
    const [first, again, builtIn, second] = await Promise.all([
      one.lockdown(),
      one.lockdown(),
      one.builtIn(),
      other.lockdown(),
    ])
    expect(again).toBe(first)
    expect(new Set([first, builtIn, second].map(({ publicKeyPem }) => publicKeyPem)).size).toBe(3)
  })

  it('keeps what it made, for its owner only, and nothing it did not have to make', async () => {
    const keysOf = await openKeyCabinet(folder, logger)
    const key = await keysOf(2).lockdown()
    await eventually(written, (content) => Array.isArray(content) && content.length === 3, 'keys.json')
    expect(await written()).toEqual([{}, {}, { lockdown: key }])
    expect((await stat(join(folder, 'keys.json'))).mode & 0o077).toBe(0)
    const next = await openKeyCabinet(folder, logger)
    expect(await next(2).lockdown()).toEqual(key)
    expect(await next(0).lockdown()).not.toEqual(key)
  })

  it('begins anew where something else lies', async () => {
    await writeFile(join(folder, 'keys.json'), '{"not":"keys"}')
    const keysOf = await openKeyCabinet(folder, logger)
    expect((await keysOf(0).builtIn()).publicKeyPem).toContain('PUBLIC KEY')
  })
})
