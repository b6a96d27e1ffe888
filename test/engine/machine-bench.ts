import { expect } from 'vitest'
import { Guard } from '../../electron/engine/guard.ts'
import { next } from '../../electron/engine/machine.ts'
import { planDevice } from '../../electron/engine/planner.ts'
import { isUnderWay, unknownDevice } from '../../electron/engine/state.ts'
import type { DeviceState, Work } from '../../electron/engine/state.ts'
import { viewDevice } from '../../electron/engine/view.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'
import type { StepName } from '../../src-shared/step.ts'
import { bench, fresh, setupAssistant, used } from './fixtures.ts'

// A device, the engine's machine and guard, and everything that may come between: cables, crashes, other people.

const udid = used.udid

type Device = {
  plugged: boolean
  /** usbmux counts up with every plug and restart. */
  deviceId: number
  facts: DeviceFacts
  /** Still knows this computer; an erase makes it forget. */
  honors: boolean
  /** Rises whenever somebody begins to use it: what an erase destroys. */
  life: number
}

type Consent = { readonly runId: string; readonly life: number }

/** One device and the engine's own machine and guard; what the cable and the crash do to them is said by the test. */
export class MachineBench {
  readonly journal: JournalEvent[] = []
  readonly device: Device = { plugged: false, deviceId: 0, facts: used, honors: true, life: 1 }
  readonly consents: Consent[] = []
  /** Lives that were destroyed by an erase of ours. */
  readonly erasures: number[] = []
  state: DeviceState = unknownDevice(udid)
  guard = new Guard()
  step: StepName | null = null
  #runs = 0

  dispatch(event: JournalEvent): void {
    this.journal.push(event)
    const { state, work } = next(this.state, event)
    this.state = state
    for (const item of work) this.#take(item)
    viewDevice(state, 1)
  }

  #take(work: Work): void {
    if (work.kind === 'step') {
      expect(this.state.presence).toBe('attached')
      expect(isUnderWay(this.state.run)).toBe(true)
      this.step = work.step
    }
    // A step that is told to stop says nothing any more; only an erase is heard to its end.
    if (work.kind === 'abort' && this.step !== 'erase') this.step = null
  }

  start(withConsent: boolean): void {
    if (this.state.run !== null && isUnderWay(this.state.run)) return
    const runId = `run ${(this.#runs += 1)}`
    if (withConsent) {
      this.guard.grant(udid, runId)
      this.consents.push({ runId, life: this.device.life })
    }
    this.dispatch({
      type: 'runStarted',
      at: 1,
      runId,
      batchId: 'b',
      blueprint: setupAssistant,
      eraseConsent: withConsent,
      operator: null,
    })
  }

  plug(): void {
    if (this.device.plugged) return
    this.device.plugged = true
    this.device.deviceId += 1
    this.dispatch({ type: 'attached', at: 1, deviceId: this.device.deviceId, locationId: 1, slot: 1 })
  }

  unplug(): void {
    if (!this.device.plugged) return
    this.device.plugged = false
    this.dispatch({ type: 'detached', at: 1 })
  }

  /** The process dies where it stands and a new one reads the journal. */
  crash(): void {
    this.step = null
    this.guard = new Guard()
    this.state = this.journal.reduce((state, event) => next(state, event).state, unknownDevice(udid))
    this.guard.restore(this.state)
    this.dispatch({ type: 'restarted', at: 1 })
    if (!this.device.plugged) return
    this.dispatch({ type: 'attached', at: 1, deviceId: this.device.deviceId, locationId: 1, slot: 1 })
  }

  /** Somebody walks through Setup Assistant and keeps pictures on it, while we are not looking. */
  use(): void {
    if (this.device.facts.setupDone === true) return
    this.device.facts = used
    this.device.life += 1
  }

  /** Another computer, or the person, erases it. */
  eraseElsewhere(): void {
    this.#wipe()
  }

  #wipe(): void {
    this.device.facts = fresh
    this.device.honors = false
    if (this.device.plugged) this.unplug()
  }

  /** The step that is due is begun and done, as far as `end` lets it. */
  work(end: 'done' | 'failed' | 'crashBefore' | 'crashAfter' | 'unheard'): void {
    const { step } = this
    if (step === null || this.state.run?.status !== 'active' || !this.device.plugged) return
    this.step = null
    const resumed = this.state.run.steps.find((one) => one.name === step)?.startedAt != null
    this.dispatch({ type: 'stepStarted', at: 1, step })
    if (end === 'failed') return this.#fail(step)
    if (step === 'erase') return this.#erase(end, resumed)
    if (end === 'crashBefore' || end === 'crashAfter') return this.crash()
    if (step === 'identify') this.#identify()
    if (this.state.run?.current !== step) return
    if (step === 'pair') this.device.honors = true
    if (step === 'enroll') return this.dispatch({ type: 'enrollmentAwaited', at: 1 })
    this.dispatch({ type: 'stepDone', at: 1, step, reason: null })
  }

  #identify(): void {
    this.device.honors = true
    this.dispatch({ type: 'identified', at: 1, facts: this.device.facts })
    const { run } = this.state
    if (run === null) return
    const plan = planDevice(this.device.facts, setupAssistant, { ...bench, eraseConsent: run.eraseConsent })
    this.dispatch({ type: 'planned', at: 1, plan })
    if (plan.problems.length > 0) this.#fail('identify')
  }

  /** What steps/erase.ts does, with the device of this model in place of a cable. */
  #erase(end: 'done' | 'crashBefore' | 'crashAfter' | 'unheard', resumed: boolean): void {
    const { facts, honors } = this.device
    const anew = !honors
    this.device.honors = true
    const ordered = this.state.run?.eraseOrderedAt != null
    const isErased = facts.cloudConfigured === false && facts.activationState === 'Unactivated'
    if (resumed && isErased) {
      this.dispatch({ type: 'identified', at: 1, facts })
      return this.dispatch({ type: 'stepDone', at: 1, step: 'erase', reason: 'erase.alreadyHappened' })
    }
    const changed = anew || this.state.facts?.setupDone !== facts.setupDone
    if (ordered ? anew : changed) return this.#fail('erase')
    if (ordered) this.guard.renew(this.state)
    if (end === 'crashBefore') return this.crash()
    try {
      this.guard.redeem(this.state, 1, (runId) => this.dispatch({ type: 'eraseOrdered', at: 1, runId }))
    } catch {
      return this.#fail('erase')
    }
    expect(this.journal.at(-1)?.type).toBe('eraseOrdered')
    this.erasures.push(this.device.life)
    this.device.facts = fresh
    this.device.honors = false
    if (end === 'crashAfter') return this.crash()
    if (end === 'unheard') this.unplug()
    this.dispatch({ type: 'stepDone', at: 1, step: 'erase', reason: end === 'unheard' ? 'erase.unheard' : null })
  }

  #fail(step: StepName): void {
    const error = { code: 'app.timeout', message: 'x', details: {} }
    this.dispatch({ type: 'stepFailed', at: 1, step, error })
  }

  /** Nothing gets in the way any more: cable in, everybody taps. */
  settle(): void {
    for (let turn = 0; turn < 60 && isUnderWay(this.state.run) && this.state.run.status !== 'awaiting'; turn += 1) {
      if (this.state.run.status === 'away' && this.device.plugged) this.unplug()
      this.plug()
      this.work('done')
    }
  }
}
