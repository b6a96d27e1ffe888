import { create } from 'zustand'
import type { AssetChange } from '../../src-shared/assets-contract.ts'
import { toErrorRecord } from '../../src-shared/errors.ts'
import { api } from '../api.ts'
import { say } from '../keyboard/notes.ts'
import { useDevices } from '../state/devices.ts'
import { useSelection } from '../state/selection.ts'
import { noteAssets } from './assets.ts'
import { useBenchSettings } from './bench-settings.ts'
import { readScan } from './read-scan.ts'
import { goToDevice } from '../keyboard/go-to-device.ts'
import type { Bench, Outcome, Waiting } from './scan-target.ts'
import { onDevices, onScan, stillWaiting } from './scan-target.ts'
import { conflictNote, nameOf } from './scan-words.ts'

type ScanState = {
  readonly waiting: Waiting | null
  /** What the last binding changed, to be taken back. */
  readonly undoable: readonly AssetChange[]
  /** Selected by a scan: after its tag it is let go, so that the next tag is not for it. */
  readonly shown: string | null
}

export const useScans = create<ScanState>(() => ({ waiting: null, undoable: [], shown: null }))

type Take = (texts: readonly string[]) => boolean
const takers: Take[] = []

/** A page that has its own use for scans gets them first, the one asked last before others; false passes one on. */
export function takeScans(take: Take): () => void {
  takers.push(take)
  return () => void takers.splice(takers.indexOf(take), 1)
}

export function handleScan(texts: readonly string[]): void {
  if (takers.toReversed().some((take) => take(texts))) return
  const scan = readScan(texts, Object.values(useDevices.getState().byUdid), useBenchSettings.getState())
  act(onScan(useScans.getState().waiting, scan, bench()))
}

/** Devices that are plugged in while a tag waits. @returns stops */
export function followCables(): () => void {
  return useDevices.subscribe((now, before) => {
    const { waiting } = useScans.getState()
    if (waiting === null || !before.loaded || now.byUdid === before.byUdid) return
    const outcome = onDevices(waiting, before.byUdid, now.byUdid, Date.now())
    if (outcome !== null) act(outcome)
    else if (stillWaiting(waiting, Date.now()) === null) useScans.setState({ waiting: null })
  })
}

export async function undoLastTag(): Promise<void> {
  const { undoable } = useScans.getState()
  if (undoable.length === 0) return
  useScans.setState({ undoable: [] })
  await api()['assets.undo']({ changes: [...undoable] })
  noteAssets(undoable.map(({ serial, from, to }) => ({ serial, from: to, to: from })))
  say({ intent: 'success', words: ({ t }) => t('keys:scan.undone') })
}

function bench(): Bench {
  const { selected, panel } = useSelection.getState()
  const opened = panel?.kind === 'device' ? panel.udid : null
  return { devices: Object.values(useDevices.getState().byUdid), selected, opened, now: Date.now() }
}

function act(outcome: Outcome): void {
  switch (outcome.kind) {
    case 'bind':
      return void bind(outcome.serial, outcome.asset, false)
    case 'look':
      return void look(outcome.asset)
    case 'show':
      useScans.setState({ shown: outcome.udid })
      goToDevice(outcome.udid)
      return say({
        intent: 'info',
        words: (text) => text.t('keys:scan.shown', { name: nameOf(outcome.serial, text), serial: outcome.serial }),
      })
    case 'wait':
      return wait(outcome.waiting)
    case 'which':
      return say({ intent: 'warning', words: ({ t }) => t('keys:scan.which', { asset: outcome.asset }) })
    default:
      return say({ intent: 'warning', words: ({ t }) => t(`keys:scan.${outcome.kind}`, { text: outcome.text }) })
  }
}

function wait(waiting: Waiting): void {
  useScans.setState({ waiting })
  const slot = waiting.kind === 'device' ? (useDevices.getState().byUdid[waiting.udid]?.slot ?? null) : null
  say({
    intent: 'info',
    words: ({ t }) => {
      if (waiting.kind === 'serial') return t('keys:scan.waitingSerial', { serial: waiting.serial })
      if (waiting.kind === 'tag') return t('keys:scan.waitingTag', { asset: waiting.asset })
      const place = slot === null ? t('slot.noSlot') : t('slot.slot', { slot })
      return t('keys:scan.waitingDevice', { asset: waiting.asset, slot: place })
    },
    actions: [{ label: 'scan.cancel', run: async () => useScans.setState({ waiting: null }) }],
  })
}

/** A tag with nobody to give it to: whose it is, or else it waits. */
async function look(asset: string): Promise<void> {
  try {
    const { serial } = await api()['assets.find']({ asset })
    if (serial === null) return wait({ kind: 'tag', asset, at: Date.now() })
    const device = Object.values(useDevices.getState().byUdid).find(
      ({ facts }) => facts?.serial?.toUpperCase() === serial,
    )
    if (device === undefined)
      return say({ intent: 'info', words: ({ t }) => t('keys:scan.tagElsewhere', { asset, serial }) })
    goToDevice(device.udid)
    say({
      intent: 'info',
      words: (text) => text.t('keys:scan.tagShown', { asset, name: nameOf(serial, text), serial }),
    })
  } catch (thrown) {
    say({ intent: 'error', words: (text) => text.error(toErrorRecord(thrown)).sentence })
  }
}

async function bind(serial: string, asset: string, replace: boolean): Promise<void> {
  useScans.setState({ waiting: null })
  try {
    const { changes } = await api()['assets.bind']({ serial, asset, replace })
    noteAssets(changes)
    useScans.setState({ undoable: changes })
    letGo()
    const key = changes.length === 0 ? 'same' : 'bound'
    say({
      intent: 'success',
      words: (text) => text.t(`keys:scan.${key}`, { asset, name: nameOf(serial, text), serial }),
      actions: changes.length === 0 ? [] : [{ label: 'scan.undo', run: undoLastTag }],
    })
  } catch (thrown) {
    say(conflictNote(toErrorRecord(thrown), () => bind(serial, asset, true)))
  }
}

function letGo(): void {
  const { shown } = useScans.getState()
  const { selected, select } = useSelection.getState()
  if (shown !== null && selected.size === 1 && selected.has(shown)) select([])
  useScans.setState({ shown: null })
}
