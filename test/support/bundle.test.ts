import { describe, expect, it } from 'vitest'
import type { BundleParts } from '../../electron/support/bundle.ts'
import { makeBundle } from '../../electron/support/bundle.ts'
import { device, run } from '../e2e/devices.ts'

const one = device(
  3,
  {
    stage: 'needsAttention',
    run: run('pair', 'failed', { blueprintName: 'Ward 7, Mercy Hospital' }),
    error: {
      code: 'apple.mcinstall.other',
      message: 'Ward iPad said no',
      details: { domain: 'MCInstallationErrorDomain', code: 4001, text: 'The iPad “Ward iPad” refused.' },
    },
  },
  {
    name: 'Ward iPad',
    organizationName: 'Mercy Hospital',
    imei: '353012345678901',
    wifiAddress: '8c:85:90:aa:bb:cc',
    ecid: '4980123456789',
  },
)
const facts = one.facts
if (facts === null) throw new Error('a device of the tests has facts')

const parts: BundleParts = {
  version: '1.2.3',
  mode: 'practice',
  platform: 'linux x64',
  at: Date.UTC(2026, 10, 22, 9, 15),
  device: one,
  events: [
    { seq: 4, event: { type: 'attached', at: 1, deviceId: 7, locationId: 0x1440_0000, slot: 3 } },
    { seq: 5, event: { type: 'identified', at: 2, facts } },
    {
      seq: 6,
      event: {
        type: 'stepFailed',
        at: 3,
        step: 'pair',
        error: { code: 'app.timeout', message: 'Ward iPad did not answer', details: { what: 'Ward iPad', seconds: 3 } },
      },
    },
  ],
  lines: [
    {
      v: 1,
      seq: 9,
      at: 4,
      kind: 'needsAttention',
      journal: null,
      device: {
        udid: one.udid,
        ecid: facts.ecid,
        serial: facts.serial,
        productType: facts.productType,
        osVersion: facts.osVersion,
        slot: 3,
      },
      run: { id: 'r1', batchId: 'b1' },
      data: { code: 'app.timeout', step: 'pair', blueprintName: 'Ward 7, Mercy Hospital' },
      personal: {},
      prev: '0'.repeat(64),
    },
  ],
}

describe('a support bundle', () => {
  const { name, text } = makeBundle(parts)

  it('holds nothing that says whose device it is', () => {
    const secrets = [one.udid, facts.serial, facts.ecid, facts.imei, facts.wifiAddress, 'Ward', 'Mercy', 'said no']
    for (const secret of secrets) expect(text).not.toContain(secret)
    expect(name).toBe('slipway-20261122-0915.json')
  })

  it('keeps what supporters need: codes, steps, times, models, and what the device said by number', () => {
    const read = JSON.parse(text)
    expect(read.device).toMatchObject({
      stage: 'needsAttention',
      slot: 3,
      facts: { productType: facts.productType, osVersion: facts.osVersion },
      error: { code: 'apple.mcinstall.other', details: { domain: 'MCInstallationErrorDomain', code: 4001 } },
    })
    expect(read.run.steps[0]).toMatchObject({ name: 'identify', outcome: 'done' })
    expect(read.journal[0].event).toMatchObject({ type: 'attached', at: 1, slot: 3 })
    expect(read.journal[2].event.error).toMatchObject({ code: 'app.timeout', details: { seconds: 3 } })
    expect(read.ledger[0]).toMatchObject({ kind: 'needsAttention', data: { code: 'app.timeout', step: 'pair' } })
  })

  it('calls one device the same everywhere', () => {
    const read = JSON.parse(text)
    const { udid } = read.device
    expect([read.device.facts.udid, read.journal[1].event.facts.udid, read.ledger[0].device.udid]).toEqual([
      udid,
      udid,
      udid,
    ])
  })
})
