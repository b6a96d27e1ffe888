import { afterEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../electron/lib/logger.ts'
import { AttachedDevices } from '../../electron/usb/attached-devices.ts'
import { watchDevices } from '../../electron/usb/attachments.ts'
import type { DeviceChange } from '../../electron/usb/attachments.ts'
import { attached, ScriptedMux, testDevice, testUdid } from '../apple/scripted-mux.ts'
import type { Message } from '../apple/scripted-mux.ts'

const open: { close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
})

const byCable = testDevice
const byNetwork = { ...testDevice, deviceId: 9, connection: 'network' as const }
const other = { ...testDevice, deviceId: 11, udid: '00008110-00112233445566AA' }

describe('devices by UDID', () => {
  it('tells one device once when it is there by cable and by network, and prefers the cable', () => {
    const devices = new AttachedDevices()
    expect(devices.add(byNetwork)).toEqual([{ kind: 'attached', device: byNetwork }])
    expect(devices.add(byCable)).toEqual([
      { kind: 'detached', udid: testUdid },
      { kind: 'attached', device: byCable },
    ])
    expect(devices.remove(byNetwork.deviceId)).toEqual([])
    expect(devices.remove(byCable.deviceId)).toEqual([{ kind: 'detached', udid: testUdid }])
  })

  it('ignores the network twin of a device on the cable, until the cable is pulled', () => {
    const devices = new AttachedDevices()
    devices.add(byCable)
    expect(devices.add(byNetwork)).toEqual([])
    expect(devices.remove(byCable.deviceId)).toEqual([
      { kind: 'detached', udid: testUdid },
      { kind: 'attached', device: byNetwork },
    ])
  })

  it('says nothing about what it already said or never knew', () => {
    const devices = new AttachedDevices()
    devices.add(byCable)
    expect(devices.add(byCable)).toEqual([])
    expect(devices.remove(99)).toEqual([])
    expect(devices.replaceAll([byCable])).toEqual([])
  })

  it('tells that a device is gone when its number comes to mean another one, though nobody said that it left', () => {
    const devices = new AttachedDevices()
    devices.add(byCable)
    const successor = { ...other, deviceId: byCable.deviceId }
    expect(devices.add(successor)).toEqual([
      { kind: 'detached', udid: testUdid },
      { kind: 'attached', device: successor },
    ])
    expect(devices.remove(byCable.deviceId)).toEqual([{ kind: 'detached', udid: other.udid }])
  })

  it('reconciles with a new list: gone, moved and new devices', () => {
    const devices = new AttachedDevices()
    devices.replaceAll([byCable, other])
    const moved = { ...other, deviceId: 2 }
    expect(devices.replaceAll([moved])).toEqual([
      { kind: 'detached', udid: testUdid },
      { kind: 'detached', udid: other.udid },
      { kind: 'attached', device: moved },
    ])
  })
})

describe('watching the cables', () => {
  /** A daemon whose list and events the test decides. */
  function daemon(list: () => Message[]) {
    const senders: ((event: Message) => void)[] = []
    const server = new ScriptedMux({
      reply: (request) => (request['MessageType'] === 'ListDevices' ? { DeviceList: list() } : 0),
      listener: (send) => void senders.push(send),
    })
    open.push(server)
    return { server, send: (event: Message) => senders.at(-1)?.(event) }
  }

  const word = (change: DeviceChange): string =>
    change.kind === 'attached' ? `attached ${change.device.deviceId}` : change.kind

  it('takes what it cannot reach for gone while the daemon restarts, and tells what is there afterwards', async () => {
    const first = daemon(() => [attached(7), attached(8, other.udid)])
    await first.server.listen()
    const { port } = first.server
    const abort = new AbortController()
    const pauses: number[] = []
    const second = daemon(() => [attached(1, other.udid)])
    const clock = {
      now: () => 0,
      sleep: async (ms: number) => {
        pauses.push(ms)
        if (pauses.length === 4) await second.server.listen(port)
      },
    }
    const words: string[] = []
    for await (const change of watchDevices({
      mux: first.server.client(),
      logger: silentLogger,
      clock,
      signal: abort.signal,
    })) {
      words.push(word(change))
      if (words.length === 2) await first.server.close()
      if (words.at(-1) === 'attached 1') second.send({ MessageType: 'Detached', DeviceID: 1 })
      if (words.length === 8) abort.abort()
    }
    expect(words).toEqual([
      'attached 7',
      'attached 8',
      'daemonLost',
      'detached',
      'detached',
      'daemonBack',
      'attached 1',
      'detached',
    ])
    expect(pauses).toEqual([250, 500, 1000, 2000])
    open.splice(0, 1)
  })

  it('does not tell twice what both the list and the first events name', async () => {
    const { server, send } = daemon(() => [attached(7)])
    await server.listen()
    const abort = new AbortController()
    const words: string[] = []
    for await (const change of watchDevices({
      mux: server.client(),
      logger: silentLogger,
      clock: { now: () => 0, sleep: async () => {} },
      signal: abort.signal,
    })) {
      words.push(word(change))
      if (words.length === 1) {
        send(attached(7))
        send(attached(8, other.udid))
      }
      if (words.length === 2) abort.abort()
    }
    expect(words).toEqual(['attached 7', 'attached 8'])
  })

  it('ends at once when it is stopped while nothing happens', async () => {
    const { server } = daemon(() => [])
    await server.listen()
    const abort = new AbortController()
    const watching = watchDevices({
      mux: server.client(),
      logger: silentLogger,
      clock: { now: () => 0, sleep: async () => {} },
      signal: abort.signal,
    }).next()
    abort.abort()
    expect((await watching).done).toBe(true)
  })
})
