import type { CartDevice } from '../cart-device.ts'
import { waitIn } from '../cart-world.ts'
import type { CartWorld } from '../cart-world.ts'
import type { AimedFault, FaultOf } from './fault-schema.ts'

export type Scene = {
  readonly world: CartWorld
  readonly devices: readonly CartDevice[]
  /** Null while nobody serves the bus. */
  readonly restartDaemon: ((gone: () => Promise<void>) => Promise<void>) | null
}

/** Makes a fault happen to the device that met its trigger, or to the whole cart. Comes back before it is over. */
export function strike(scene: Scene, fault: AimedFault, udid: string): void {
  const entry = scene.devices.find(({ device }) => device.udid === udid)
  if (entry === undefined) return
  switch (fault.fault) {
    case 'cablePulled':
      return void pullCable(scene, entry, fault)
    case 'hubReset':
      return void resetHub(scene, fault)
    case 'daemonRestart':
      return void restartDaemon(scene, fault)
    case 'batteryEmpty':
      return void entry.power.runDown(fault.backAfterMs)
    case 'screenLocked':
      return void lockScreen(scene, entry, fault)
  }
}

async function pullCable(
  { world }: Scene,
  { power, device }: CartDevice,
  { backAfterMs, intoSlot }: FaultOf<'cablePulled'>,
): Promise<void> {
  power.unplug()
  if (backAfterMs === null) return
  await waitIn(world, backAfterMs)
  power.plug(intoSlot === undefined ? null : world.freeSlot(device, intoSlot))
}

/** Devices nobody had plugged in stay unplugged. */
async function resetHub({ world, devices }: Scene, { ports, backAfterMs }: FaultOf<'hubReset'>): Promise<void> {
  const hit = devices.filter(({ power, device }) => power.plugged && (ports === 'all' || ports.includes(device.slot)))
  for (const { power } of hit) power.unplug()
  await waitIn(world, backAfterMs)
  for (const { power } of hit) power.plug(null)
}

async function restartDaemon(
  { world, restartDaemon: restart }: Scene,
  { goneMs }: FaultOf<'daemonRestart'>,
): Promise<void> {
  try {
    await restart?.(() => waitIn(world, goneMs))
  } catch (error) {
    // Somebody took the port meanwhile: the cart is deaf now, and whoever runs it must know.
    world.logger.error({ error: String(error) }, 'the practice usbmuxd could not come back')
  }
}

/** Somebody opens it again; without a passcode nothing was locked. */
async function lockScreen({ world }: Scene, { device }: CartDevice, fault: FaultOf<'screenLocked'>): Promise<void> {
  const { phone } = device
  if (phone.storage.passcode === null) return
  phone.locked = true
  phone.emit('changed')
  if (fault.openAfterMs === null) return
  await waitIn(world, fault.openAfterMs)
  phone.locked = false
  phone.emit('changed')
}
