import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerPage } from '../../../electron/hosts/desktop/page-answer.ts'

let root: string
let pageDir: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'slipway-desktop-'))
  pageDir = join(root, 'page')
  await mkdir(join(pageDir, 'assets'), { recursive: true })
  await writeFile(join(pageDir, 'index.html'), '<meta nonce="__SLIPWAY_NONCE__">')
  await writeFile(join(pageDir, 'assets', 'app.js'), 'run()')
  await writeFile(join(pageDir, 'notes.txt'), 'not a kind of file a page has')
  await writeFile(join(root, 'secret.js'), 'secret')
})
afterAll(() => rm(root, { recursive: true }))

const get = (url: string, method = 'GET') => answerPage({ method, url }, pageDir, 'n0nce')

test('the page comes with its policy and its nonce', async () => {
  const answer = await get('slipway://app/')
  expect(answer.status).toBe(200)
  expect(await answer.text()).toBe('<meta nonce="n0nce">')
  const policy = answer.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("style-src 'self' 'nonce-n0nce'")
  expect(policy).toContain("connect-src 'self';")
  expect(policy).not.toContain('unsafe')
})

test('its files come with their type', async () => {
  const answer = await get('slipway://app/assets/app.js')
  expect(answer.headers.get('content-type')).toContain('text/javascript')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(await answer.text()).toBe('run()')
})

test.each([
  'slipway://other/',
  'https://app/',
  'slipway://app/../secret.js',
  'slipway://app/%2e%2e/secret.js',
  'slipway://app/..%2fsecret.js',
  'slipway://app/assets/%2e%2e/%2e%2e/secret.js',
  'slipway://app/assets/..%5c..%5csecret.js',
  'slipway://app/notes.txt',
  'slipway://app/missing.js',
  'slipway://app/assets',
  'slipway://app/%',
  'slipway://app/a%00.js',
  'nonsense',
])('%s is not answered', async (url) => {
  const answer = await get(url)
  expect(answer.status).toBe(404)
  expect(await answer.text()).toBe('')
})

test('only GET is answered', async () => {
  expect((await get('slipway://app/', 'POST')).status).toBe(404)
})
