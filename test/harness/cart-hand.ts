import type { DeviceReport } from '../../electron/practice/cart/device-report.ts'
import type { PhoneFact } from '../../electron/practice/cart/phone.ts'
import { eventually } from './eventually.ts'

/** The cart's control plane: cables, fingers, and the truth about each device whatever anybody believes of it. */
export type CartHand = {
  readonly list: () => Promise<readonly DeviceReport[]>
  readonly device: (udid: string) => Promise<DeviceReport>
  /** Everything that ever happened to it, oldest first. */
  readonly facts: (udid: string) => Promise<readonly PhoneFact[]>
  /** The device in this slot when the cart was filled. */
  readonly inSlot: (slot: number) => Promise<DeviceReport>
  readonly unplug: (udid: string) => Promise<void>
  readonly plug: (udid: string, slot?: number) => Promise<void>
  readonly hands: (udid: string, kind: 'atOnce' | 'operator' | 'never', answers?: object) => Promise<void>
  readonly state: (
    udid: string,
    state: { locked?: boolean; passcode?: string | null; findMy?: boolean; activationLockAllowed?: boolean },
  ) => Promise<void>
  /** Answers the oldest open question of that kind, waiting until it is asked. */
  readonly tap: (udid: string, kind: string, answer?: 'accept' | 'refuse') => Promise<void>
  /** Answers with what a person types or chooses. */
  readonly type: (udid: string, kind: string, input: Readonly<Record<string, string>>) => Promise<void>
  /** Accepts whatever is asked until a question of that kind is open, and gives it. */
  readonly walkTo: (udid: string, kind: string) => Promise<DeviceReport['prompts'][number]>
  /** Gets an app in the App Store; it may ask for an Apple Account. */
  readonly store: (udid: string, bundleId: string) => Promise<void>
  /** Taps an app. False: it cannot be opened. */
  readonly open: (udid: string, bundleId: string) => Promise<boolean>
  /** Signs in to an Apple Account in Settings. */
  readonly appleAccount: (udid: string, userName: string) => Promise<void>
  /** Accepts the network pane as it stands, with the cart's first network. */
  readonly joinNetwork: (udid: string) => Promise<void>
  /** What a person does in Settings. False: the device does not allow it. */
  readonly removeProfile: (udid: string, identifier: string) => Promise<boolean>
  readonly until: (udid: string, holds: (report: DeviceReport) => boolean) => Promise<DeviceReport>
}

export function cartHand(url: string, token: string): CartHand {
  const call = async (path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`cart: ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  const list = async () => ((await call('devices')) as { devices: readonly DeviceReport[] }).devices
  const device = async (udid: string) => (await call(`devices/${udid}`)) as DeviceReport
  const post = async (udid: string, verb: string, body: unknown = {}): Promise<void> => {
    await call(`devices/${udid}/${verb}`, body)
  }
  const until = (udid: string, holds: (report: DeviceReport) => boolean) =>
    eventually(() => device(udid), holds, `device ${udid}`)
  return {
    list,
    device,
    until,
    facts: async (udid) => ((await call(`devices/${udid}/facts`)) as { facts: readonly PhoneFact[] }).facts,
    inSlot: async (slot) => {
      const found = (await list()).find((report) => report.slot === slot)
      if (found === undefined) throw new Error(`no device in slot ${slot}`)
      return found
    },
    unplug: (udid) => post(udid, 'unplug'),
    plug: (udid, slot) => post(udid, 'plug', slot === undefined ? {} : { slot }),
    hands: (udid, kind, answers) =>
      post(udid, 'hands', { hands: { kind }, ...(answers === undefined ? {} : { answers }) }),
    state: (udid, state) => post(udid, 'state', state),
    type: async (udid, kind, input) => {
      await until(udid, ({ prompts }) => prompts.some((prompt) => prompt.kind === kind))
      await post(udid, 'answer', { kind, answer: 'accept', input })
    },
    walkTo: async (udid, kind) => {
      for (;;) {
        const { prompts } = await until(udid, (report) => report.prompts.length > 0)
        const wanted = prompts.find((prompt) => prompt.kind === kind)
        if (wanted !== undefined) return wanted
        // A question may have gone meanwhile; then it is looked at again.
        await post(udid, 'answer', { id: prompts[0]?.id, answer: 'accept' }).catch(() => undefined)
      }
    },
    store: (udid, bundleId) => post(udid, 'store', { bundleId }),
    open: async (udid, bundleId) => ((await call(`devices/${udid}/open`, { bundleId })) as { opened: boolean }).opened,
    appleAccount: (udid, userName) => post(udid, 'apple-account', { userName, password: 'practice' }),
    joinNetwork: async (udid) => {
      await until(udid, ({ prompts }) => prompts.some(({ kind }) => kind === 'wifi'))
      await post(udid, 'answer', {
        kind: 'wifi',
        answer: 'accept',
        input: { ssid: 'Slipway Practice', password: 'practice-wifi' },
      })
    },
    removeProfile: async (udid, identifier) =>
      ((await call(`devices/${udid}/remove-profile`, { identifier })) as { removed: boolean }).removed,
    tap: async (udid, kind, answer = 'accept') => {
      await until(udid, ({ prompts }) => prompts.some((prompt) => prompt.kind === kind))
      await post(udid, 'answer', { kind, answer })
    },
  }
}
