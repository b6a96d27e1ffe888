import { AppError } from '../../src-shared/errors.ts'
import type { Handover, OperatorView, ShiftReview, ShiftView } from '../../src-shared/shift-contract.ts'
import { constantTimeEqual, randomBytes, randomUuid, scryptKey } from '../lib/crypto.ts'
import type { Operator, Shifts } from '../store/shifts.ts'

export type ShiftDeskOptions = {
  readonly shifts: Shifts
  readonly settings: {
    readonly setting: (name: string) => Promise<string | null>
    readonly putSetting: (name: string, value: string) => Promise<void>
  }
  readonly review: () => Promise<ShiftReview>
  readonly clock: { readonly now: () => number }
}

type SignOn =
  | { readonly with: 'pin'; readonly operatorId: string; readonly pin: string }
  | { readonly with: 'badge'; readonly badge: string }

/** One salt for all badges, so that a scan is looked up by one key instead of being tried against everybody. */
const badgeSalt = 'shift.badgeSalt'
/** After so many wrong tries each further one is waited for, twice as long each time, up to the longest. */
const freeTries = 2
const waitMs = { first: 2_000, longest: 5 * 60_000 }

/** Who is signed on. One sign-on is looked at after the other, so that tries cannot be made side by side. */
export class ShiftDesk {
  readonly #options: ShiftDeskOptions
  readonly #listeners = new Set<() => void>()
  #turn: Promise<unknown> = Promise.resolve()
  #wrongBadges = { count: 0, waitUntil: 0 }

  constructor(options: ShiftDeskOptions) {
    this.#options = options
  }

  /** Null while nobody is signed on. */
  async operator(): Promise<string | null> {
    return (await this.#options.shifts.open())?.name ?? null
  }

  async view(): Promise<ShiftView> {
    const { shifts } = this.#options
    const [operators, open, handover] = await Promise.all([shifts.operators(), shifts.open(), shifts.lastHandover()])
    const current = open && { operatorId: open.operatorId, name: open.name, startedAt: open.startedAt }
    return { operators: operators.map(operatorView), current, handover }
  }

  async *feed(signal: AbortSignal): AsyncGenerator<ShiftView> {
    while (!signal.aborted) {
      const changed = this.#nextChange(signal)
      yield await this.view()
      await changed
    }
  }

  addOperator(wanted: { name: string; pin: string | null; badge: string | null }): Promise<OperatorView> {
    return this.#inTurn(async () => {
      const { shifts, clock } = this.#options
      const { name, pin, badge } = wanted
      const known = await shifts.operators()
      if (known.length > 0 && (await shifts.open()) === null) throw new AppError('shift.signOnFirst')
      if (pin === null && badge === null) throw new AppError('shift.nothingToSignOnWith')
      if (known.some((one) => one.name.toLowerCase() === name.toLowerCase()))
        throw new AppError('shift.nameTaken', { name })
      const badgeKey = badge === null ? null : await this.#badgeKey(badge)
      if (badgeKey !== null && withBadge(known, badgeKey) !== undefined) throw new AppError('shift.badgeTaken')
      const operator = { id: randomUuid(), name, pin: pin === null ? null : await keyOfPin(pin), badgeKey }
      await shifts.addOperator(operator, clock.now())
      return operatorView(operator)
    })
  }

  removeOperator(id: string): Promise<void> {
    return this.#inTurn(async () => {
      const { shifts } = this.#options
      const open = await shifts.open()
      if (open === null) throw new AppError('shift.signOnFirst')
      if (open.operatorId === id) throw new AppError('shift.isSignedOn')
      await shifts.removeOperator(id)
    })
  }

  /** @throws AppError `shift.wrong` with how often; `shift.wait` with the seconds until the next try */
  signOn(by: SignOn): Promise<ShiftView> {
    return this.#inTurn(async () => {
      const operator = by.with === 'pin' ? await this.#byPin(by.operatorId, by.pin) : await this.#byBadge(by.badge)
      const open = await this.#options.shifts.open()
      if (open?.operatorId !== operator.id) {
        if (open !== null) await this.#end(open.id, '')
        await this.#options.shifts.begin(operator, this.#options.clock.now())
      }
      return this.view()
    })
  }

  signOff(note: string): Promise<Handover> {
    return this.#inTurn(async () => {
      const { shifts } = this.#options
      const open = await shifts.open()
      if (open === null) throw new AppError('shift.nobody')
      await this.#end(open.id, note.trim())
      const handover = await shifts.lastHandover()
      if (handover === null) throw new AppError('shift.nobody')
      return handover
    })
  }

  async #end(id: number, note: string): Promise<void> {
    await this.#options.shifts.end(id, this.#options.clock.now(), note, await this.#options.review())
  }

  async #byPin(operatorId: string, pin: string): Promise<Operator> {
    const { shifts, clock } = this.#options
    const operator = (await shifts.operators()).find(({ id }) => id === operatorId)
    if (operator?.pin == null) throw new AppError('shift.wrong')
    this.#assertMayTry(operator.waitUntil)
    if (constantTimeEqual(await scryptKey(pin.trim(), operator.pin.salt), operator.pin.key)) {
      await shifts.noteTries(operator.id, 0, 0)
      return operator
    }
    const wrong = operator.wrongPins + 1
    await shifts.noteTries(operator.id, wrong, clock.now() + waitAfter(wrong))
    throw new AppError('shift.wrong')
  }

  async #byBadge(badge: string): Promise<Operator> {
    const { shifts, clock } = this.#options
    this.#assertMayTry(this.#wrongBadges.waitUntil)
    const operator = withBadge(await shifts.operators(), await this.#badgeKey(badge))
    if (operator === undefined) {
      const count = this.#wrongBadges.count + 1
      this.#wrongBadges = { count, waitUntil: clock.now() + waitAfter(count) }
      throw new AppError('shift.wrong')
    }
    this.#wrongBadges = { count: 0, waitUntil: 0 }
    return operator
  }

  #assertMayTry(waitUntil: number): void {
    const missing = waitUntil - this.#options.clock.now()
    if (missing > 0) throw new AppError('shift.wait', { seconds: Math.ceil(missing / 1000) })
  }

  async #badgeKey(badge: string): Promise<Buffer> {
    const { settings } = this.#options
    const known = await settings.setting(badgeSalt)
    const salt = known ?? randomBytes(16).toString('hex')
    if (known === null) await settings.putSetting(badgeSalt, salt)
    return scryptKey(badge.trim(), Buffer.from(salt, 'hex'))
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work)
    this.#turn = result.then(
      () => this.#changed(),
      () => {},
    )
    return result
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }

  #nextChange(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#listeners.delete(wake)
        resolve()
      }
      this.#listeners.add(wake)
      signal.addEventListener('abort', wake, { once: true })
    })
  }
}

/** How long the next try has to wait after so many wrong ones in a row, in milliseconds. */
export function waitAfter(wrong: number): number {
  if (wrong <= freeTries) return 0
  return Math.min(waitMs.longest, waitMs.first * 2 ** (wrong - freeTries - 1))
}

async function keyOfPin(pin: string) {
  const salt = randomBytes(16)
  return { salt, key: await scryptKey(pin.trim(), salt) }
}

function withBadge(operators: readonly Operator[], key: Uint8Array): Operator | undefined {
  return operators.find(({ badgeKey }) => badgeKey !== null && constantTimeEqual(badgeKey, key))
}

function operatorView({ id, name, pin, badgeKey }: Pick<Operator, 'id' | 'name' | 'pin' | 'badgeKey'>): OperatorView {
  return { id, name, hasPin: pin !== null, hasBadge: badgeKey !== null }
}
