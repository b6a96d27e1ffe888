import { createTenantWarrant } from '../../../electron/graph/tenant-warrant.ts'
import { afterEach, describe, expect, test } from 'vitest'
import { allPages } from '../../../electron/graph/call.ts'
import { appleIdentities, deleteIdentity, findIdentity } from '../../../electron/graph/resources/apple-identities.ts'
import { importSerials } from '../../../electron/graph/resources/identity-import.ts'
import { closeHttpAgents } from '../../../electron/lib/http.ts'
import { clientFor, fakeClock, startScriptedGraph } from '../scripted-graph.ts'
import type { Answer, Asked, ScriptedGraph } from '../scripted-graph.ts'

const open: ScriptedGraph[] = []
async function serve(answer: (asked: Asked, nth: number) => Answer) {
  const server = await startScriptedGraph(answer)
  open.push(server)
  const clock = fakeClock()
  return { server, clock, graph: clientFor(server.url, clock) }
}
afterEach(async () => {
  closeHttpAgents()
  await Promise.all(open.splice(0).map((server) => server.close()))
})

const account = '11111111-1111-4111-8111-111111111111'
const guid = '22222222-2222-4222-8222-222222222222'
const identityWire = (serialNumber: string, more: object = {}) => ({
  id: `id-${serialNumber}`,
  serialNumber,
  requestedEnrollmentProfileId: null,
  description: '',
  enrollmentState: 'notContacted',
  lastContactedDateTime: '0001-01-01T00:00:00Z',
  createdDateTime: '2026-11-22T10:00:00Z',
  isSupervised: false,
  discoverySource: 'adminImport',
  platform: 'ios',
  ...more,
})

