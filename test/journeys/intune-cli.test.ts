import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { addIntuneCommand } from '../../electron/hosts/cli/intune-command.ts'
import { closeHttpAgents } from '../../electron/lib/http.ts'
import { cliHere } from '../harness/cli-here.ts'
import { startTestTenant } from '../harness/tenant.ts'
import type { TestTenant } from '../harness/tenant.ts'

let tenant: TestTenant
let home: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'slipway-intune-cli-'))
  tenant = await startTestTenant({ seed: 'demo' })
  await writeFile(join(home, 'root.pem'), tenant.announcement.rootCertificate)
  vi.stubEnv('SLIPWAY_GRAPH_TOKEN', tenant.announcement.token)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  closeHttpAgents()
  await tenant.dispose()
  await rm(home, { recursive: true, force: true })
})

const noAuthority = /^intune (?:retire|wipe|delete)/

/** A command against this tenant, in a data directory of its own and with no cable; the language is the last word. */
async function slipway(line: string, language: 'en' | 'fr' = 'en') {
  const { baseUrl, authority } = tenant.announcement
  const where = ['--practice', '--data', join(home, 'data'), '--graph', baseUrl, '--ca', join(home, 'root.pem')]
  const args = [...line.split(' '), ...where, '--mux', `UNIX:${join(home, 'nobody')}`]
  return cliHere([addIntuneCommand], noAuthority.test(line) ? args : [...args, '--authority', authority], language)
}

const json = (text: string) => JSON.parse(text) as Record<string, unknown>

test('profiles are listed with who uses the device and with the address that all of them share', async () => {
  const { stdout, code } = await slipway('intune profiles list')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^name +users +description +id\n/)
  expect(stdout).toMatch(/Kiosk +no user/)
  expect(stdout).toMatch(/Profile URL: https:.*MDMServiceConfig/)
  expect((await slipway('intune profiles list', 'fr')).stdout).toMatch(
    /Staff \(legacy sign-in\) +Assistant Configuration \(hérité\)/,
  )
})

test('a profile with sign-in in Setup Assistant names the domains whose federation service is not ready for it', async () => {
  await tenant.control('POST', '/switches', { federation: 'notOffered' })
  const made = await slipway('intune profiles create Legacy --affinity setupAssistantLegacy')
  expect(made.stdout).toMatch(/The profile Legacy is saved/)
  expect(made.stdout).toMatch(/fabrikam\.example +WS-Trust 1\.3 Username\/Mixed is not offered/)
  expect(made.stdout).not.toContain('contoso.example ')
  await tenant.control('POST', '/switches', { federation: 'ready' })
  const address = 'https:\\S+/adfs/services/trust/13/usernamemixed'
  const english = await slipway('intune profiles check')
  expect(english.stdout).toMatch(/contoso\.example +signs in at Microsoft/)
  expect(english.stdout).toMatch(new RegExp(`fabrikam\\.example +WS-Trust 1\\.3 Username/Mixed answers +${address}`))
  const french = await slipway('intune profiles check', 'fr')
  expect(french.stdout).toMatch(/fabrikam\.example +WS-Trust 1\.3 Username\/Mixed répond/)
  const again = await slipway('intune profiles create Legacy --affinity setupAssistantLegacy', 'fr')
  expect([again.code, again.stderr]).toEqual([
    1,
    expect.stringContaining('Il existe déjà un profil d’inscription Legacy.'),
  ])
})

test('a file of serial numbers is told row by row, first dry, then done, then known', async () => {
  const file = join(home, 'serials.csv')
  await writeFile(file, 'serial;details\nTESTCLI00001;Bench\nTESTCLI00001;Again\nbad serial;x\nTESTAC00001;known\n')
  const dry = await slipway(`intune serials import ${file} --profile Kiosk --dry-run`)
  expect(dry.stdout).toContain('Read as utf-8, semicolons, with a heading that is left out: 4 rows.')
  expect(dry.stdout).toMatch(/2 +TESTCLI00001 +repeated, a later row counts/)
  expect(dry.stdout).toMatch(/4 +BAD SERIAL +not a serial number/)
  expect(dry.stdout).toContain('Serial numbers in the tenant: 60 now, 61 afterwards (at most 75,000).')
  expect((await slipway('intune serials list --search TESTCLI')).stdout).toContain('0 of 60 serial numbers.')
  const done = await slipway(`intune serials import ${file} --profile Kiosk`)
  expect([done.code, done.stdout]).toEqual([1, expect.stringMatching(/5 +TESTAC00001 +known, left as it was/)])
  const french = await slipway(`intune serials import ${file} --profile Kiosk`, 'fr')
  expect(french.stdout).toMatch(/3 +TESTCLI00001 +connu, laissé tel quel/)
  expect((await slipway('intune serials list --search TESTCLI', 'fr')).stdout).toMatch(
    /TESTCLI00001 +Kiosk +Non contacté +jamais +Again/,
  )
})

test('serial numbers are assigned and deleted, and what was so already is said so', async () => {
  expect((await slipway('intune serials assign Staff TESTCLI00001')).stdout).toMatch(/TESTCLI00001 +assigned/)
  expect((await slipway('intune serials assign Staff TESTCLI00001', 'fr')).stdout).toMatch(/TESTCLI00001 +l’avait déjà/)
  expect((await slipway('intune serials delete TESTCLI00001 --confirm 2')).code).toBe(1)
  expect((await slipway('intune serials delete TESTCLI00001 --confirm 1')).stdout).toMatch(/TESTCLI00001 +deleted/)
  const gone = await slipway('intune serials delete TESTCLI00001 --confirm 1', 'fr')
  expect([gone.code, gone.stdout]).toEqual([1, expect.stringMatching(/TESTCLI00001 +absent d’Intune/)])
})

test('push certificate, categories and audit are read in both languages, and as JSON', async () => {
  expect((await slipway('intune apns show')).stdout).toMatch(
    /topic com\.apple\.mgmt\..*\nGood until .*: 44 more days\./,
  )
  expect((await slipway('intune apns show', 'fr')).stdout).toMatch(/rubrique com\.apple\.mgmt\..*\nValable jusqu’au/)
  expect((await slipway('intune categories create Depot')).stdout).toBe('The category Depot is made.\n')
  const named = json((await slipway('intune categories list --json')).stdout)
  expect(JSON.stringify(named)).toContain('"Depot"')
  expect((await slipway('intune audit', 'fr')).stdout).toMatch(
    /admin@contoso\.example +Create deviceCategories .* Success/,
  )
})

test('what Intune has no record of is not asked to go', async () => {
  const { code, stderr } = await slipway('intune retire TESTAC00001 --confirm 0001')
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining('Intune has no record of TESTAC00001. Nothing was asked of it.'),
  ])
})
