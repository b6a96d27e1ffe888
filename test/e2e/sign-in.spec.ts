import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { accountBench, administrator } from '../harness/account-bench.ts'
import { startTenantProcess } from '../journeys/tenant-process.ts'
import type { TenantProcess } from '../journeys/tenant-process.ts'

// Microsoft's library, a real browser, and the practice authority: the way a person signs in.

let tenant: TenantProcess
test.use({ ignoreHTTPSErrors: true })
test.beforeAll(async () => {
  tenant = await startTenantProcess('empty')
  await tenant.control('authority', { deviceCodeInterval: 1 })
})
test.afterAll(() => tenant.stop())

async function enter(page: Page): Promise<void> {
  await page.getByLabel('Email address').fill(administrator.upn)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('Password').fill(administrator.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('the browser signs in, steps up when Graph asks for more, and lands on the page that says so', async ({
  page,
}) => {
  const bench = await accountBench(tenant)
  const signIn = async (walk: () => Promise<void>) => {
    const items = bench.account.signIn('browser', new AbortController().signal)
    const first = await items.next()
    if (first.value?.kind !== 'browser') throw new Error('no address')
    await page.goto(first.value.url)
    await walk()
    await expect(page.getByRole('heading', { name: 'good' })).toBeVisible()
    return (await items.next()).value
  }
  expect(
    await signIn(async () => {
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
      await enter(page)
    }),
  ).toMatchObject({ kind: 'done', account: { username: administrator.upn } })
  expect(new URL(page.url()).search).toBe('')

  await tenant.control('require-context', { upn: administrator.upn, context: 'c1' })
  await expect(bench.account.getToken({ claims: null })).rejects.toMatchObject({ code: 'signIn.again' })
  await signIn(async () => {
    // The browser still knows the person, so that only the second factor is asked for.
    await expect(page.getByRole('heading', { name: 'Verify your identity' })).toBeVisible()
    await page.getByLabel('Code').fill('246810')
    await page.getByRole('button', { name: 'Verify' }).click()
  })
  expect(await bench.account.getToken()).toMatch(/^eyJ/)
  await tenant.control('require-context', { upn: administrator.upn, context: null })
})

test('a code is typed in the browser of another device', async ({ page }) => {
  const bench = await accountBench(tenant)
  const account = await bench.signInByCode(async (_visitor, item) => {
    await page.goto(item.verificationUri)
    await page.getByLabel('Code shown by the application').fill(item.userCode)
    await page.getByRole('button', { name: 'Next' }).click()
    await enter(page)
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(page.getByRole('heading', { name: 'You are signed in' })).toBeVisible()
  })
  expect(account).toMatchObject({ username: administrator.upn })
})
