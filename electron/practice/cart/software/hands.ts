import { asksToEnroll } from './asks-to-enroll.ts'
import { latePanes } from './panes.ts'
import type { Prompt, PromptAnswer, PromptKind } from './prompts.ts'
import { inBackground } from './running.ts'
import type { Running } from './running.ts'
import type { HandsAnswers } from './software.ts'

export const defaultAnswers: HandsAnswers = {
  hello: 'whenPrepared',
  wifi: null,
  signIn: null,
  appleAccount: null,
  activationLock: null,
  passcode: '135790',
  language: null,
  trust: true,
  install: true,
  remoteManagement: true,
  retries: 2,
}

/** Questions that come back when their answer did not work. */
const repeatable: ReadonlySet<PromptKind> = new Set<PromptKind>([
  'wifi',
  'remoteManagement',
  'signIn',
  'portal:signIn',
  'portal:device',
  'activationLock',
])

/**
 * Answers one phone's questions as `world.hands()` says, until power-off. What hands will not answer stays open. The
 * policy is asked again whenever a question opens, the phone changes, and when `reconsider` is called.
 */
export function startHands(running: Running): { readonly reconsider: () => void } {
  const { phone, power } = running
  const busy = new Set<string>()
  const given = new Map<PromptKind, number>()
  let round = new AbortController()

  const consider = (): void => {
    for (const prompt of phone.prompts.pending()) {
      if (busy.has(prompt.id) || planned(running, prompt, given) === null) continue
      busy.add(prompt.id)
      inBackground(running, 'hands', () => reach(prompt, round.signal))
    }
  }
  const reach = async (prompt: Prompt, current: AbortSignal): Promise<void> => {
    const hands = running.world.hands()
    const before = given.get(prompt.kind) ?? 0
    // A person looks before tapping again, and the phone is not asked to spin.
    const again = before > 0 && repeatable.has(prompt.kind)
    const ms = (hands.kind === 'after' ? hands.ms : 0) + (again ? 2000 : 0)
    if (ms > 0) await running.world.pause(ms, AbortSignal.any([power, current])).catch(() => undefined)
    else await Promise.resolve()
    if (power.aborted || current.aborted) return
    busy.delete(prompt.id)
    const answer = planned(running, prompt, given)
    if (answer === null) return
    given.set(prompt.kind, before + 1)
    phone.prompts.answer(prompt.id, answer)
  }

  phone.prompts.on('asked', consider)
  phone.on('changed', consider)
  power.addEventListener('abort', () => {
    phone.prompts.off('asked', consider)
    phone.off('changed', consider)
  })
  consider()
  return {
    reconsider: () => {
      round.abort()
      round = new AbortController()
      busy.clear()
      given.clear()
      consider()
    },
  }
}

/** The answer fingers would give now, or null when they leave the question alone. */
function planned(running: Running, prompt: Prompt, given: ReadonlyMap<PromptKind, number>): PromptAnswer | null {
  const { kind } = running.world.hands()
  if (kind === 'operator' || kind === 'never') return null
  const answers = running.world.answers?.() ?? defaultAnswers
  if (repeatable.has(prompt.kind) && (given.get(prompt.kind) ?? 0) > answers.retries) return null
  return answerTo(running, prompt, answers, given.get(prompt.kind) ?? 0)
}

/** @param times how often such a question was answered before */
function answerTo(
  running: Running,
  { kind, shows }: Prompt,
  answers: HandsAnswers,
  times: number,
): PromptAnswer | null {
  if (leavesToBench(running, kind, answers)) return null
  switch (kind) {
    case 'hello': {
      const configuration = running.phone.storage.cloudConfiguration
      const prepared =
        running.phone.storage.configurationAtApple || (configuration !== null && asksToEnroll(configuration))
      return prepared || answers.hello === 'always' || opensLock(running, answers) ? accept() : null
    }
    case 'language':
      return accept(answers.language ?? {})
    case 'wifi':
      return wifiAnswer(running, answers)
    case 'trust':
      return answers.trust ? accept() : refuse
    case 'installProfile':
      return answers.install ? accept() : refuse
    case 'remoteManagement':
      return answers.remoteManagement ? accept() : null
    case 'signIn':
    case 'portal:signIn':
      return answers.signIn === null ? refuse : accept(answers.signIn)
    case 'portal:device':
      return choosePortalDevice(shows, times)
    case 'portal:serial':
      return accept({ lastFour: running.phone.identity.serial.slice(-4) })
    case 'storeAccount':
      return answers.appleAccount === null ? refuse : accept(answers.appleAccount)
    case 'activationLock':
      return answers.activationLock === null ? null : accept(answers.activationLock)
    case 'unlock':
      return unlockAnswer(running, answers)
    case 'pane:Passcode':
      return accept(answers.passcode === null ? {} : { passcode: answers.passcode })
    case 'pane:AppleID':
      return accept(answers.appleAccount ?? {})
    default:
      return accept()
  }
}

/** Who can open the lock walks up to its page, for the bench cannot activate the device before. */
function opensLock({ phone }: Running, { activationLock }: HandsAnswers): boolean {
  return phone.activationLocked && activationLock !== null
}

/** Panes after the network wait for the bench, if a person got there before it. */
function leavesToBench({ phone }: Running, kind: PromptKind, { hello }: HandsAnswers): boolean {
  const late = latePanes.some(({ key }) => kind === `pane:${key}`)
  return late && hello === 'whenPrepared' && phone.storage.cloudConfiguration === null
}

/** The list from its top, one after the other; without any, a new device. */
function choosePortalDevice(shows: Prompt['shows'], times: number): PromptAnswer {
  const listed = Object.keys(shows).filter((key) => !['new', 'message'].includes(key))
  const device = listed[times % Math.max(1, listed.length)] ?? ('new' in shows ? 'new' : null)
  return device === null ? refuse : accept({ device })
}

/** Nobody tries passcodes they do not know. */
function unlockAnswer({ phone }: Running, { passcode }: HandsAnswers): PromptAnswer | null {
  return passcode !== null && passcode === phone.storage.passcode ? accept({ passcode }) : null
}

function wifiAnswer(running: Running, answers: HandsAnswers): PromptAnswer | null {
  const { networks } = running.world
  const joined = running.phone.storage.network?.ssid
  const network = answers.wifi ?? networks.find((known) => known.ssid === joined) ?? networks[0]
  if (network === undefined) return null
  return accept({ ssid: network.ssid, ...(network.password === null ? {} : { password: network.password }) })
}

const refuse: PromptAnswer = { kind: 'refuse' }

function accept(input: Readonly<Record<string, string>> = {}): PromptAnswer {
  return { kind: 'accept', input }
}
