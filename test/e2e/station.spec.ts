import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { device } from './devices.ts'
import { expect, test } from './station-test.ts'

test('the address opens the page once; another browser is told what to do', async ({ page, browser, station }) => {
  await page.goto(station.url)
  await expect(page.getByRole('heading', { name: 'Slipway' })).toBeVisible()
  await expect(page).toHaveURL(`${station.origin}/`)
  const stranger = await browser.newContext({ locale: 'fr-FR' })
  const other = await stranger.newPage()
  for (const address of [station.url, station.origin]) {
    const answer = await other.goto(address)
    expect(answer?.status()).toBe(401)
    await expect(other.getByRole('heading')).toHaveText('Slipway ne connaît pas ce navigateur')
  }
  await stranger.close()
})

test('scripts cannot read the session', async ({ page, station }) => {
  await page.goto(station.url)
  await expect(page.getByRole('heading', { name: 'Slipway' })).toBeVisible()
  expect(await page.evaluate(() => document.cookie)).toBe('')
})

test('inline scripts, eval and foreign addresses are refused by the page’s policy', async ({ page, station }) => {
  await page.goto(station.url)
  await expect(page.getByRole('heading', { name: 'Slipway' })).toBeVisible()
  // Asked of the policy itself: what a page tries and is refused is logged as an error, which would fail the test.
  const refused = await page
    .evaluate(async () => {
      const seen: string[] = []
      document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective))
      const fetched = await fetch('https://example.invalid/').then(
        () => 'fetched',
        () => 'refused',
      )
      await new Promise((resolve) => setTimeout(resolve))
      return { fetched, seen }
    })
    .catch((error: unknown) => String(error))
  expect(refused).toEqual({ fetched: 'refused', seen: ['connect-src'] })
})

test('a page of another site reaches neither the page nor the link, although the cookie is there', async ({
  page,
  context,
  core,
  station,
}) => {
  core.show([device(1)])
  await page.goto(station.url)
  await expect(page.getByRole('gridcell')).toHaveCount(1)
  const elsewhere = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end('<!doctype html><title>elsewhere</title>')
  })
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  try {
    const evil = await context.newPage()
    // Same host, other port: cookies are shared, so that only Origin stands between.
    await evil.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`)
    const attempts = await evil.evaluate(async (origin) => {
      const socket = await new Promise((resolve) => {
        const link = new WebSocket(`${origin.replace('http', 'ws')}/link`)
        link.addEventListener('open', () => resolve('open'))
        link.addEventListener('error', () => resolve('refused'))
      })
      const read = await fetch(`${origin}/session`, { credentials: 'include' }).then(
        () => 'read',
        () => 'refused',
      )
      const frame = document.createElement('iframe')
      frame.src = origin
      document.body.append(frame)
      await new Promise((resolve) => frame.addEventListener('load', resolve))
      let framed: string
      try {
        framed = frame.contentDocument?.title ?? 'refused'
      } catch {
        framed = 'refused'
      }
      return { socket, read, framed }
    }, station.origin)
    expect(attempts).toEqual({ socket: 'refused', read: 'refused', framed: 'refused' })
  } finally {
    await new Promise((resolve) => elsewhere.close(resolve))
  }
})
