import { booleanAt, stringsAt } from '../../../apple/plist/take.ts'
import { openActivationLock } from './activation-lock.ts'
import { signInToApple } from './app-store.ts'
import { activateByNetwork, appleOf } from './apple-services.ts'
import { asksToEnroll } from './asks-to-enroll.ts'
import { takeAutomatedConfiguration } from './automated-enrollment.ts'
import { asDeviceError } from './device-error.ts'
import { enrollWithConfiguration } from './enrollment.ts'
import { joinNetwork, leaveNetwork } from './network.ts'
import type { JoinProblem } from './network.ts'
import { earlyPanes, hasPane, latePanes } from './panes.ts'
import type { PromptAnswer } from './prompts.ts'
import { askPerson, waitUntil } from './running.ts'
import type { Running, SetupParts } from './running.ts'
import type { SkipKey } from './skip-keys.ts'

/**
 * Setup Assistant from Hello to the home screen. Every step waits for fingers; the cable may come and go meanwhile. The
 * stored cloud configuration is read anew at every pane, so one that arrives half-way counts from the next pane on.
 * Settles when the device is set up; rejects only at power-off.
 */
export async function runSetupAssistant(running: Running, parts: SetupParts): Promise<void> {
  const { phone } = running
  await askPerson(running, 'hello')
  phone.record('hello')
  await chooseLanguage(running)
  for (const pane of earlyPanes) await showPane(running, parts, pane)
  await joinWifi(running)
  await awaitActivation(running)
  await takeAutomatedConfiguration(running)
  for (const pane of latePanes) {
    await enrollIfConfigured(running, parts)
    await showPane(running, parts, pane)
  }
  await enrollIfConfigured(running, parts)
  finish(running)
}

async function chooseLanguage(running: Running): Promise<void> {
  const { storage } = running.phone
  const answer = await askPerson(running, 'language', { language: storage.language, locale: storage.locale })
  if (answer.kind === 'refuse') return
  const { language, locale } = answer.input
  if (language !== undefined) running.phone.storage.language = language
  if (locale !== undefined) running.phone.storage.locale = locale
}

/** Shown even when a profile has joined a network already; without any network there is no way past it. */
async function joinWifi(running: Running): Promise<void> {
  let problem: JoinProblem | 'noNetwork' | null = null
  for (let attempt = 1; ; attempt += 1) {
    const joined = running.phone.storage.network?.ssid
    const shows = {
      inReach: running.world.networks.map((network) => network.ssid).join(', '),
      ...(joined === undefined ? {} : { joined }),
      ...(problem === null ? {} : { problem, attempt: String(attempt) }),
    }
    const answer = await askPerson(running, 'wifi', shows)
    const ssid = answer.kind === 'accept' ? answer.input['ssid'] : undefined
    problem = mishapAtWifi(running, ssid ?? joined)
    if (problem !== null) continue
    if (ssid === undefined || ssid === running.phone.storage.network?.ssid) {
      if (running.phone.storage.network !== null) return running.phone.record('pane', { key: 'WiFi' })
      problem = 'noNetwork'
      continue
    }
    const password = answer.kind === 'accept' ? (answer.input['password'] ?? null) : null
    problem = joinNetwork(running, ssid, password, 'fingers')
    if (problem === null) return running.phone.record('pane', { key: 'WiFi' })
  }
}

/** The network is not where it was, or fingers miss a key. */
function mishapAtWifi(running: Running, ssid: string | undefined): JoinProblem | null {
  const { phone, world } = running
  if (ssid === undefined) return null
  if (world.mishap?.('wifiMissing') === true) {
    leaveNetwork(running, ssid)
    phone.record('wifiRefused', { ssid, by: 'fingers', reason: 'outOfReach' })
    return 'outOfReach'
  }
  // Who is on that network already types no password.
  if (phone.storage.network?.ssid === ssid || world.mishap?.('wifiWrongPassword') !== true) return null
  phone.record('wifiRefused', { ssid, by: 'fingers', reason: 'password' })
  return 'password'
}

/** Over its own network where Apple is to be found there; in a world without Apple's services the device waits for a host. */
async function awaitActivation(running: Running): Promise<void> {
  const { phone } = running
  await openActivationLock(running)
  if (phone.storage.activated) return
  const apple = appleOf(running)
  if (apple !== null) {
    try {
      if (await activateByNetwork(running, apple)) return
    } catch (thrown) {
      running.power.throwIfAborted()
      phone.record('activationFailed', { reason: asDeviceError(thrown).message })
    }
  }
  phone.record('awaitingActivation')
  await waitUntil(running, () => phone.storage.activated)
}

async function enrollIfConfigured(running: Running, parts: SetupParts): Promise<void> {
  const configuration = running.phone.storage.cloudConfiguration
  if (configuration === null || !asksToEnroll(configuration)) return
  await enrollWithConfiguration(running, parts)
  const enrolled = running.phone.storage.cloudConfiguration
  if (enrolled === null || booleanAt(enrolled, 'AwaitDeviceConfigured') !== true || !running.phone.supervised) return
  running.phone.record('awaitingConfiguration')
  await parts.management.configured()
  running.power.throwIfAborted()
}

async function showPane(running: Running, parts: SetupParts, pane: SkipKey): Promise<void> {
  const { phone } = running
  const configuration = phone.storage.cloudConfiguration
  const skipped = configuration === null ? [] : (stringsAt(configuration, 'SkipSetup') ?? [])
  if (skipped.includes(pane.key) || !hasPane(phone, pane)) return
  const answer = await askPerson(running, `pane:${pane.key}`)
  running.power.throwIfAborted()
  phone.record('pane', { key: pane.key })
  if (answer.kind === 'accept') obey(running, pane.key, answer)
  if (pane.key === 'Passcode' && phone.storage.passcode !== null) parts.management.tokenChanged()
}

/** The panes whose answer the device keeps. */
function obey({ phone }: Running, key: string, { input }: Extract<PromptAnswer, { kind: 'accept' }>): void {
  const { passcode, userName, password = '' } = input
  if (key === 'Passcode' && passcode !== undefined) {
    phone.storage.passcode = passcode
    phone.record('passcodeSet')
    phone.emit('notification', 'com.apple.managedconfiguration.passcodechanged')
  }
  if (key === 'AppleID' && userName !== undefined) {
    signInToApple(phone, userName, password, 'setup')
  }
}

/** Finishing by hand leaves a configuration behind, which is why a device in use cannot be supervised without an erase. */
function finish(running: Running): void {
  const { storage } = running.phone
  storage.setupDone = true
  storage.cloudConfiguration ??= { CloudConfigurationUIComplete: true, IsSupervised: false }
  running.phone.record('setupDone', { supervised: running.phone.supervised, enrolled: storage.mdm !== null })
}
