import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSupervisionIdentity } from '../../electron/pki/supervision-identity.ts'
import { readProfile } from '../../electron/profiles/read.ts'
import { readVault } from '../../electron/profiles/vault.ts'

let directory: string
const identity = await createSupervisionIdentity({ organizationName: 'Contoso', now: new Date() })
const organization = { name: 'Contoso', ...identity, chainPems: [] }

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'slipway-vault-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

test('a profile is given as the file it is', async () => {
  await writeFile(join(directory, 'kiosk.mobileconfig'), 'as it is')
  expect(Buffer.from(await readVault(directory, 'kiosk', organization)).toString()).toBe('as it is')
})

test('certificates become a signed profile of roots, one payload each', async () => {
  const other = await createSupervisionIdentity({ organizationName: 'Fabrikam', now: new Date() })
  await writeFile(join(directory, 'Company CA.pem'), `${identity.certificatePem}\n${other.certificatePem}`)
  const profile = readProfile(await readVault(directory, 'Company CA', organization))
  expect(profile.identifier).toBe('app.slipway.roots.company-ca')
  expect(profile.payloads.map((payload) => payload.type)).toEqual([
    'com.apple.security.root',
    'com.apple.security.root',
  ])
  expect(profile.signature).not.toBeNull()
})

test('a name that is missing or leads elsewhere is not in the vault', async () => {
  for (const name of ['nothing', '../secrets', '..', 'a/b', '']) {
    await expect(readVault(directory, name, organization)).rejects.toMatchObject({ code: 'stage.profileMissing' })
  }
})
