import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeSteps } from '../../electron/steps/steps.ts'
import { readFacts } from '../../electron/apple/facts.ts'
import { attachedDevice, paired } from '../../electron/steps/hands.ts'
import { wifiProfile } from '../journeys/device-bench.ts'
import { startAppleFront } from './apple-front.ts'
import type { AppleFront } from './apple-front.ts'
import { clientsOf, findGoIos } from './cart-clients.ts'
import { compared, differences } from './exchange.ts'
import { openExchangeBench } from './exchange-bench.ts'
import type { ExchangeBench } from './exchange-bench.ts'
import { describeWith, run } from './programs.ts'

const profile = wifiProfile('org.slipway.test.exchange')

describeWith([findGoIos(), 'openssl'], 'the exchanges of go-ios and of Slipway with the same device', () => {
  let bench: ExchangeBench
  let front: AppleFront
  const file = (name: string): string => join(bench.folder, name)

  beforeAll(async () => {
    bench = await openExchangeBench(profile)
    front = await startAppleFront(bench.folder, bench.world.activationUrl, bench.world.rootCertificatePem)
    await writeFile(file('web.mobileconfig'), profile)
    await makeSupervisor()
  })
  afterAll(async () => {
    await front?.stop()
    await bench?.stop()
  })

  /** The two are recorded one after the other, on devices in the same state, and held against what is documented. */
  async function sameWork(name: string, args: readonly string[], slipway: () => Promise<unknown>): Promise<void> {
    const clients = clientsOf(bench.world.muxAddress, front.env)
    const goIos = await bench.during(bench.goIosUdid, async () => {
      const outcome = await clients.ios(bench.goIosUdid, ...args)
      expect(outcome.code, outcome.output).toBe(0)
    })
    const own = await bench.during(bench.slipwayUdid, slipway)
    const recorded = new URL(`../fixtures/exchanges/${name}.txt`, import.meta.url)
    await expect(compared(goIos, own)).toMatchFileSnapshot(fileURLToPath(recorded))
    const page = await readFile(new URL('../../docs/exchanges.md', import.meta.url), 'utf8')
    const measured = differences(goIos, own)
    const [here, everywhere] = [reasonsIn(page, name), reasonsIn(page, 'Everywhere')]
    expect(measured.filter((what) => !here.includes(what) && !everywhere.includes(what))).toEqual([])
    expect(here.filter((what) => !measured.includes(what))).toEqual([])
  }
  const steps = (): ReturnType<typeof makeSteps> => makeSteps(bench.hands)

  it('pair', async () => {
    await sameWork('pair', ['pair'], async () => paired(bench.hands, await bench.context()))
  })

  it('info', async () => {
    const record = await paired(bench.hands, await bench.context())
    const { mux, logger } = bench.hands
    await sameWork('info', ['info'], async () =>
      readFacts({ mux, logger, record, device: attachedDevice(await bench.context()) }),
    )
  })

  it('activate', async () => {
    await sameWork('activate', ['activate'], async () => steps().activate(await bench.context()))
    for (const udid of [bench.goIosUdid, bench.slipwayUdid])
      expect((await bench.cart.device(udid)).storage.activated).toBe(true)
  })

  it('lang', async () => {
    await sameWork('lang', ['lang', '--setlang=fr', '--setlocale=fr_CA'], async () =>
      steps().language(await bench.context()),
    )
    for (const udid of [bench.goIosUdid, bench.slipwayUdid])
      expect((await bench.cart.device(udid)).storage).toMatchObject({ language: 'fr', locale: 'fr_CA' })
  })

  it('profile add', async () => {
    await sameWork('profile-add', ['profile', 'add', file('web.mobileconfig')], async () =>
      steps().profiles(await bench.context()),
    )
    for (const udid of [bench.goIosUdid, bench.slipwayUdid])
      expect((await bench.cart.device(udid)).storage.profiles).toHaveLength(1)
  })

  it('prepare and supervise', async () => {
    const cert = `--certfile=${file('sup.der')}`
    await sameWork('prepare', ['prepare', cert, '--orgname=Lab', '--skip-all'], async () => {
      await steps().supervise(await bench.context())
      await steps().verify(await bench.context())
    })
    for (const udid of [bench.goIosUdid, bench.slipwayUdid])
      expect((await bench.cart.device(udid)).storage.supervised).toBe(true)
    expect((await bench.cart.device(bench.goIosUdid)).storage.configurationUrl).toBeNull()
    expect((await bench.cart.device(bench.slipwayUdid)).storage.configurationUrl).toBe('https://mdm.example/enroll')
  })

  it('erase', async () => {
    await sameWork('erase', ['erase', '--force'], async () => steps().erase(await bench.context()))
    for (const udid of [bench.goIosUdid, bench.slipwayUdid]) {
      const after = await bench.cart.until(udid, ({ attached, counts }) => attached && counts['erased'] === 1)
      expect(after.dataPlan).toBe(true)
    }
  })

  async function makeSupervisor(): Promise<void> {
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=Lab', '-days', '30']
    await run('openssl', [...request, '-keyout', file('sup.key'), '-outform', 'DER', '-out', file('sup.der')])
  }
})

/** What a section of the page gives a reason for: the first column of its table. */
function reasonsIn(page: string, title: string): readonly string[] {
  const section = page.split(/^(?=## )/m).find((text) => text.startsWith(`## ${title}\n`)) ?? ''
  return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, what]) => what ?? '')
}
