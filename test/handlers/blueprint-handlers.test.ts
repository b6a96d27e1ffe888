import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeBlueprintHandlers } from '../../electron/handlers/blueprint-handlers.ts'
import { openSecretBox } from '../../electron/store/secret-box.ts'
import { openStore } from '../../electron/store/store.ts'
import type { Store } from '../../electron/store/store.ts'
import { blueprintsContract } from '../../src-shared/blueprints-contract.ts'

let dir: string
let store: Store

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'slipway-blueprints-'))
  store = await openStore(
    join(dir, 'slipway.sqlite'),
    await openSecretBox({ kind: 'keyFile', path: join(dir, 'secrets.key') }),
  )
})
afterAll(async () => {
  await store.close()
  await rm(dir, { recursive: true })
})

test('the page learns the names of what lies in the folders, and of passwords, never what is in them', async () => {
  await mkdir(join(dir, 'profiles'))
  for (const name of ['proxy.mobileconfig', 'proxy.cer', 'radius.pem', 'notes.txt', '.mobileconfig', '-x.pem'])
    await writeFile(join(dir, 'profiles', name), 'x')
  await store.putSecret('supervision.key', 'not for pages')
  const handlers = makeBlueprintHandlers(store, dir)
  await handlers['blueprints.keepPassword']({ name: 'wifi.Bench', password: 'hunter2' })
  expect(await handlers['blueprints.materials']({})).toEqual({
    profiles: ['proxy', 'radius'],
    apps: [],
    pictures: [],
    wifiPasswords: ['wifi.Bench'],
  })
  expect(await store.secret('wifi.Bench')).toBe('hunter2')
})

test('a window cannot write over a secret that is no Wi-Fi password', () => {
  const { input } = blueprintsContract['blueprints.keepPassword']
  expect(input.safeParse({ name: 'supervision.key', password: 'x' }).success).toBe(false)
  expect(input.safeParse({ name: 'wifi.Bench', password: 'x' }).success).toBe(true)
})
