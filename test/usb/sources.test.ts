import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { AppError } from '../../src-shared/errors.ts'
import { systemClock } from '../../electron/lib/clock.ts'
import type { Clock } from '../../electron/lib/clock.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { debounced, firstThatReads, noBus, systemBus } from '../../electron/usb/bus.ts'
import { emptyBusTree } from '../../electron/usb/bus-tree.ts'
import type { NativeDevice } from '../../electron/usb/native.ts'
import { loadNativeUsb, nativeBus, watchNative } from '../../electron/usb/native-source.ts'
import type { NativeUsb } from '../../electron/usb/native-source.ts'
import { runTool } from '../../electron/usb/run-tool.ts'
import { sysfsBus } from '../../electron/usb/sysfs-source.ts'
import { linuxTree, sysfsCapture } from './captured-bus.ts'

const directories: string[] = []
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true })
})

function temporary(): string {
  const directory = mkdtempSync(join(tmpdir(), 'slipway-usb-'))
  directories.push(directory)
  return directory
}

describe('the kernel files of Linux', () => {
  it('are read as the captured ones, peers followed over the port link', async () => {
    const root = temporary()
    for (const [name, { peer, ...files }] of sysfsCapture('linux-cart.txt')) {
      mkdirSync(join(root, name))
      for (const [file, text] of Object.entries(files)) writeFileSync(join(root, name, file), `${text}\n`)
      if (peer === undefined) continue
      const port = join(temporary(), 'port')
      mkdirSync(port)
      symlinkSync(`../../elsewhere/${peer}`, join(port, 'peer'))
      symlinkSync(port, join(root, name, 'port'))
    }
    const tree = await sysfsBus(root)
    const expected = linuxTree('linux-cart.txt')
    const byPlace = (one: { bus: string; ports: readonly number[] }): string => `${one.bus}-${one.ports.join('.')}`
    const sorted = (devices: typeof expected.devices) => devices.toSorted((a, b) => (byPlace(a) < byPlace(b) ? -1 : 1))
    expect(sorted(tree.devices)).toEqual(sorted(expected.devices))
    expect(tree.buses.toSorted((a, b) => a.number - b.number)).toEqual(expected.buses)
  })

  it('that are not there mean no USB, and no trouble', async () => {
    expect(await sysfsBus(join(temporary(), 'none'))).toEqual(emptyBusTree)
  })

  it('an entry that is a file, or vanished, is left out', async () => {
    const root = temporary()
    writeFileSync(join(root, '1-1'), '')
    symlinkSync(join(root, 'gone'), join(root, '1-2'))
    expect((await sysfsBus(root)).devices).toEqual([])
  })
})

const plugged: NativeDevice = { vendorId: 1, productId: 1, deviceClass: 0, bus: '001', address: 1, ports: [1] }

/** A binding that notes what is asked of it, in order. */
function scriptedUsb(options: { readonly noBus?: boolean; readonly refusesListeners?: boolean } = {}) {
  const asked: string[] = []
  let attached: ((device: NativeDevice) => void) | undefined
  const removed = Promise.withResolvers<void>()
  class Emitter {
    addAttach(callback: (device: NativeDevice) => void): Promise<void> {
      asked.push('addAttach')
      attached = callback
      return options.refusesListeners === true ? Promise.reject(new Error('watch devices error')) : Promise.resolve()
    }
    addDetach(): Promise<void> {
      asked.push('addDetach')
      return Promise.resolve()
    }
    removeAttach(): Promise<void> {
      asked.push('removeAttach')
      return Promise.resolve()
    }
    removeDetach(): Promise<void> {
      asked.push('removeDetach')
      removed.resolve()
      return Promise.resolve()
    }
  }
  const usb: NativeUsb = {
    nativeGetDevices: () => {
      asked.push('getDevices')
      const missing = new Error('getDevices error: /sys/bus/usb/devices/ not found (errno 2)')
      return options.noBus === true ? Promise.reject(missing) : Promise.resolve([])
    },
    Emitter,
  }
  return { usb, asked, plug: () => attached?.(plugged), removed: removed.promise }
}

