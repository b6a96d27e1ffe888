import * as z from 'zod'
import { AppError } from '../../src-shared/errors.ts'

const deviceTruth = z.looseObject({
  slot: z.number(),
  attached: z.boolean(),
  identity: z.looseObject({ udid: z.string(), serial: z.string(), marketingName: z.string() }),
  storage: z.looseObject({ setupDone: z.boolean(), enrolled: z.boolean(), supervised: z.boolean() }),
  counts: z.record(z.string(), z.number()),
})
export type DeviceTruth = z.infer<typeof deviceTruth>

/** The practice user's side of the cart: cables and fingers. Never part of staging; only practice runs and tests use it. */
export class PracticeCartControl {
  readonly #url: string
  readonly #token: string

  constructor(url: string, token: string) {
    this.#url = url.replace(/\/$/, '')
    this.#token = token
  }

  async devices(): Promise<readonly DeviceTruth[]> {
    const answer = await this.#call('GET', '/devices')
    return z.object({ devices: z.array(deviceTruth) }).parse(answer).devices
  }

  async unplug(udid: string): Promise<void> {
    await this.#call('POST', `/devices/${udid}/unplug`, {})
  }

  async plug(udid: string): Promise<void> {
    await this.#call('POST', `/devices/${udid}/plug`, {})
  }

  async hands(udid: string, kind: 'atOnce' | 'never' | 'operator'): Promise<void> {
    await this.#call('POST', `/devices/${udid}/hands`, { hands: { kind } })
  }

  async #call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    })
    const text = await response.text()
    if (!response.ok)
      throw new AppError('app.unexpected', { detail: `practice cart: ${method} ${path}: ${response.status}` })
    return text === '' ? {} : JSON.parse(text)
  }
}