describe('serial numbers', () => {
  test('1,203 rows go in chunks of at most 500, with their details', async () => {
    const { server, graph } = await serve((asked) => {
      const { importedAppleDeviceIdentities: rows } = asked.body as {
        importedAppleDeviceIdentities: { serialNumber: string }[]
      }
      return { json: { value: rows.map(({ serialNumber }) => ({ ...identityWire(serialNumber), status: true })) } }
    })
    const rows = Array.from({ length: 1_203 }, (_, index) => ({
      serial: `TEST${index + 100_000}`,
      details: `Row ${index}`,
    }))
    const results = await importSerials(graph, account, rows, { overwrite: false })
    expect(results.map(({ outcome }) => outcome).every((outcome) => outcome === 'imported')).toBe(true)
    const chunks = server.asked.map(
      ({ body }) => (body as { importedAppleDeviceIdentities: object[] }).importedAppleDeviceIdentities,
    )
    expect(chunks.map(({ length }) => length)).toEqual([500, 500, 203])
    expect(chunks[0]![0]).toEqual({
      '@odata.type': '#microsoft.graph.importedAppleDeviceIdentity',
      serialNumber: 'TEST100000',
      description: 'Row 0',
      discoverySource: 'adminImport',
      platform: 'ios',
    })
    expect(server.asked[0]!.body).toMatchObject({ overwriteImportedDeviceIdentities: false })
  })

  test('each row gets its own answer, in order, although the service answers 200 to all of them', async () => {
    const { server, graph } = await serve((asked) => {
      if (asked.path.endsWith('importAppleDeviceIdentityList')) {
        return {
          json: {
            value: [
              { ...identityWire('TESTADE001'), status: false },
              { ...identityWire('TESTNEW001'), status: true },
              { ...identityWire('TESTOLD001'), status: false },
            ],
          },
        }
      }
      const requests = (asked.body as { requests: { id: string; url: string }[] }).requests
      const known: Record<string, object> = {
        TESTOLD001: identityWire('TESTOLD001'),
        TESTADE001: identityWire('TESTADE001', { discoverySource: 'deviceEnrollmentProgram' }),
      }
      return {
        json: {
          responses: requests.map(({ id, url }) => {
            const serial = /'(\w+)'/.exec(decodeURIComponent(url))![1]!
            return { id, status: 200, body: { value: known[serial] ? [known[serial]] : [] } }
          }),
        },
      }
    })
    const rows = [
      { serial: ' testnew001 ', details: 'first' },
      { serial: 'BAD SERIAL' },
      { serial: 'TESTOLD001' },
      { serial: 'TESTADE001' },
      { serial: 'TESTMUTE01' },
      { serial: 'TESTNEW002', details: 'x'.repeat(129) },
      { serial: 'TESTNEW001', details: 'last' },
    ]
    const results = await importSerials(graph, account, rows, { overwrite: false })
    expect(results.map(({ serial, outcome }) => [serial, outcome])).toEqual([
      ['TESTNEW001', 'duplicate'],
      ['BAD SERIAL', 'invalid'],
      ['TESTOLD001', 'alreadyKnown'],
      ['TESTADE001', 'refused'],
      ['TESTMUTE01', 'refused'],
      ['TESTNEW002', 'invalid'],
      ['TESTNEW001', 'imported'],
    ])
    const sent = (server.asked[0]!.body as { importedAppleDeviceIdentities: { description?: string }[] })
      .importedAppleDeviceIdentities
    expect(sent.map(({ description }) => description)).toEqual(['last', undefined, undefined, undefined])
  })

  test('an import whose answer was lost is repeated, and what it did the first time counts as known', async () => {
    const { graph } = await serve((asked, nth) => {
      if (nth === 1) return { drop: true }
      if (nth === 2) return { json: { value: [{ ...identityWire('TEST000001'), status: false }] } }
      const [request] = (asked.body as { requests: { id: string }[] }).requests
      return { json: { responses: [{ id: request!.id, status: 200, body: { value: [identityWire('TEST000001')] } }] } }
    })
    const [result] = await importSerials(graph, account, [{ serial: 'TEST000001' }], { overwrite: false })
    expect(result!.outcome).toBe('alreadyKnown')
  })

  test('an empty import asks nobody', async () => {
    const { server, graph } = await serve(() => ({ status: 500 }))
    expect(await importSerials(graph, account, [], { overwrite: true })).toEqual([])
    expect(server.asked).toEqual([])
  })

  test('a list of one profile filters on the bare guid and reads bare and composite ids alike', async () => {
    const { server, graph } = await serve(() => ({
      json: {
        value: [
          identityWire('TEST000001', { requestedEnrollmentProfileId: guid, enrollmentState: 'enrolled' }),
          identityWire('TEST000002', {
            requestedEnrollmentProfileId: `${account}_${guid}`,
            enrollmentState: 'tomorrow',
          }),
          identityWire('TEST000003', { requestedEnrollmentProfileId: '' }),
          identityWire('TEST000004', { requestedEnrollmentProfileId: '00000000-0000-0000-0000-000000000000' }),
        ],
      },
    }))
    const found = await allPages(appleIdentities(graph, account, { profileId: `${account}_${guid}` }))
    expect(server.asked[0]!.query.get('$filter')).toBe(
      `discoverySource eq 'AdminImport' and requestedEnrollmentProfileId eq '${guid}'`,
    )
    expect(found.map(({ profileId }) => profileId)).toEqual([guid, guid, null, null])
    expect(found.map(({ enrollmentState }) => enrollmentState)).toEqual([
      'enrolled',
      'unknown',
      'notContacted',
      'notContacted',
    ])
    expect(found[0]!.lastContactedAt).toBeNull()
  })

  test('a search takes only the exact serial, whatever the service finds similar', async () => {
    const { graph } = await serve(() => ({
      json: { value: [identityWire('TEST0000012'), identityWire('TEST000001')] },
    }))
    expect((await findIdentity(graph, account, 'test000001'))?.serial).toBe('TEST000001')
    expect(await findIdentity(graph, account, 'TEST00000')).toBeNull()
  })

  test('deleting a serial that is gone already is done', async () => {
    const { graph } = await serve(() => ({ status: 404 }))
    const target = { serial: 'TEST000001', recordId: null, verb: 'removeSerial' } as const
    const warrant = createTenantWarrant(target, { operator: null, at: 0, way: 'count', typed: '1', runId: null })
    const removal = { id: 'x', serial: 'TEST000001', warrant }
    await expect(deleteIdentity(graph, account, removal)).resolves.toBeUndefined()
    await expect(deleteIdentity(graph, account, removal)).rejects.toMatchObject({ code: 'outbox.noWarrant' })
  })
})
