import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { closeHttpAgents } from '../../electron/lib/http.ts'
import { accountBench, administrator, enterAs, goBack } from '../harness/account-bench.ts'
import type { AccountBench } from '../harness/account-bench.ts'
import type { PageVisitor } from '../harness/page-visitor.ts'
import { codeOf, startTenantProcess } from './tenant-process.ts'
import type { TenantProcess } from './tenant-process.ts'

// Microsoft's own library on one side, the practice authority as a process of its own on the other.

const ada = { upn: 'ada@contoso.example', password: 'practice-1' }
let tenant: TenantProcess
beforeAll(async () => {
  tenant = await startTenantProcess('empty')
  await tenant.control('authority', { deviceCodeInterval: 1 })
}, 60_000)
afterAll(async () => {
  await tenant?.stop()
  closeHttpAgents()
})

const asAdministrator = async (visitor: PageVisitor): Promise<void> => {
  await enterAs(visitor, administrator)
  await goBack(visitor)
}
const readIntune = (bench: AccountBench) =>
  bench.graph.get('/deviceManagement', { version: 'v1.0', schema: z.looseObject({ id: z.string() }) })

describe('signing in with the browser', () => {
  it('ends in an account whose token Graph takes, and which outlives a start', async () => {
    const bench = await accountBench(tenant)
    expect(await codeOf(readIntune(bench))).toBe('graph.signInNeeded')
    const account = await bench.signIn(asAdministrator)
    expect(account).toEqual({
      kind: 'person',
      username: administrator.upn,
      name: 'Practice Administrator',
      tenantId: tenant.at.tenantId,
    })
    expect(bench.visitor.page.text).toContain('good')
    expect(await readIntune(bench)).toMatchObject({ id: 'deviceManagement' })
    const later = await accountBench(tenant, { kept: bench.kept })
    expect(later.account.status().account).toEqual(account)
    expect(await readIntune(later)).toMatchObject({ id: 'deviceManagement' })
  })

  it('says a wrong password on the page, and asks again', async () => {
    const bench = await accountBench(tenant)
    await bench.signIn(async (visitor) => {
      await visitor.submit({ upn: administrator.upn })
      await visitor.submit({ password: 'wrong' })
      expect(visitor.page.text).toContain('The account or the password is wrong.')
      await visitor.submit({ password: administrator.password })
      await goBack(visitor)
    })
    expect(bench.account.status().source).toBe('account')
  })

  it('is cancelled by whoever started it, and can be started again', async () => {
    const bench = await accountBench(tenant)
    const stopping = new AbortController()
    const items = bench.account.signIn('browser', stopping.signal)
    const first = await items.next()
    expect(first.value).toMatchObject({ kind: 'browser', opened: true })
    expect(await codeOf(bench.account.signIn('browser', stopping.signal).next())).toBe('signIn.running')
    stopping.abort()
    expect(await codeOf(items.next())).toBe('signIn.cancelled')
    expect((await bench.signIn(asAdministrator)).kind).toBe('person')
  })

  it('leads to the sign-in page once, and shows nothing of the request in the address it opens', async () => {
    const bench = await accountBench(tenant)
    const stopping = new AbortController()
    const items = bench.account.signIn('browser', stopping.signal)
    const first = await items.next()
    const url = first.value?.kind === 'browser' ? first.value.url : ''
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}$/)
    expect((await bench.visitor.open(url)).title).toBe('Sign in')
    expect(await codeOf(bench.visitor.open(url))).toBe('http.unreachable')
    stopping.abort()
    await codeOf(items.next())
  })

  it('works for one account at a time, and says so', async () => {
    const bench = await accountBench(tenant)
    await bench.signIn(asAdministrator)
    const other = bench.signIn(async (visitor) => {
      await visitor.open(visitor.page.url.replace(/login_hint=[^&]*/, 'prompt=login'))
      await enterAs(visitor, ada)
      await goBack(visitor)
    })
    await expect(other).rejects.toMatchObject({
      code: 'signIn.anotherAccount',
      details: { current: administrator.upn, other: ada.upn },
    })
    expect(await readIntune(bench)).toMatchObject({ id: 'deviceManagement' })
    expect([...bench.kept.secrets.values()].join()).not.toContain(ada.upn)
  })
})

