import { describe, expect, it } from 'vitest'
import { useBench } from './bench.ts'
import { benchNetwork } from './phone-rig.ts'
import type { PhoneRig, RigOptions } from './phone-rig.ts'
import { wifiProfile } from './profiles.ts'

const bench = useBench()

function boot(options: RigOptions = {}): PhoneRig {
  return bench.boot({ ...options, storage: { activated: true, ...options.storage } })
}

describe('what the practice user types', () => {
  it('sets a passcode and an Apple Account, which turns Find My on and brings one more pane', async () => {
    const account = { userName: 'adele@practice.example', password: 'lantern-7' }
    const rig = boot({ answers: { appleAccount: account, passcode: '8642' } })
    await rig.fact('setupDone')
    expect(rig.phone.storage).toMatchObject({ passcode: '8642', appleAccount: account.userName })
    expect(rig.phone).toMatchObject({ findMy: true, owner: account, locked: false })
    expect(rig.panes()).toContain('EnableLockdownMode')
    const without = boot({ answers: { passcode: null } })
    await without.fact('setupDone')
    expect(without.phone.storage).toMatchObject({ passcode: null, appleAccount: null })
    expect(without.phone.findMy).toBe(false)
    expect(without.panes()).not.toContain('EnableLockdownMode')
  })

  it('cannot do what its pane does not ask', async () => {
    const account = { userName: 'adele@practice.example', password: 'lantern-7' }
    const SkipSetup = ['Passcode', 'AppleID']
    const rig = boot({ answers: { appleAccount: account }, storage: { cloudConfiguration: { SkipSetup } } })
    await rig.fact('setupDone')
    expect(rig.phone.storage).toMatchObject({ passcode: null, appleAccount: null })
  })
})

describe('Activation Lock', () => {
  const locked = (answers: RigOptions['answers'] = {}): PhoneRig => {
    const rig = bench.boot({ hands: { kind: 'never' }, answers: answers ?? {} })
    rig.phone.activationLocked = true
    rig.phone.lockBypassCode = 'BYPASS-1'
    rig.phone.owner = { userName: 'owner@practice.example', password: 'right' }
    rig.hands = { kind: 'atOnce' }
    rig.software.handsChanged()
    return rig
  }

  it('keeps a device on its page until its owner signs in; activation comes after', async () => {
    const rig = locked({ activationLock: { userName: 'owner@practice.example', password: 'wrong' } })
    await rig.fact('activationLockKept', () => rig.phone.factCount('activationLockKept') === 3)
    rig.answers = { ...rig.answers, activationLock: { userName: 'owner@practice.example', password: 'right' } }
    rig.software.handsChanged()
    expect((await rig.fact('activationLockOpened')).detail).toEqual({ by: 'owner' })
    await rig.fact('awaitingActivation')
    expect(rig.phone.activationLocked).toBe(false)
  })

  it('opens for the bypass code typed as a password alone', async () => {
    const rig = locked({ activationLock: { userName: '', password: 'BYPASS-1' } })
    expect((await rig.fact('activationLockOpened')).detail).toEqual({ by: 'bypassCode' })
  })

  it('is opened by a person who otherwise leaves the device to the bench', async () => {
    const rig = locked({
      hello: 'whenPrepared',
      activationLock: { userName: 'owner@practice.example', password: 'right' },
    })
    await rig.fact('activationLockOpened')
    rig.phone.storage.activated = true
    rig.phone.record('activated')
    const pane = await rig.asked('pane:Privacy')
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(rig.phone.prompts.pending()).toEqual([pane])
    rig.phone.storage.cloudConfiguration = { ConfigurationURL: 'https://localhost:1' }
    rig.software.cloudConfigurationStored()
    await rig.asked('remoteManagement')
  })

  it('is left alone by fingers that know neither', async () => {
    const rig = locked()
    const prompt = await rig.asked('activationLock')
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(rig.phone.prompts.pending()).toEqual([prompt])
  })
})

describe('after a start with a passcode', () => {
  const started = (options: RigOptions = {}): PhoneRig => {
    const rig = boot({ hands: { kind: 'never' }, ...options, storage: { passcode: '8642', ...options.storage } })
    rig.software.halt()
    rig.phone.locked = true
    rig.phone.unlockedSinceBoot = false
    rig.software.boot()
    return rig
  }

  it('nothing goes on before the passcode was typed; a wrong one changes nothing', async () => {
    const rig = started({ hands: { kind: 'operator' } })
    await rig.tap('unlock', { kind: 'accept', input: { passcode: '0000' } })
    await rig.fact('passcodeWrong')
    expect((await rig.asked('unlock')).shows).toEqual({ wrong: true })
    expect(rig.phone.prompts.pending().map(({ kind }) => kind)).toEqual(['unlock'])
    await rig.tap('unlock', { kind: 'accept', input: { passcode: '8642' } })
    await rig.asked('hello')
    expect(rig.phone).toMatchObject({ locked: false, unlockedSinceBoot: true })
  })

  it('hands type it when they know it', async () => {
    const stranger = started({ hands: { kind: 'atOnce' } })
    await stranger.asked('unlock')
    expect(stranger.phone.unlockedSinceBoot).toBe(false)
    const own = started({ hands: { kind: 'atOnce' }, answers: { passcode: '8642' } })
    await own.fact('unlocked')
    await own.fact('setupDone')
  })

  it('the page goes away when somebody opens the device in another way', async () => {
    const rig = started()
    await rig.asked('unlock')
    rig.phone.unlockedSinceBoot = true
    rig.phone.emit('changed')
    await rig.asked('hello')
    expect(rig.phone.prompts.pending().map(({ kind }) => kind)).toEqual(['hello'])
  })
})

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

  it.each(['wifiMissing', 'wifiWrongPassword'] as const)('comes to the Wi-Fi pane again after %s', async (mishap) => {
    const rig = boot({ mishaps: [mishap] })
    const refused = await rig.fact('wifiRefused')
    expect(refused.detail).toMatchObject({
      by: 'fingers',
      reason: mishap === 'wifiMissing' ? 'outOfReach' : 'password',
    })
    await rig.fact('setupDone')
    expect(rig.phone.storage.network).toEqual({ ssid: 'Bench' })
  })

  it('leaves the network it had joined when that is not there any more', async () => {
    const rig = boot({ mishaps: ['wifiMissing'], storage: { network: { ssid: 'Bench' } } })
    await rig.fact('wifiLeft')
    await rig.fact('wifiJoined')
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
