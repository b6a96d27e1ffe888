import { describe, expect, it } from 'vitest'
import { useBench } from './bench.ts'
import { benchNetwork } from './phone-rig.ts'
import type { PhoneRig, RigOptions } from './phone-rig.ts'
import { wifiProfile } from './profiles.ts'

const bench = useBench()

function boot(options: RigOptions = {}): PhoneRig {
  return bench.boot({ ...options, storage: { activated: true, ...options.storage } })
}

describe('walking through Setup Assistant', () => {
  it('stays at Hello for ever without hands', async () => {
    const rig = boot({ hands: { kind: 'never' } })
    const prompt = await rig.asked('hello')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(rig.phone.prompts.pending()).toEqual([prompt])
    expect(rig.kinds()).toEqual([])
  })

  it('shows the panes of its version and leaves a configuration behind that says nobody supervises it', async () => {
    const rig = boot()
    await rig.fact('setupDone')
    expect(rig.panes()).toContain('Siri')
    expect(rig.panes()).toContain('Safety')
    expect(rig.panes()).not.toContain('CameraButton')
    expect(rig.panes()).not.toContain('Zoom')
    expect(rig.phone.storage.setupDone).toBe(true)
    expect(rig.phone.storage.cloudConfiguration).toEqual({ CloudConfigurationUIComplete: true, IsSupervised: false })
  })

  it('shows the Wi-Fi pane even when a profile has joined a network before', async () => {
    const rig = boot({ hands: { kind: 'operator' } })
    expect(await rig.software.installProfile(wifiProfile('Bench', 'lantern-7'), 'cable')).toEqual({ ok: true })
    expect(rig.phone.storage.network).toEqual({ ssid: 'Bench' })
    await rig.tap('hello')
    await rig.tap('language')
    for (const key of ['Keyboard', 'SpokenLanguage', 'TermsOfAddress'] as const) await rig.tap(`pane:${key}`)
    expect((await rig.asked('wifi')).shows['joined']).toBe('Bench')
  })

  it('asks for a network again when the password is wrong, and hands give up in the end', async () => {
    const rig = boot({ answers: { wifi: { ssid: 'Bench', password: 'wrong' } } })
    await rig.fact('wifiRefused', () => rig.phone.factCount('wifiRefused') === 3)
    const prompt = await rig.asked('wifi')
    expect(prompt.shows['problem']).toBe('password')
    rig.answers = { ...rig.answers, wifi: benchNetwork }
    rig.software.handsChanged()
    await rig.fact('setupDone')
  })

  it('waits for the host to activate it', async () => {
    const rig = boot({ storage: { activated: false } })
    await rig.fact('awaitingActivation')
    expect(rig.kinds()).not.toContain('setupDone')
    rig.phone.storage.activated = true
    rig.phone.record('activated')
    await rig.fact('setupDone')
  })

  it('leaves a device at Hello until a configuration asks for an enrollment', async () => {
    const rig = boot({ answers: { hello: 'whenPrepared' } })
    const prompt = await rig.asked('hello')
    rig.phone.storage.cloudConfiguration = { IsSupervised: true, SkipSetup: ['Keyboard'] }
    rig.software.cloudConfigurationStored()
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(rig.phone.prompts.pending()).toEqual([prompt])
    rig.phone.storage.cloudConfiguration = { ConfigurationURL: 'https://localhost:1', SkipSetup: ['Keyboard'] }
    rig.software.cloudConfigurationStored()
    await rig.asked('remoteManagement')
    expect(rig.panes()).not.toContain('Keyboard')
  })

  it('forgets how long it wanted to wait when hands are told to go on at once', async () => {
    const rig = boot({ hands: { kind: 'never' } })
    rig.standStill = true
    rig.hands = { kind: 'after', ms: 86_400_000 }
    rig.software.handsChanged()
    expect(rig.pauses).toEqual([86_400_000])
    rig.hands = { kind: 'atOnce' }
    rig.software.handsChanged()
    await rig.fact('setupDone')
  })

  it('closes its questions at power-off and starts again at Hello', async () => {
    const rig = boot({ hands: { kind: 'operator' } })
    await rig.tap('hello')
    await rig.asked('language')
    rig.software.halt()
    expect(rig.phone.prompts.pending()).toEqual([])
    rig.software.boot()
    await rig.asked('hello')
    expect(rig.phone.prompts.pending()).toHaveLength(1)
  })
})
