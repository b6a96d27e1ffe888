import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { closeHttpAgents, httpRequest } from '../../electron/lib/http.ts'
import { administrator, enterAs, goBack } from '../harness/account-bench.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'
import { startCompanyProxy } from '../harness/company-proxy.ts'
import type { CompanyProxy } from '../harness/company-proxy.ts'
import { PageVisitor } from '../harness/page-visitor.ts'

const hosts = { login: 'login.company.test', graph: 'graph.company.test', apple: 'activation.company.test' }

let proxy: CompanyProxy
let bench: Bench

beforeAll(async () => {
  bench = await startBench({
    scenario: { devices: [{ state: 'used' }] },
    app: async (world) => {
      const root = world.rootCertificatePem
      const behind = {
        [hosts.login]: new URL(world.authority).origin,
        [hosts.graph]: world.graphBaseUrl,
        [hosts.apple]: new URL(world.activationUrl).origin,
      }
      proxy = await startCompanyProxy(behind, [root])
      closeHttpAgents()
      vi.stubEnv('HTTPS_PROXY', proxy.url)
      const additionalCaPems = [proxy.caPem, root]
      return {
        graph: { baseUrl: `https://${hosts.graph}`, getToken: null },
        signIn: {
          authority: `https://${hosts.login}${new URL(world.authority).pathname}`,
          tenant: { cloud: 'global', tenantId: world.tenantId, clientId: world.clientId },
        },
        activationUrl: `https://${hosts.apple}${new URL(world.activationUrl).pathname}`,
        additionalCaPems,
        openUrl: async (url) => {
          const visitor = new PageVisitor(additionalCaPems)
          await visitor.open(url)
          await enterAs(visitor, administrator)
          await goBack(visitor)
          return true
        },
      }
    },
  })
}, 60_000)
afterAll(async () => {
  await bench?.stop()
  vi.unstubAllEnvs()
  closeHttpAgents()
  await proxy?.close()
})

it('sign-in, Graph and activation all leave by the company’s proxy, and trust its CA', async () => {
  const { signal } = new AbortController()
  for await (const item of bench.app.handlers['account.signIn']({ way: 'browser' }, { signal }))
    if (item.kind === 'done') expect(item.account).toMatchObject({ username: administrator.upn })
  expect(proxy.tunnels).toContain(`${hosts.login}:443`)
  const udid = bench.devices[0]?.identity.udid ?? ''
  await bench.startRun('bench', [udid])
  await bench.feed.untilStage(udid, 'enrolled')
  expect((await bench.cart.device(udid)).storage).toMatchObject({ activated: true, enrolled: true })
  for (const host of Object.values(hosts)) expect(proxy.tunnels).toContain(`${host}:443`)
  // Without the company's CA nothing of it is believed.
  await expect(httpRequest({ method: 'GET', url: `https://${hosts.graph}/v1.0/me` })).rejects.toMatchObject({
    code: 'http.untrusted',
  })
}, 60_000)
