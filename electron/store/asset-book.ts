import type { AssetChange, AssetEntry } from '../../src-shared/assets-contract.ts'
import { AppError } from '../../src-shared/errors.ts'
import { writeWhole } from '../lib/write-whole.ts'
import { readAssetText } from './asset-list.ts'
import type { AssetLine } from './asset-lines.ts'
import { assetsOf, changeAssetLines, parseAssetLines } from './asset-lines.ts'

/**
 * The inventory numbers of a data directory. The file is the truth, so that people may edit it beside Slipway: it is read
 * for each question, and each change reads it, changes its lines and writes it whole. One change at a time.
 */
export class AssetBook {
  readonly #path: string
  readonly #told = new Set<(changes: readonly AssetChange[]) => void>()
  #turn: Promise<unknown> = Promise.resolve()

  constructor(path: string) {
    this.#path = path
  }

  /** By serial number in capitals. @throws AppError `app.fileUnreadable` */
  async read(): Promise<ReadonlyMap<string, string>> {
    return assetsOf(await this.#lines())
  }

  async look(serials: readonly string[]): Promise<AssetEntry[]> {
    const assets = await this.read()
    return serials.flatMap((serial) => {
      const asset = assets.get(serial)
      return asset === undefined ? [] : [{ serial, asset }]
    })
  }

  async find(asset: string): Promise<string | null> {
    return ownerOf(await this.read(), asset)
  }

  /**
   * Gives a device its inventory number. Without `replace` nothing that is listed is changed.
   * @throws AppError `assets.taken`, `assets.hasOther`, `app.fileUnreadable`, `app.fileUnwritable`, `app.diskFull`
   */
  bind({ serial, asset }: AssetEntry, replace: boolean): Promise<AssetChange[]> {
    return this.#inTurn(async () => {
      const lines = await this.#lines()
      const assets = assetsOf(lines)
      const owner = ownerOf(assets, asset)
      const before = assets.get(serial) ?? null
      if (owner === serial) return []
      if (!replace && owner !== null) throw new AppError('assets.taken', { asset, owner, serial })
      if (!replace && before !== null) throw new AppError('assets.hasOther', { serial, before, asset })
      const freed = owner === null ? [] : [{ serial: owner, from: assets.get(owner) ?? null, to: null }]
      return this.#write(lines, [...freed, { serial, from: before, to: asset }])
    })
  }

  /** @throws AppError `assets.changed` when the list no longer says what these changes made of it */
  undo(changes: readonly AssetChange[]): Promise<void> {
    return this.#inTurn(async () => {
      const lines = await this.#lines()
      const assets = assetsOf(lines)
      const stale = changes.find(({ serial, to }) => (assets.get(serial) ?? null) !== to)
      if (stale !== undefined) throw new AppError('assets.changed', { serial: stale.serial })
      this.#write(
        lines,
        changes.map(({ serial, from, to }) => ({ serial, from: to, to: from })),
      )
    })
  }

  /** What changes from now on, each time as a whole. Ends when the signal fires. */
  async *feed(signal: AbortSignal): AsyncGenerator<{ changes: AssetChange[] }> {
    const waiting: AssetChange[] = []
    let wake = (): void => {}
    const take = (changes: readonly AssetChange[]): void => {
      waiting.push(...changes)
      wake()
    }
    const end = (): void => wake()
    this.#told.add(take)
    signal.addEventListener('abort', end, { once: true })
    try {
      while (!signal.aborted) {
        if (waiting.length > 0) yield { changes: waiting.splice(0, mostAtOnce) }
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      this.#told.delete(take)
      signal.removeEventListener('abort', end)
    }
  }

  async #lines(): Promise<readonly AssetLine[]> {
    return parseAssetLines(await readAssetText(this.#path))
  }

  #write(lines: readonly AssetLine[], changes: AssetChange[]): AssetChange[] {
    writeWhole(this.#path, changeAssetLines(lines, changes))
    for (const tell of this.#told) tell(changes)
    return changes
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work, work)
    this.#turn = mine.catch(() => {})
    return mine
  }
}

/** The contract's limit for one item. */
const mostAtOnce = 8

/** Labels are read by eye, too: capitals make no other number. */
function ownerOf(assets: ReadonlyMap<string, string>, asset: string): string | null {
  const wanted = asset.toUpperCase()
  for (const [serial, listed] of assets) if (listed.toUpperCase() === wanted) return serial
  return null
}