describe('the package usb', () => {
  it('really loads here and lists this computer, or says in its own words that there is no USB', async () => {
    const binding = await loadNativeUsb()
    expect(typeof binding.nativeGetDevices).toBe('function')
    const tree = await nativeBus(process.platform, loadNativeUsb)
    expect(['usb', 'none']).toContain(tree.source)
  })

  it('that finds no bus is an empty tree; that cannot be loaded is an expected error', async () => {
    expect(await nativeBus('linux', () => Promise.resolve(scriptedUsb({ noBus: true }).usb))).toEqual(emptyBusTree)
    const failing = nativeBus('linux', () => Promise.reject(new Error('no binding for this computer')))
    await expect(failing).rejects.toMatchObject({ code: 'usb.toolFailed' })
  })

  it('gets no listener before the bus could be listed once', async () => {
    const { usb, asked } = scriptedUsb({ noBus: true })
    const trouble = Promise.withResolvers<unknown>()
    watchNative(
      () => Promise.resolve(usb),
      () => {},
      new AbortController().signal,
      trouble.resolve,
    )
    await trouble.promise
    expect(asked).toEqual(['getDevices'])
  })

  it('tells of plugs until the signal, then lets go of both listeners', async () => {
    const { usb, asked, plug, removed } = scriptedUsb()
    const stop = new AbortController()
    let changes = 0
    watchNative(
      () => Promise.resolve(usb),
      () => (changes += 1),
      stop.signal,
      () => {},
    )
    while (!asked.includes('addDetach')) await Promise.resolve()
    plug()
    stop.abort()
    await removed
    expect(changes).toBe(1)
    expect(asked).toEqual(['getDevices', 'addAttach', 'addDetach', 'removeAttach', 'removeDetach'])
  })

  it('that refuses listeners is told about, and lets go of what it has', async () => {
    const { usb, asked } = scriptedUsb({ refusesListeners: true })
    const trouble = Promise.withResolvers<unknown>()
    watchNative(
      () => Promise.resolve(usb),
      () => {},
      new AbortController().signal,
      trouble.resolve,
    )
    expect(await trouble.promise).toBeInstanceOf(Error)
    expect(asked).toEqual(['getDevices', 'addAttach', 'removeAttach', 'removeDetach'])
  })
})

describe('the bus of this computer', () => {
  it('can be read and watched whether it has USB or not', async () => {
    const bus = systemBus(process.platform, silentLogger, systemClock)
    const stop = new AbortController()
    bus.watch(() => {}, stop.signal)
    expect((await bus.read()).devices).toBeInstanceOf(Array)
    stop.abort()
  })

  it('is read by the next reader when one fails, and fails as the first did when all do', async () => {
    const failed = (tool: string) => () => Promise.reject(new AppError('usb.toolFailed', { tool, reason: 'ENOENT' }))
    const reads = () => Promise.resolve(linuxTree('linux-cart.txt'))
    expect((await firstThatReads([failed('ioreg'), reads], silentLogger)).source).toBe('sysfs')
    const failing = firstThatReads([failed('ioreg'), failed('usb')], silentLogger)
    await expect(failing).rejects.toMatchObject({ details: { tool: 'ioreg' } })
  })

  it('is not read by a tool that is missing, fails, or prints without end', async () => {
    const missing = runTool(join(temporary(), 'none'), [], 5_000)
    await expect(missing).rejects.toMatchObject({ code: 'usb.toolFailed', details: { reason: 'ENOENT' } })
    const failing = runTool(process.execPath, ['-e', 'process.exit(3)'], 60_000)
    await expect(failing).rejects.toMatchObject({ details: { reason: '3' } })
    const endless = 'const b = "x".repeat(1 << 20); (function go() { process.stdout.write(b, go) })()'
    await expect(runTool(process.execPath, ['-e', endless], 60_000)).rejects.toMatchObject({ code: 'usb.toolFailed' })
    expect((await runTool(process.execPath, ['-e', 'console.log(1)'], 60_000)).toString()).toBe('1\n')
  })

  it('in practice is empty and silent', async () => {
    expect(await noBus.read()).toEqual(emptyBusTree)
  })

  it('many changes within a moment are one', async () => {
    const pauses: (() => void)[] = []
    const clock: Clock = { now: () => 0, sleep: () => new Promise((resolve) => pauses.push(resolve)) }
    let calls = 0
    const changed = debounced(() => (calls += 1), clock, new AbortController().signal)
    for (let plug = 0; plug < 16; plug += 1) changed()
    for (const end of pauses.splice(0)) end()
    await Promise.resolve()
    expect(calls).toBe(1)
    changed()
    for (const end of pauses) end()
    await Promise.resolve()
    expect(calls).toBe(2)
  })
})