describe('what changes after the sign-in', () => {
  it('a refused token is renewed without anybody being asked', async () => {
    const bench = await accountBench(tenant)
    await bench.signIn(asAdministrator)
    const before = await bench.account.getToken()
    expect(await bench.account.getToken()).toBe(before)
    const after = await bench.account.getToken({ claims: null })
    expect(after).not.toBe(before)
    expect(await readIntune(bench)).toMatchObject({ id: 'deviceManagement' })
  })

  it('an expired token is renewed, and the renewed refresh token renews the next', async () => {
    await tenant.control('authority', { accessTokenSeconds: 1 })
    const bench = await accountBench(tenant)
    await bench.signIn(asAdministrator)
    const tokens = new Set<string>()
    const refreshTokens = new Set<string>()
    for (let round = 0; round < 3; round += 1) {
      tokens.add(await bench.account.getToken())
      refreshTokens.add(/"1\.[\w-]+"/.exec([...bench.kept.secrets.values()].join())?.[0] ?? '')
    }
    await tenant.control('authority', { accessTokenSeconds: 4500 })
    expect([tokens.size, refreshTokens.size]).toEqual([3, 3])
  })

  it('revoked sessions end in a challenge; the next sign-in mends it', async () => {
    const bench = await accountBench(tenant)
    await bench.signIn(asAdministrator)
    await tenant.control('revoke-sessions', { upn: administrator.upn })
    expect(await codeOf(readIntune(bench))).toBe('signIn.again')
    expect(bench.account.status().trouble).toMatchObject({ code: 'signIn.again', details: { number: 'AADSTS50173' } })
    await bench.signIn(asAdministrator)
    expect(await readIntune(bench)).toMatchObject({ id: 'deviceManagement' })
    expect(bench.account.status().trouble).toBeNull()
  })

  it('a claims challenge of Graph is answered by a sign-in with the second factor', async () => {
    const bench = await accountBench(tenant)
    await bench.signIn(asAdministrator)
    await tenant.control('require-context', { upn: administrator.upn, context: 'c1' })
    try {
      expect(await codeOf(readIntune(bench))).toBe('signIn.again')
      expect(bench.account.status().trouble).toMatchObject({ details: { number: 'AADSTS50076' } })
      await bench.signIn(async (visitor) => {
        expect(decodeURIComponent(visitor.page.url)).toContain('"acrs":{"essential":true,"value":"c1"}')
        await enterAs(visitor, administrator)
        expect(visitor.page.title).toBe('Verify your identity')
        await visitor.submit({ code: '000000' })
        expect(visitor.page.text).toContain('This is not the code.')
        await visitor.submit({ code: '246810' })
        await goBack(visitor)
      })
      expect(await readIntune(bench)).toMatchObject({ id: 'deviceManagement' })
    } finally {
      await tenant.control('require-context', { upn: administrator.upn, context: null })
    }
  })

  it('a revoked consent is told as such, and an administrator gives it again on the page', async () => {
    const bench = await accountBench(tenant)
    await bench.signIn(asAdministrator)
    await tenant.control('revoke-consent', { clientId: tenant.at.clientId })
    await expect(bench.account.getToken({ claims: null })).rejects.toMatchObject({
      code: 'signIn.consentNeeded',
      details: { number: 'AADSTS65001' },
    })
    const refused = bench.signIn(async (visitor) => {
      await visitor.open(visitor.page.url.replace(/login_hint=[^&]*/, 'prompt=login'))
      await enterAs(visitor, ada)
      expect(visitor.page.title).toBe('Need admin approval')
      await visitor.submit({ answer: 'no' })
      await goBack(visitor)
    })
    await expect(refused).rejects.toMatchObject({ code: 'signIn.consentNeeded', details: { number: 'AADSTS90094' } })
    await bench.signIn(async (visitor) => {
      await enterAs(visitor, administrator)
      expect(visitor.page.title).toBe('Permissions requested')
      await visitor.submit({ answer: 'yes', everybody: 'yes' })
      await goBack(visitor)
    })
    expect(await readIntune(bench)).toMatchObject({ id: 'deviceManagement' })
  })

  it('signing out leaves nothing behind', async () => {
    const bench = await accountBench(tenant)
    await bench.signIn(asAdministrator)
    expect(bench.kept.secrets.size).toBe(1)
    await bench.account.signOut()
    expect(bench.kept.secrets.size).toBe(0)
    expect(await codeOf(readIntune(bench))).toBe('graph.signInNeeded')
  })
})

describe('signing in with a code', () => {
  const typeCode = async (visitor: PageVisitor, item: { verificationUri: string; userCode: string }): Promise<void> => {
    await visitor.open(item.verificationUri)
    await visitor.submit({ userCode: item.userCode.toLowerCase() })
  }

  it('waits until somebody typed the code and said that it is theirs', async () => {
    const bench = await accountBench(tenant)
    const account = await bench.signInByCode(async (visitor, item) => {
      await typeCode(visitor, item)
      await enterAs(visitor, administrator)
      expect(visitor.page.title).toBe('Are you trying to sign in to Slipway?')
      await visitor.submit({ answer: 'yes' })
      expect(visitor.page.title).toBe('You are signed in')
    })
    expect(account).toMatchObject({ kind: 'person', username: administrator.upn })
    expect(await readIntune(bench)).toMatchObject({ id: 'deviceManagement' })
  })

  it('tells a decline from an expired code', async () => {
    const bench = await accountBench(tenant)
    const declined = bench.signInByCode(async (visitor, item) => {
      await typeCode(visitor, item)
      await enterAs(visitor, administrator)
      await visitor.submit({ answer: 'no' })
    })
    expect(await codeOf(declined)).toBe('signIn.cancelled')
    const late = bench.signInByCode(async (visitor, item) => {
      await tenant.control('advance-clock', { ms: 16 * 60_000 })
      await typeCode(visitor, item)
      expect(visitor.page.text).toContain('This code is not known or has expired.')
    })
    expect(await codeOf(late)).toBe('signIn.codeExpired')
  })
})
