import { readFileSync } from 'node:fs'

export type Lap = {
  readonly wallMs: number
  /** User and system time of the client's processes; null where /proc does not tell. */
  readonly clientCpuMs: number | null
  /** The same of the practice cart, which keeps running. */
  readonly cartCpuMs: number | null
}

export type Watched = {
  readonly cartPid: number | null
  /** A client that was running before and goes on afterwards; null: the work starts its processes and sees them end. */
  readonly clientPid: number | null
}

/** Linux counts in hundredths of a second, whatever the kernel's own tick. */
const msPerTick = 10

/** Runs `work` and says what it cost. No other process may be started and end meanwhile. */
export async function measure({ cartPid, clientPid }: Watched, work: () => Promise<void>): Promise<Lap> {
  const clientTicks = (): number | null => (clientPid === null ? endedChildrenTicks() : ownTicks(clientPid))
  const before = { at: performance.now(), client: clientTicks(), cart: ownTicks(cartPid) }
  await work()
  return {
    wallMs: performance.now() - before.at,
    clientCpuMs: ticksToMs(before.client, clientTicks()),
    cartCpuMs: ticksToMs(before.cart, ownTicks(cartPid)),
  }
}

function ticksToMs(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : (after - before) * msPerTick
}

function ownTicks(pid: number | null): number | null {
  return pid === null ? null : sumFields(`/proc/${pid}/stat`, 11, 12)
}

function endedChildrenTicks(): number | null {
  return sumFields('/proc/self/stat', 13, 14)
}

/** Fields of proc(5), counted from the state, which follows the name in its parentheses. */
function sumFields(path: string, first: number, second: number): number | null {
  try {
    const text = readFileSync(path, 'latin1')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return Number(fields[first]) + Number(fields[second])
  } catch {
    return null
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
