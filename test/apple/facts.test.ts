import type { Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { readFacts } from '../../electron/apple/facts.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { ScriptedMux, serveFrames, testDevice, testUdid } from './scripted-mux.ts'
import type { Message } from './scripted-mux.ts'

const open: { close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
})

/** What is read of a device that tells strangers these values. */
async function factsOf(values: Message) {
  const answer = ({ Request, Domain, Key }: Message): Message => {
    const value = Domain === undefined && Key === undefined ? values : undefined
    return value === undefined
      ? { Request: String(Request), Error: 'MissingValue' }
      : { Request: String(Request), Value: value }
  }
  const port = (_port: number, socket: Socket): void => void serveFrames(socket, answer)
  const mux = await new ScriptedMux({ port }).listen()
  open.push(mux)
  return readFacts({ mux: mux.client(), device: testDevice, record: null, logger: silentLogger })
}

test('another device behind the number that usbmuxd gave is not taken for the one that was meant', async () => {
  const other = { UniqueDeviceID: '00008120-000000000000000A', SerialNumber: 'DNPX1234ABCD' }
  await expect(factsOf(other)).rejects.toMatchObject({ code: 'apple.deviceGone' })
})

test('the dash of a UDID, its letters, and a device that does not tell it make no difference', async () => {
  const plain = testUdid.replace('-', '').toLowerCase()
  expect(await factsOf({ UniqueDeviceID: plain, SerialNumber: 'DNPX1234ABCD' })).toMatchObject({
    udid: testUdid,
    serial: 'DNPX1234ABCD',
  })
  expect((await factsOf({ SerialNumber: 'DNPX1234ABCD' })).serial).toBe('DNPX1234ABCD')
})

test('an empty serial number is none', async () => {
  expect((await factsOf({ SerialNumber: '' })).serial).toBeNull()
  expect((await factsOf({ SerialNumber: '  ' })).serial).toBeNull()
})
