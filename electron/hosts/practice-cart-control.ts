import * as z from 'zod'
import { AppError } from '../../src-shared/errors.ts'
import { practiceHands, practicePrompt } from '../../src-shared/practice-contract.ts'
import type { PracticeHands } from '../../src-shared/practice-contract.ts'

const deviceTruth = z.looseObject({
  slot: z.number(),
  attached: z.boolean(),
  plugged: z.boolean(),
  running: z.boolean(),
  power: z.string(),
  locked: z.boolean(),
  batteryPercent: z.number(),
  identity: z.looseObject({
    udid: z.string(),
    serial: z.string(),
    marketingName: z.string(),
    deviceClass: z.string(),
  }),
  storage: z.looseObject({
    deviceName: z.string(),
    setupDone: z.boolean(),
    enrolled: z.boolean(),
    supervised: z.boolean(),
  }),
  counts: z.record(z.string(), z.number()),
  prompts: z.array(practicePrompt),
})
export type DeviceTruth = z.infer<typeof deviceTruth>

const cartSettings = z.looseObject({ hands: practiceHands, time: z.string() })

/** The practice user's side of the cart: cables and fingers. Never part of staging; only practice runs and tests use it. */
export class PracticeCartControl {
  #url = ''
  #token = ''

  constructor(url: string, token: string) {
    this.moveTo(url, token)
  }

  /** Another cart stands there now. */
  moveTo(url: string, token: string): void {
    this.#url = url.replace(/\/$/, '')
    this.#token = token
  }

  async devices(): Promise<readonly DeviceTruth[]> {
    const answer = await this.#call('GET', '/devices')
    return z.object({ devices: z.array(deviceTruth) }).parse(answer).devices
  }

  async settings(): Promise<{ readonly hands: PracticeHands; readonly time: string }> {
    return cartSettings.parse(await this.#call('GET', '/settings'))
  }

  async unplug(udid: string): Promise<void> {
    await this.#call('POST', `/devices/${udid}/unplug`, {})
  }

  async plug(udid: string, slot: number | null = null): Promise<void> {
    await this.#call('POST', `/devices/${udid}/plug`, slot === null ? {} : { slot })
  }

  async hands(udid: string, kind: 'atOnce' | 'never' | 'operator'): Promise<void> {
    await this.#call('POST', `/devices/${udid}/hands`, { hands: { kind } })
  }

  async handsOf(udid: string, hands: PracticeHands): Promise<void> {
    await this.#call('POST', `/devices/${udid}/hands`, { hands })
  }

  async wholeCartHands(hands: PracticeHands): Promise<void> {
    await this.#call('POST', '/hands', { hands })
  }

  async pace(time: string): Promise<void> {
    await this.#call('POST', '/pace', { time })
  }

  /** `restart` and `switchOn` are the buttons at its side. */
  async press(udid: string, button: 'restart' | 'switchOn'): Promise<void> {
    await this.#call('POST', `/devices/${udid}/${button}`, {})
  }

  async lock(udid: string): Promise<void> {
    await this.#call('POST', `/devices/${udid}/state`, { locked: true })
  }

  /** @returns false when the question is not open any more */
  async answer(
    udid: string,
    id: string,
    answer: 'accept' | 'refuse',
    input: Readonly<Record<string, string>>,
  ): Promise<boolean> {
    const status = await this.#send('POST', `/devices/${udid}/answer`, { id, answer, input }, [200, 409])
    return status.status === 200
  }

  /** Arms one of the cart's faults, as its schema has it. */
  async fault(fault: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#call('POST', '/faults', fault)
  }

  async #call(method: string, path: string, body?: unknown): Promise<unknown> {
    return (await this.#send(method, path, body, [200])).body
  }

  async #send(method: string, path: string, body: unknown, expected: readonly number[]) {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    })
    const text = await response.text()
    if (!expected.includes(response.status))
      throw new AppError('app.unexpected', { detail: `practice cart: ${method} ${path}: ${response.status}` })
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as unknown) }
  }
}
