import type { AssetChange, assetsContract } from '../../src-shared/assets-contract.ts'
import { AppError } from '../../src-shared/errors.ts'
import type { Handlers } from '../../src-shared/rpc.ts'

/** A list of inventory numbers in memory, with the refusals of the real one. */
export class ScriptedAssets {
  readonly bySerial = new Map<string, string>()
  readonly #told = new Set<(changes: AssetChange[]) => void>()

  readonly handlers: Handlers<typeof assetsContract> = {
    'assets.look': async ({ serials }) => ({
      entries: serials.flatMap((serial) => {
        const asset = this.bySerial.get(serial)
        return asset === undefined ? [] : [{ serial, asset }]
      }),
    }),
    'assets.find': async ({ asset }) => ({ serial: this.#owner(asset) }),
    'assets.bind': async ({ serial, asset, replace }) => {
      const owner = this.#owner(asset)
      const before = this.bySerial.get(serial) ?? null
      if (owner === serial) return { changes: [] }
      if (owner !== null && !replace) throw new AppError('assets.taken', { asset, owner, serial })
      if (before !== null && !replace) throw new AppError('assets.hasOther', { serial, before, asset })
      const freed = owner === null ? [] : [{ serial: owner, from: asset, to: null }]
      return { changes: this.#apply([...freed, { serial, from: before, to: asset }]) }
    },
    'assets.undo': async ({ changes }) => {
      this.#apply(changes.map(({ serial, from, to }) => ({ serial, from: to, to: from })))
      return {}
    },
    'assets.feed': (_input, { signal }) => this.#feed(signal),
  }

  #owner(asset: string): string | null {
    return [...this.bySerial].find(([, listed]) => listed === asset)?.[0] ?? null
  }

  #apply(changes: AssetChange[]): AssetChange[] {
    for (const { serial, to } of changes) {
      if (to === null) this.bySerial.delete(serial)
      else this.bySerial.set(serial, to)
    }
    for (const tell of this.#told) tell(changes)
    return changes
  }

  async *#feed(signal: AbortSignal) {
    while (!signal.aborted) {
      const changes = await new Promise<AssetChange[]>((resolve) => {
        const hear = (told: AssetChange[]): void => {
          this.#told.delete(hear)
          resolve(told)
        }
        this.#told.add(hear)
        signal.addEventListener('abort', () => hear([]), { once: true })
      })
      if (changes.length > 0) yield { changes }
    }
  }
}
