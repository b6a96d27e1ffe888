import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { changeState, fakeDevice, readState, writeState } from './fake/state.ts'
import type { FakeDevice, FakeFault, FakeState } from './fake/state.ts'

const main = fileURLToPath(new URL('./fake/main.ts', import.meta.url))

export type FakeCall = {
  readonly argv: readonly string[]
  readonly pid: number
  readonly files: readonly { readonly path: string; readonly mode: string }[]
  readonly environment: readonly string[]
}

/** A stand-in for Apple's cfgutil: an executable, and a hand in its state. */
export type FakeCfgutil = {
  readonly path: string
  /** Empty at first; what Slipway puts there can be looked at. */
  readonly temporary: string
  readonly state: () => FakeState
  readonly device: (at?: number) => FakeDevice
  readonly change: (change: (state: FakeState) => void) => void
  readonly fail: (fault: FakeFault) => void
  readonly calls: (verb?: string) => readonly FakeCall[]
  /** When calls began and ended, in order. */
  readonly order: () => readonly string[]
  readonly dispose: () => void
}

export function makeFakeCfgutil(devices: readonly FakeDevice[] = [fakeDevice(0)]): FakeCfgutil {
  const directory = mkdtempSync(join(tmpdir(), 'fake-cfgutil-'))
  const temporary = mkdtempSync(join(tmpdir(), 'fake-cfgutil-temporary-'))
  const path = join(directory, 'cfgutil')
  writeFileSync(path, `#!/bin/sh\nexec '${process.execPath}' '${main}' '${directory}' "$@"\n`)
  chmodSync(path, 0o755)
  writeState(directory, { versionText: '2.20 (12A345)', awayMs: 0, devices: [...devices], faults: [] })
  const change = (one: (state: FakeState) => void): void => changeState(directory, one)
  const calls = (verb?: string): readonly FakeCall[] => {
    const file = join(directory, 'calls.jsonl')
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
    const all = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as FakeCall)
    return verb === undefined ? all : all.filter(({ argv }) => argv.includes(verb))
  }
  return {
    path,
    temporary,
    state: () => readState(directory),
    device: (at = 0) => readState(directory).devices[at]!,
    change,
    fail: (fault) => change((state) => void state.faults.push(fault)),
    calls,
    order: () => readFileSync(join(directory, 'order.txt'), 'utf8').trim().split('\n'),
    dispose: () => {
      for (const one of [directory, temporary]) rmSync(one, { recursive: true, force: true })
    },
  }
}
