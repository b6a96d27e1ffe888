import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { DeviceStage } from '../../src-shared/device.ts'
import type { DeviceView } from '../../src-shared/device-view.ts'
import type { Cue } from './tones.ts'

type Devices = Readonly<Record<string, DeviceView>>

const finished: ReadonlySet<DeviceStage> = new Set(['enrolled', 'prepared', 'awaitingUser'])
const stopped: ReadonlySet<DeviceStage> = new Set(['needsAttention', 'interrupted'])

/** Devices that are other than they were. Those that did not change are the same objects. */
export function changedDevices(before: Devices, now: Devices): readonly DeviceView[] {
  return Object.values(now).filter((device) => device !== before[device.udid])
}

/** The one sound for what changed meanwhile, the most urgent; null when nobody needs to look up. */
export function cueFor(before: Devices, now: Devices): Cue | null {
  const changed = changedDevices(before, now)
  const entered = (stages: ReadonlySet<DeviceStage>): boolean =>
    changed.some(({ udid, stage }) => stages.has(stage) && !stages.has(before[udid]?.stage ?? 'seen'))
  if (entered(stopped)) return 'attention'
  if (changed.some(({ udid, tap }) => tap !== null && tap !== before[udid]?.tap)) return 'tap'
  return entered(finished) ? 'done' : null
}

/** In a window that is silent otherwise: only what a blueprint wants to be heard, its end. */
export function cueAskedFor(before: Devices, now: Devices, blueprints: readonly Blueprint[]): Cue | null {
  const asks = ({ run }: DeviceView): boolean => blueprints.some(({ id, end }) => end.sound && id === run?.blueprintId)
  const done = changedDevices(before, now).some(
    (device) => asks(device) && finished.has(device.stage) && !finished.has(before[device.udid]?.stage ?? 'seen'),
  )
  return done ? 'done' : null
}
