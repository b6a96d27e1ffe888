import { mkdirSync, readFileSync, renameSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** One device as the stand-in for cfgutil knows it. */
export type FakeDevice = {
  readonly ecid: string
  readonly udid: string
  readonly serialNumber: string
  readonly deviceType: string
  readonly deviceClass: string
  readonly locationID: number
  name: string
  bootedState: 'Booted' | 'Recovery' | 'DFU'
  activationState: 'Activated' | 'Unactivated'
  isPaired: boolean
  /** Somebody taps Trust. */
  trusts: boolean
  isSupervised: boolean
  organizationName: string | null
  /** SHA-256 of the certificate that supervises it; null: none. */
  supervisedBy: string | null
  pairingAllowed: boolean
  prepared: 'no' | 'automated' | 'manual'
  /** Apple has it for automated enrollment. */
  assigned: boolean
  hasNetwork: boolean
  activationLocked: boolean
  eSim: boolean
  language: string | null
  skipped: string[]
  profiles: { identifier: string; displayName: string }[]
  /** Arrived, and waiting for somebody to tap. */
  waitingProfiles: number
  apps: string[]
  erasures: number
  restarts: number
  isOff: boolean
  /** Milliseconds since 1970; before that it is not on the cable. */
  awayUntil: number
}

/** What one call does instead of, or before, what it is asked for. Used up by the first call of its verb. */
export type FakeFault = { readonly verb: string } & (
  | { readonly kind: 'hang'; readonly ignoresTerm?: boolean; readonly acts?: boolean }
  | { readonly kind: 'huge' }
  | { readonly kind: 'partial' }
  | { readonly kind: 'crash' }
  | { readonly kind: 'exit'; readonly code: number; readonly stderr: string }
  | { readonly kind: 'error' | 'deviceError'; readonly code: number; readonly domain: string; readonly message: string }
  | { readonly kind: 'otherDevice'; readonly ecid: string }
  | { readonly kind: 'noise' }
)

export type FakeState = {
  versionText: string
  /** How long a device is away after an erase. */
  awayMs: number
  devices: FakeDevice[]
  faults: FakeFault[]
}

export function fakeDevice(number: number, differences: Partial<FakeDevice> = {}): FakeDevice {
  const tail = (0x1c604a3405801en + BigInt(number)).toString(16).toUpperCase()
  return {
    ecid: `0x${tail}`,
    udid: `00008110-${tail.padStart(16, '0')}`,
    serialNumber: `F2LX1234AB${String(number).padStart(2, '0')}`,
    deviceType: 'iPhone14,4',
    deviceClass: 'iPhone',
    locationID: 0x120000 + number,
    name: 'iPhone',
    bootedState: 'Booted',
    activationState: 'Activated',
    isPaired: false,
    trusts: true,
    isSupervised: false,
    organizationName: null,
    supervisedBy: null,
    pairingAllowed: true,
    prepared: 'no',
    assigned: false,
    hasNetwork: true,
    activationLocked: false,
    eSim: true,
    language: null,
    skipped: [],
    profiles: [],
    waitingProfiles: 0,
    apps: [],
    erasures: 0,
    restarts: 0,
    isOff: false,
    awayUntil: 0,
    ...differences,
  }
}

export function readState(directory: string): FakeState {
  return JSON.parse(readFileSync(join(directory, 'state.json'), 'utf8')) as FakeState
}

/** Reads, changes and writes the state while nobody else does. */
export function changeState<T>(directory: string, change: (state: FakeState) => T): T {
  const lock = join(directory, 'lock')
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
  try {
    const state = readState(directory)
    const result = change(state)
    writeState(directory, state)
    return result
  } finally {
    rmdirSync(lock)
  }
}

export function writeState(directory: string, state: FakeState): void {
  const path = join(directory, 'state.json')
  writeFileSync(`${path}.new`, JSON.stringify(state, null, 2))
  renameSync(`${path}.new`, path)
}
