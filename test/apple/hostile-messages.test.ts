import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../src-shared/errors.ts'
import { readAttachedDevice, readMuxEvent } from '../../electron/apple/attached-device.ts'
import { compareCloudConfiguration, summarizeCloudConfiguration } from '../../electron/apple/cloud-configuration.ts'
import { readResult } from '../../electron/apple/mux-connection.ts'
import { decodePairRecord } from '../../electron/apple/pair-record.ts'
import type { PlistDict, PlistValue } from '../../electron/apple/plist/value.ts'
import { mcInstallError } from '../../electron/apple/services/mcinstall-errors.ts'
import { writeBinaryPlist } from './binary-plist-writer.ts'
import { binaryValue, toDict } from './plist-arbitraries.ts'

/** A message with the right names and anything at all behind them, nested as real ones are. */
function messageOf(...names: readonly string[]): fc.Arbitrary<PlistDict> {
  const entries = (value: fc.Arbitrary<PlistValue>): fc.Arbitrary<PlistDict> =>
    fc
      .uniqueArray(fc.tuple(fc.constantFrom(...names), value), { selector: ([name]) => name, minLength: 1 })
      .map((pairs) => toDict(pairs))
  const inner = entries(binaryValue)
  return entries(fc.oneof(binaryValue, inner, fc.array(inner, { maxLength: 3 }), fc.constantFrom(...names)))
}

describe('messages of the right form and the wrong content', () => {
  it('of usbmuxd are a device, an event, or nothing', () => {
    const message = messageOf('MessageType', 'Attached', 'Detached', 'Paired', 'DeviceID', 'Properties', 'SerialNumber')
    fc.assert(
      fc.property(message, (received) => {
        const device = readAttachedDevice(received)
        expect(device === null || typeof device.deviceId === 'number').toBe(true)
        const event = readMuxEvent(received)
        expect(event === null || ['attached', 'detached', 'paired'].includes(event.kind)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('are no result of usbmuxd', () => {
    fc.assert(
      fc.property(messageOf('MessageType', 'Result', 'Number'), (received) => {
        expect(outcomeOf(() => readResult(received))).toMatch(/^(number|apple\.mux\.malformed)$/)
      }),
    )
  })

  it('are no pair record, and say so', () => {
    const names = ['DeviceCertificate', 'HostCertificate', 'HostPrivateKey', 'RootCertificate', 'RootPrivateKey']
    fc.assert(
      fc.property(messageOf(...names, 'HostID', 'SystemBUID', 'EscrowBag'), (stored) => {
        expect(outcomeOf(() => decodePairRecord(writeBinaryPlist(stored), 'U'))).toBe('apple.pairRecordMalformed')
      }),
    )
  })

  it('of the configuration service still make one typed error', () => {
    const reply = messageOf('Status', 'Error', 'ErrorChain', 'ErrorDomain', 'ErrorCode', 'USEnglishDescription')
    fc.assert(
      fc.property(reply, (received) => {
        expect(mcInstallError('InstallProfile', received).code).toMatch(/^apple\.mcinstall\./)
      }),
    )
  })

  it('of a stored cloud configuration are summed up and compared', () => {
    const names = ['IsSupervised', 'OrganizationName', 'SkipSetup', 'SupervisorHostCertificates', 'ConfigurationURL']
    fc.assert(
      fc.property(messageOf(...names, 'AllowPairing', 'CloudConfigurationUIComplete'), (stored) => {
        expect(typeof summarizeCloudConfiguration(stored).supervised).toBe('boolean')
        expect(Array.isArray(compareCloudConfiguration({ AllowPairing: true, IsSupervised: true }, stored))).toBe(true)
      }),
    )
  })
})

function outcomeOf(work: () => unknown): string {
  try {
    return typeof work()
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}
