import { isRetryable, isStageable } from '../device-words.ts'
import { retryRuns } from '../state/act.ts'
import { useDevices } from '../state/devices.ts'
import { useSelection } from '../state/selection.ts'
import { useStation } from '../state/station.ts'
import { changeBenchSettings, useBenchSettings } from '../scanner/bench-settings.ts'
import { undoLastTag, useScans } from '../scanner/scans.ts'
import { focusSlot } from './go-to-device.ts'
import { say } from './notes.ts'
import { openOverlay } from './overlay.ts'

export type CommandLabel =
  | 'shortcuts'
  | 'settings'
  | 'selectReady'
  | 'selectStopped'
  | 'clear'
  | 'stage'
  | 'retry'
  | 'mute'
  | 'unmute'
  | 'themeLight'
  | 'themeDark'
  | 'themeSystem'
  | 'languageEn'
  | 'languageFr'
  | 'account'
  | 'undoTag'
  | 'focusCart'

export type Command = {
  readonly label: CommandLabel
  /** The single key that does it, outside fields. */
  readonly letter?: string
  /** Left out of the palette where it would do nothing. */
  readonly offered?: () => boolean
  readonly run: () => void | Promise<void>
}

const listed = () => {
  const { attached, byUdid } = useDevices.getState()
  return attached.flatMap((udid) => byUdid[udid] ?? [])
}
const hint = (key: 'nothingSelected' | 'nothingStopped'): void =>
  say({ intent: 'info', words: ({ t }) => t(`keys:command.${key}`) })

function stageSelected(): void {
  const { selected, open } = useSelection.getState()
  const udids = listed()
    .filter((device) => selected.has(device.udid) && isStageable(device))
    .map(({ udid }) => udid)
  if (udids.length === 0) return hint('nothingSelected')
  focusCart()
  open({ kind: 'stage', udids, blueprintId: null, retry: false })
}

function selectWhere(fits: (device: ReturnType<typeof listed>[number]) => boolean): void {
  const udids = listed()
    .filter(fits)
    .map(({ udid }) => udid)
  const [first] = udids
  if (first === undefined) return hint('nothingStopped')
  useSelection.getState().select(udids)
  focusSlot(first)
}

async function retryStopped(): Promise<void> {
  const { selected } = useSelection.getState()
  const stopped = listed().filter((device) => isRetryable(device) && (selected.size === 0 || selected.has(device.udid)))
  if (stopped.length === 0) return hint('nothingStopped')
  await retryRuns(stopped.map(({ udid }) => udid))
}

function focusCart(): void {
  const [first] = useDevices.getState().attached
  if (first !== undefined) focusSlot(first)
}

const setTheme = (theme: 'light' | 'dark' | 'system') => () => useStation.getState().setTheme(theme)
const soundsOn = (): boolean => useBenchSettings.getState().sounds

/** What can be done from the keyboard anywhere, with its key where it has one. */
export const commands: readonly Command[] = [
  { label: 'stage', letter: 's', run: stageSelected },
  {
    label: 'selectReady',
    letter: 'a',
    run: () =>
      useSelection.getState().select(
        listed()
          .filter(({ stage }) => stage === 'ready')
          .map(({ udid }) => udid),
      ),
  },
  { label: 'selectStopped', letter: 'f', run: () => selectWhere(isRetryable) },
  { label: 'retry', letter: 'r', run: retryStopped },
  {
    label: 'clear',
    letter: 'c',
    offered: () => useSelection.getState().selected.size > 0,
    run: () => useSelection.getState().select([]),
  },
  { label: 'focusCart', letter: 'g', run: focusCart },
  { label: 'undoTag', letter: 'u', offered: () => useScans.getState().undoable.length > 0, run: undoLastTag },
  { label: 'mute', letter: 'm', offered: soundsOn, run: () => changeBenchSettings({ sounds: !soundsOn() }) },
  { label: 'unmute', offered: () => !soundsOn(), run: () => changeBenchSettings({ sounds: true }) },
  { label: 'shortcuts', letter: '?', run: () => openOverlay('shortcuts') },
  { label: 'settings', run: () => openOverlay('settings') },
  { label: 'account', run: () => useSelection.getState().open({ kind: 'account' }) },
  { label: 'themeLight', offered: () => useStation.getState().theme !== 'light', run: setTheme('light') },
  { label: 'themeDark', offered: () => useStation.getState().theme !== 'dark', run: setTheme('dark') },
  { label: 'themeSystem', offered: () => useStation.getState().theme !== 'system', run: setTheme('system') },
  {
    label: 'languageEn',
    offered: () => useStation.getState().language !== 'en',
    run: () => useStation.getState().setLanguage('en'),
  },
  {
    label: 'languageFr',
    offered: () => useStation.getState().language !== 'fr',
    run: () => useStation.getState().setLanguage('fr'),
  },
]
