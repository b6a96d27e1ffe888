import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { resolveEnrollmentService } from '../../electron/graph/enrollment-service.ts'
import { generateRsaKey } from '../../electron/lib/crypto-keys.ts'
import type { HttpRequest, HttpResponse } from '../../electron/lib/http.ts'
import { issueCertificate } from '../../electron/pki/certificate.ts'
import { AppError } from '../../src-shared/errors.ts'
import { errorOf } from './scripted-graph.ts'

const base = 'https://mdm.example.com'
const profileUrl = `${base}/EnrollmentServer/MDMServiceConfig?id=1&AADTenantId=2`
type Page = { readonly status?: number; readonly body: string | Buffer }

function resolve(pages: Readonly<Record<string, Page>>, url = profileUrl) {
  const asked: HttpRequest[] = []
  const http = async (request: HttpRequest): Promise<HttpResponse> => {
    asked.push(request)
    const page = pages[request.url]
    if (!page) throw new AppError('http.unreachable', { host: 'x', cause: 'ECONNREFUSED' })
    return { status: page.status ?? 200, headers: {}, body: Buffer.from(page.body), finalUrl: request.url }
  }
  return { result: resolveEnrollmentService({ profileUrl: url, http, additionalCaPems: ['CA'] }), asked }
}

let root: Buffer
beforeAll(async () => {
  const key = await generateRsaKey()
  root = issueCertificate({
    subject: [{ type: 'commonName', value: 'Anchor' }],
    issuer: null,
    ...key,
    notBefore: new Date(Date.UTC(2026, 0)),
    notAfter: new Date(Date.UTC(2030, 0)),
    basicConstraints: { ca: true, critical: true },
  }).der
})

const service = (more: object = {}): Page => ({
  body: JSON.stringify({
    dep_enrollment_url: `${base}/enroll?x=1`,
    dep_anchor_certs_url: `${base}/anchors`,
    trust_profile_url: `${base}/trust`,
    ...more,
  }),
})

describe('a service URL', () => {
  test('is resolved to enrollment URL, anchors and trust profile, all as given and without a token', async () => {
    const { result, asked } = resolve({
      [profileUrl]: service(),
      [`${base}/anchors`]: { body: JSON.stringify([root.toString('base64')]) },
      [`${base}/trust`]: { body: '<plist/>' },
    })
    const found = await result
    expect(found.enrollmentUrl).toBe(`${base}/enroll?x=1`)
    expect(found.anchorCertificates.map((der) => der.equals(root))).toEqual([true])
    expect(found.trustProfile?.toString()).toBe('<plist/>')
    expect(found.resolvedFrom).toBe(profileUrl)
    expect(asked.every(({ headers }) => !('authorization' in (headers ?? {})))).toBe(true)
    expect(asked.every(({ httpsOnly }) => httpsOnly)).toBe(true)
  })

  test.each(['[]', '', ' \n'])('with anchors %j names none', async (body) => {
    const { result } = resolve({
      [profileUrl]: service({ trust_profile_url: undefined }),
      [`${base}/anchors`]: { body },
    })
    expect(await result).toMatchObject({ anchorCertificates: [], trustProfile: null })
  })

  test('with nothing but an enrollment URL, and a byte order mark, is enough', async () => {
    const { result } = resolve({ [profileUrl]: { body: `\uFEFF{"dep_enrollment_url":"${base}/e"}` } })
    expect(await result).toMatchObject({ enrollmentUrl: `${base}/e`, anchorCertificates: [], trustProfile: null })
  })

  test.each([
    ['a sign-in page of the network', { body: '<html>' }, 'graph.enrollmentServiceInvalid'],
    ['404', { status: 404, body: '' }, 'graph.enrollmentServiceInvalid'],
    ['503', { status: 503, body: '' }, 'graph.enrollmentServiceDown'],
    ['no enrollment URL', { body: `{"trust_profile_url":"${base}/t"}` }, 'graph.enrollmentServiceInvalid'],
    [
      'an http enrollment URL',
      { body: '{"dep_enrollment_url":"http://mdm.example.com/e"}' },
      'graph.enrollmentUrlInsecure',
    ],
    ['an enrollment URL that is none', { body: '{"dep_enrollment_url":"enroll"}' }, 'http.badUrl'],
  ])('that answers with %s is refused: a device must not be sent to it', async (_, page, code) => {
    expect((await errorOf(resolve({ [profileUrl]: page }).result)).code).toBe(code)
  })

  test.each(['{}', '["not base64!"]', '["AAAA"]', '[1]', 'nonsense'])(
    'with anchors %s is refused, since a wrong anchor locks the device out',
    async (body) => {
      const { result } = resolve({ [profileUrl]: service(), [`${base}/anchors`]: { body } })
      expect((await errorOf(result)).code).toBe('graph.enrollmentServiceInvalid')
    },
  )

  test('whose anchors cannot be fetched is refused rather than used without them', async () => {
    const { result } = resolve({ [profileUrl]: service(), [`${base}/anchors`]: { status: 500, body: '' } })
    expect((await errorOf(result)).code).toBe('graph.enrollmentServiceDown')
  })

  test('whose trust profile is missing is refused', async () => {
    const pages = { [profileUrl]: service(), [`${base}/anchors`]: { body: '[]' } }
    expect((await errorOf(resolve({ ...pages, [`${base}/trust`]: { status: 404, body: '' } }).result)).code).toBe(
      'graph.enrollmentServiceDown',
    )
    expect((await errorOf(resolve({ ...pages, [`${base}/trust`]: { body: '' } }).result)).code).toBe(
      'graph.enrollmentServiceInvalid',
    )
  })
})

describe('a plain URL', () => {
  const plain = `${base}/mdm/enroll`
  test.each([
    ['a profile', { body: '<?xml version="1.0"?><plist/>' }],
    ['405, since it wants a POST', { status: 405, body: '' }],
    ['401', { status: 401, body: '{"error":"x"}' }],
    ['JSON of its own', { body: '{"error":"x"}' }],
    ['JSON that is no object', { body: '[1,2]' }],
  ])('that answers with %s is the enrollment URL itself', async (_, page) => {
    expect(await resolve({ [plain]: page }, plain).result).toEqual({
      enrollmentUrl: plain,
      anchorCertificates: [],
      trustProfile: null,
      resolvedFrom: null,
    })
  })

  test('of http is refused before anybody is asked', async () => {
    const { result, asked } = resolve({}, 'http://mdm.example.com/enroll')
    expect((await errorOf(result)).code).toBe('graph.enrollmentUrlInsecure')
    expect(asked).toEqual([])
  })

  test('whose service is down is not written to a device unseen', async () => {
    expect((await errorOf(resolve({ [plain]: { status: 502, body: '' } }, plain).result)).code).toBe(
      'graph.enrollmentServiceDown',
    )
    expect((await errorOf(resolve({}, plain).result)).code).toBe('http.unreachable')
  })
})

test('whatever a service answers, the outcome is a result or an error with a sentence', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.json()), fc.integer({ min: 200, max: 599 }), async (body, status) => {
      const { result } = resolve({ [profileUrl]: { body, status } })
      const outcome = await result.catch((error: unknown) => error)
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(AppError)
    }),
  )
})
