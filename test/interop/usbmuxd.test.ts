import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { encodePairRecord } from '../../electron/apple/pair-record.ts'
import type { MuxEvent } from '../../electron/apple/usbmux.ts'
import { Usbmux } from '../../electron/apple/usbmux.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { testUdid } from '../apple/scripted-mux.ts'
import { testRecord } from '../apple/test-record.ts'
import { describeWith } from './programs.ts'

/**
 * libimobiledevice's own usbmuxd, with file systems of its own for socket and pair records, so that the one of this
 * machine is left alone; its socket is reached through /proc. A CI container that forbids this has nothing to leave alone.
 */
const isRoot = process.getuid?.() === 0
const namespace = ['--mount', ...(isRoot ? [] : ['--map-root-user'])]
const mounts = 'mount -t tmpfs none /run && mount -t tmpfs none /var/lib'
const daemonCommand = 'exec usbmuxd --foreground --no-preflight'
const apart = process.platform === 'linux' && spawnSync('unshare', [...namespace, 'sh', '-c', mounts]).status === 0
const possible = apart || (isRoot && process.env['CI'] === 'true')

let daemon: ChildProcess
let mux: Usbmux

async function start(): Promise<void> {
  daemon = apart
    ? spawn('unshare', [...namespace, 'sh', '-c', `${mounts} && ${daemonCommand}`], { stdio: 'ignore' })
    : spawn('sh', ['-c', daemonCommand], { stdio: 'ignore' })
  const path = apart ? `/proc/${daemon.pid}/root/run/usbmuxd` : '/var/run/usbmuxd'
  for (let tries = 0; !existsSync(path) && tries < 200; tries++) await sleep(25)
  mux = new Usbmux({ address: { kind: 'unix', path }, logger: silentLogger })
}

async function stop(): Promise<void> {
  const gone = new Promise((resolve) => daemon.once('exit', resolve))
  daemon.kill('SIGTERM')
  await gone
}

describeWith(
  possible ? ['usbmuxd', 'unshare'] : ['usbmuxd', 'unshare (allowed)'],
  'the usbmuxd of libimobiledevice',
  () => {
    beforeAll(start)
    afterAll(stop)

    it('lists no device where there is none', async () => {
      expect(await mux.listDevices()).toEqual([])
    })

    it('tells its BUID, the same one each time', async () => {
      const buid = await mux.readBuid()
      expect(buid).toMatch(/^[0-9A-F-]{36}$/)
      expect(await mux.readBuid()).toBe(buid)
    })

    it('keeps our pair record, and gives back what every tool can read', async () => {
      const record = await testRecord()
      expect(await mux.readPairRecord(testUdid)).toBeNull()
      await mux.savePairRecord(testUdid, record)
      const back = await mux.readPairRecord(testUdid)
      expect(back).toEqual(record)
      expect(encodePairRecord(back!)).toEqual(encodePairRecord(record))
      await mux.deletePairRecord(testUdid)
      await mux.deletePairRecord(testUdid)
      expect(await mux.readPairRecord(testUdid)).toBeNull()
    })

    it('refuses to connect to a device that is not there', async () => {
      await expect(mux.connect({ deviceId: 7, udid: testUdid }, 62078)).rejects.toMatchObject({
        code: 'apple.deviceGone',
      })
    })

    it('lets us listen', async () => {
      const abort = new AbortController()
      const events: MuxEvent[] = []
      for await (const event of mux.listen({ signal: abort.signal, onListening: () => abort.abort() }))
        events.push(event)
      expect(events).toEqual([])
    })
  },
)
