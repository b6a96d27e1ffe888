import type { DeviceTap } from '../../../src-shared/device.ts'
import type { DeviceView } from '../../../src-shared/device-view.ts'
import { handedProfile } from '../../../src-shared/handed-profile.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'
import { waitingNote } from '../../../src-shared/waiting-note.ts'
import { printable } from './printable.ts'

export type Progress = {
  readonly show: (views: readonly DeviceView[]) => void
  /** A sentence of its own, above what moves; after the end below it. */
  readonly say: (text: string) => void
  readonly end: () => void
}

const barWidth = 20
const redrawMs = 100
const waitedEveryMs = 20_000

/** A bar per device on a terminal that has room for them; otherwise a plain line whenever a device moves on. */
export function createProgress(translator: Translator, out: NodeJS.WriteStream, devices: number): Progress {
  const hasRoom = out.isTTY && devices + 4 <= (out.rows ?? 24)
  return hasRoom ? barProgress(translator, out) : lineProgress(translator, out)
}

export function bySlot(views: readonly DeviceView[]): DeviceView[] {
  return [...views].sort((a, b) => (a.slot ?? 999) - (b.slot ?? 999))
}

function lineProgress(translator: Translator, out: NodeJS.WriteStream): Progress {
  const last = new Map<string, string>()
  const show = (views: readonly DeviceView[]): void => {
    for (const view of bySlot(views)) {
      const words = standing(view, translator)
      if (last.get(view.udid) === words) continue
      last.set(view.udid, words)
      out.write(`${label(view)}  ${words}\n`)
    }
  }
  const again = againAndAgain(show)
  return { show: again.show, say: (text) => out.write(`${text}\n`), end: again.end }
}

/** Devices that wait have something to say after a while without anything having happened to them. */
function againAndAgain(show: (views: readonly DeviceView[]) => void) {
  let latest: readonly DeviceView[] = []
  const timer = setInterval(() => show(latest), waitedEveryMs)
  timer.unref()
  return {
    show: (views: readonly DeviceView[]) => show((latest = views)),
    end: () => clearInterval(timer),
  }
}

function barProgress(translator: Translator, out: NodeJS.WriteStream): Progress {
  let drawn = 0
  let latest: readonly DeviceView[] = []
  let timer: NodeJS.Timeout | null = null
  let ended = false
  const erase = (): void => {
    if (drawn > 0) out.write(`\u001b[${drawn}A\u001b[0J`)
    drawn = 0
  }
  const draw = (): void => {
    timer = null
    erase()
    const width = out.columns ?? 80
    const lines = bySlot(latest).map((view) =>
      `${label(view)}  ${bar(view)}  ${standing(view, translator)}`.slice(0, width - 1),
    )
    out.write(lines.map((line) => `${line}\n`).join(''))
    drawn = lines.length
  }
  const again = againAndAgain((views) => {
    latest = views
    timer ??= setTimeout(draw, redrawMs)
  })
  return {
    show: again.show,
    say: (text) => {
      if (ended) return void out.write(`${text}\n`)
      erase()
      out.write(`${text}\n`)
      draw()
    },
    end: () => {
      again.end()
      if (timer !== null) clearTimeout(timer)
      draw()
      ended = true
    },
  }
}

function label(view: DeviceView): string {
  return `${String(view.slot ?? '?').padStart(3)}  ${printable(view.facts?.serial ?? view.udid.slice(-12)).padEnd(12)}`
}

function bar(view: DeviceView): string {
  const steps = view.run?.steps ?? []
  const settled = steps.filter((step) => step.outcome !== 'pending' && step.outcome !== 'running').length
  // Before the plan there is one step only; it must not look half done.
  const share = steps.length < 2 ? 0 : settled / steps.length
  const full = Math.round(share * barWidth)
  return `[${'#'.repeat(full)}${'.'.repeat(barWidth - full)}]`
}

/** The stage in words, with the step or the tap that goes with it. */
function standing(view: DeviceView, translator: Translator): string {
  const { t, reason, error } = translator
  const note = waitingNote(view, Date.now())
  const stage = t(`cli:stage.${view.stage}`)
  if (view.error !== null && view.stage === 'needsAttention')
    return `${stage}: ${printable(error(view.error).sentence)}`
  if (note !== null) return `${stage}: ${t(`waiting:short.${note.kind}`)}`
  if (view.tap !== null && view.stage !== 'enrolled') return `${stage}: ${tapWords(view, view.tap, translator)}`
  const step = view.run?.currentStep
  return step != null && view.stage === 'running' ? `${stage}: ${reason(`step.${step}`)}` : stage
}

/** A profile that was handed over waits on the device so long and no longer. */
function tapWords({ run }: DeviceView, tap: DeviceTap, { t, language }: Translator): string {
  const what = t(`cli:tap.${tap}`)
  const handed = handedProfile(tap, { tapSince: run?.tapSince ?? null, step: run?.currentStep ?? null }, Date.now())
  if (handed === null) return what
  const time = new Date(handed.install.dueAt).toLocaleTimeString(language, { timeStyle: 'short' })
  return t('waiting:handed.until', { what, time })
}
