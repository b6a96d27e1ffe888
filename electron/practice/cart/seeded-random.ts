import { sha256 } from '../../lib/crypto.ts'

/** Numbers that look random and are the same again for the same seed: a cart can be had twice. Never for secrets. */
export type SeededRandom = {
  readonly bytes: (length: number) => Buffer
  /** 0 … below - 1. */
  readonly below: (limit: number) => number
  readonly pick: <T>(list: readonly T[]) => T
  readonly characters: (alphabet: string, length: number) => string
}

export function seededRandom(seed: string): SeededRandom {
  let block = 0
  let stock = Buffer.alloc(0)
  const bytes = (length: number): Buffer => {
    while (stock.length < length) {
      stock = Buffer.concat([stock, sha256(`${seed}/${block}`)])
      block += 1
    }
    const taken = stock.subarray(0, length)
    stock = stock.subarray(length)
    return taken
  }
  const below = (limit: number): number => bytes(4).readUInt32BE() % limit
  const pick = <T>(list: readonly T[]): T => {
    const chosen = list[below(list.length)]
    if (chosen === undefined) throw new RangeError('nothing to pick from')
    return chosen
  }
  const characters = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet.charAt(below(alphabet.length))).join('')
  return { bytes, below, pick, characters }
}
