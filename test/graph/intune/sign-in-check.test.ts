import { expect, test } from 'vitest'
import { checkSignIn } from '../../../electron/graph/intune/sign-in-check.ts'
import { usernameMixedEndpoint } from '../../../electron/graph/intune/ws-trust.ts'
import { closeHttpAgents, httpRequest } from '../../../electron/lib/http.ts'
import type { HttpRequest, HttpResponse } from '../../../electron/lib/http.ts'
import { startTestTenant } from '../../harness/tenant.ts'
import { clientFor, fakeClock, startScriptedGraph } from '../scripted-graph.ts'

const endpoint = 'https://sts.contoso.example/adfs/services/trust/13/usernamemixed'
const issue = (version: string): string =>
  version === '1.3'
    ? 'http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue'
    : 'http://schemas.xmlsoap.org/ws/2005/02/trust/RST/Issue'

/** As a federation service describes itself: policies, bindings that use them, ports with their addresses. */
function description(version: '1.3' | '2005', token: 'UsernameToken' | 'X509Token'): string {
  return `<?xml version="1.0"?><wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/">
<wsp:Policy wsu:Id="P_other"><wsp:All><sp:TransportBinding/><sp:KerberosToken/></wsp:All></wsp:Policy>
<wsp:Policy wsu:Id="P_user"><wsp:All><sp:TransportBinding><wsp:Policy/></sp:TransportBinding><sp:${token}/></wsp:All></wsp:Policy>
<wsdl:binding name="B_other" type="t"><wsp:PolicyReference URI="#P_other"/><soap12:operation soapAction="${issue('1.3')}"/></wsdl:binding>
<wsdl:binding name="B_user" type="t"><wsp:PolicyReference URI="#P_user"/><soap12:operation soapAction="${issue(version)}"/></wsdl:binding>
<wsdl:service><wsdl:port name="a" binding="tns:B_other"><soap12:address location="https://sts.contoso.example/kerberos"/></wsdl:port>
<wsdl:port name="b" binding="tns:B_user"><soap12:address location="${endpoint}"/></wsdl:port></wsdl:service></wsdl:definitions>`
}

test('the endpoint for user name and password by WS-Trust 1.3 is told from its neighbors', () => {
  expect(usernameMixedEndpoint(description('1.3', 'UsernameToken'))).toBe(endpoint)
  expect(usernameMixedEndpoint(description('2005', 'UsernameToken'))).toBeNull()
  expect(usernameMixedEndpoint(description('1.3', 'X509Token'))).toBeNull()
  expect(usernameMixedEndpoint(description('1.3', 'UsernameToken').replace(endpoint, 'http://sts/plain'))).toBeNull()
  expect(usernameMixedEndpoint('<html>not here</html>')).toBeNull()
})

test('what a stranger hides in comments does not count, and no document makes it think for long', () => {
  const offered = description('1.3', 'UsernameToken')
  expect(usernameMixedEndpoint(offered.replaceAll('"', "'"))).toBe(endpoint)
  expect(
    usernameMixedEndpoint(offered.replace('<wsdl:port name="b"', '<!--').replace('</wsdl:service>', '-->')),
  ).toBeNull()
  expect(usernameMixedEndpoint(offered.replace(/<wsp:Policy wsu:Id="P_user">.*/, '<![CDATA[$&]]>'))).toBeNull()
  expect(usernameMixedEndpoint(`<!DOCTYPE a [<!ENTITY b "c">]>${offered}`)).toBeNull()
  const hostile = [
    '<a:Policy ',
    '<binding name="',
    '<port binding="a:',
    '<!--',
    '<![CDATA[',
    '<Policy Id="x"',
    '<'.repeat(9),
  ]
  for (const piece of hostile) {
    const before = performance.now()
    expect(usernameMixedEndpoint(piece.repeat(2_000_000 / piece.length))).toBeNull()
    // It takes some hundredths of a second; a pattern that goes back over its text takes minutes.
    expect(performance.now() - before).toBeLessThan(10_000)
  }
})

test('the practice authority says where domains sign in, and its federation service what it offers', async () => {
  const tenant = await startTestTenant()
  const client = clientFor(tenant.announcement.baseUrl, fakeClock(), {
    getToken: async () => tenant.announcement.token,
  })
  const check = async (federation: string) => {
    await tenant.control('POST', '/switches', { federation })
    const loginUrl = new URL(tenant.announcement.authority).origin
    const additionalCaPems = [tenant.announcement.rootCertificate]
    return checkSignIn({ graph: client, loginUrl, http: httpRequest, additionalCaPems })
  }
  const managed = { domain: 'contoso.example', state: 'managed' }
  expect(await check('none')).toMatchObject([managed])
  const address = expect.stringMatching(/^https:.*\/adfs\/services\/trust\/13\/usernamemixed$/) as string
  expect(await check('ready')).toMatchObject([
    managed,
    { domain: 'fabrikam.example', state: 'ready', endpoint: address, detail: 'HTTP 400' },
  ])
  expect(await check('disabled')).toMatchObject([managed, { state: 'disabled', endpoint: address }])
  expect(await check('notOffered')).toMatchObject([managed, { state: 'notOffered', endpoint: null }])
  expect(await check('broken')).toMatchObject([managed, { state: 'notOffered' }])
  closeHttpAgents()
  await tenant.dispose()
})

test('each domain says whether it signs in at Microsoft, and if not, whether the endpoint answers', async () => {
  const names = ['managed', 'ready', 'off', 'old', 'away'].map((name) => `${name}.example`)
  const graph = await startScriptedGraph(() => ({
    json: { value: [{ verifiedDomains: names.map((name) => ({ name })) }] },
  }))
  const asked: HttpRequest[] = []
  const http = async (request: HttpRequest): Promise<HttpResponse> => {
    asked.push(request)
    const { status, body } = answerOf(decodeURIComponent(request.url))
    return { status, headers: {}, body: Buffer.from(body), finalUrl: request.url }
  }
  const client = clientFor(graph.url, fakeClock())
  const found = await checkSignIn({ graph: client, loginUrl: 'https://login.example', http, additionalCaPems: [] })
  await graph.close()
  expect(found.map(({ domain, state }) => [domain, state])).toEqual([
    ['managed.example', 'managed'],
    ['ready.example', 'ready'],
    ['off.example', 'disabled'],
    ['old.example', 'notOffered'],
    ['away.example', 'unreachable'],
  ])
  expect(found.find(({ state }) => state === 'ready')?.endpoint).toBe('https://ready.example/usernamemixed')
  for (const { method, body, httpsOnly } of asked) expect([method, body, httpsOnly]).toEqual(['GET', undefined, true])
})

function answerOf(url: string): { readonly status: number; readonly body: string } {
  const domain = /user@(\w+\.example)/.exec(url)?.[1]
  if (domain === 'managed.example') return { status: 200, body: '{"account_type":"Managed"}' }
  if (domain === 'away.example') return { status: 502, body: '<html>' }
  if (domain !== undefined)
    return {
      status: 200,
      body: JSON.stringify({ account_type: 'Federated', federation_metadata_url: `https://${domain}/mex` }),
    }
  const host = new URL(url).host
  if (url.endsWith('/mex')) {
    const version = host === 'old.example' ? '2005' : '1.3'
    return {
      status: 200,
      body: description(version, 'UsernameToken').replace(endpoint, `https://${host}/usernamemixed`),
    }
  }
  return { status: host === 'off.example' ? 503 : 400, body: '' }
}
