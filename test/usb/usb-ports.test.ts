import { describe, expect, it } from 'vitest'
import { AppError } from '../../src-shared/errors.ts'
import type { AttachedDevice } from '../../electron/apple/attached-device.ts'
import { systemClock } from '../../electron/lib/clock.ts'
import type { Clock } from '../../electron/lib/clock.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import type { BusSource } from '../../electron/usb/bus.ts'
import { emptyBusTree } from '../../electron/usb/bus-tree.ts'
import type { BusTree } from '../../electron/usb/bus-tree.ts'
import { UsbPorts } from '../../electron/usb/usb-ports.ts'
import { attachedDevice, linuxTree, udids, windowsTree } from './captured-bus.ts'

/** A bus that shows what it is told to, and counts how often it is looked at. */
class ScriptedBus implements BusSource {
  tree: BusTree | AppError
  reads = 0
  watching = 0
  #changed: (() => void) | undefined

  constructor(tree: BusTree | AppError) {
    this.tree = tree
  }
  read(): Promise<BusTree> {
    this.reads += 1
    return this.tree instanceof AppError ? Promise.reject(this.tree) : Promise.resolve(this.tree)
  }
  watch(onChange: () => void, signal: AbortSignal): void {
    this.watching += 1
    this.#changed = onChange
    signal.addEventListener('abort', () => (this.watching -= 1))
  }
  change(tree: BusTree): void {
    this.tree = tree
    this.#changed?.()
  }
}

function portsOn(source: BusSource, attached: readonly AttachedDevice[] = [], clock: Clock = systemClock): UsbPorts {
  const slotAt = (key: string): number | null => (key === '0000:00:14.0/usb2:2.1' ? 5 : null)
  return new UsbPorts({ source, listAttached: () => Promise.resolve(attached), slotAt, clock, logger: silentLogger })
}

const cart = linuxTree('linux-cart.txt')
const replugged = linuxTree('linux-cart-replugged.txt')
const before = attachedDevice(udids.iphone, { locationId: 0x1_0007 })
const after = attachedDevice(udids.iphone, { locationId: 0x1_0015, deviceId: 2 })

describe('the port of a device', () => {
  it('is looked up once for a cartful, as long as serial and location agree with the last look', async () => {
    const bus = new ScriptedBus(cart)
    const ports = portsOn(bus)
    expect((await ports.portOf(before))?.path).toBe('1-2.1')
    expect((await ports.portOf(attachedDevice(udids.sameModel, { locationId: 0x1_000a })))?.path).toBe('1-2.4.2')
    expect(bus.reads).toBe(1)
  })

  it('is looked up again when the device comes back under another address', async () => {
    const bus = new ScriptedBus(cart)
    const ports = portsOn(bus)
    await ports.portOf(before)
    bus.tree = replugged
    expect((await ports.portOf(after))?.path).toBe('1-2.4.4')
  })

  it('is looked up every time where the system tells no location to confirm it, as on Windows', async () => {
    const bus = new ScriptedBus(windowsTree())
    const ports = portsOn(bus)
    await ports.portOf(before)
    await ports.portOf(before)
    expect(bus.reads).toBe(2)
  })

  it('is unknown, without an error, when there is no bus or it cannot be read', async () => {
    expect(await portsOn(new ScriptedBus(emptyBusTree)).portOf(before)).toBeNull()
    const broken = new ScriptedBus(new AppError('usb.toolFailed', { tool: 'ioreg', reason: '1' }))
    expect(await portsOn(broken).portOf(before)).toBeNull()
  })

  it('is not waited for longer than a moment', async () => {
    const never: BusSource = { read: () => new Promise(() => {}), watch: () => {} }
    const hasty: Clock = { now: () => 0, sleep: () => Promise.resolve() }
    expect(await portsOn(never, [], hasty).portOf(before)).toBeNull()
  })
})

describe('the bus as people see it', () => {
  it('shows slot, state and who a device is, and what usbmuxd lists without a port', async () => {
    const stranger = attachedDevice('00008110-0000000000000999', { deviceId: 3 })
    const view = await portsOn(new ScriptedBus(cart), [before, stranger]).view()
    const at = (port: string) => view.devices.find((device) => device.port === port)
    expect(at('1-2.1')).toMatchObject({ slot: 5, udid: udids.iphone, mode: 'normal', matchedBy: 'serial' })
    expect(at('1-2.4.3')).toMatchObject({
      slot: null,
      mode: 'recovery',
      udid: udids.recovery,
      serial: 'TESTRECOVERY',
      ecid: '00000000000000E5',
      chip: '8110',
      matchedBy: null,
    })
    expect(view.unplaced).toEqual([stranger.udid])
    expect(view.error).toBeUndefined()
  })

  it('says why the bus could not be listed', async () => {
    const broken = new ScriptedBus(new AppError('usb.malformed', { system: 'ioreg', reason: 'x' }))
    expect(await portsOn(broken, [before]).view()).toMatchObject({
      source: 'none',
      devices: [],
      unplaced: [udids.iphone],
      error: { code: 'usb.malformed' },
    })
  })

  it('is still shown when usbmuxd does not answer', async () => {
    const ports = new UsbPorts({
      source: new ScriptedBus(cart),
      listAttached: () => Promise.reject(new AppError('apple.mux.missingOnLinux', { address: 'x' })),
      slotAt: () => null,
      clock: systemClock,
      logger: silentLogger,
    })
    expect((await ports.view()).devices).toHaveLength(8)
  })

  it('is fed again after each change, and after usbmuxd announced a device, until the signal', async () => {
    const bus = new ScriptedBus(cart)
    const ports = portsOn(bus)
    const stop = new AbortController()
    const counts: number[] = []
    for await (const view of ports.feed(stop.signal)) {
      counts.push(view.devices.length)
      if (counts.length === 1) bus.change(replugged)
      if (counts.length === 2) await ports.portOf(after)
      if (counts.length === 3) stop.abort()
    }
    expect(counts).toEqual([8, 3, 3])
    expect(bus.watching).toBe(0)
  })
})
