import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { graphAppError, namedPermissions, readGraphError } from '../../electron/graph/graph-error.ts'

const activity = '7a1f2b3c-4d5e-4f60-8a9b-0c1d2e3f4a5b'
const suffix =
  ' - Operation ID (for customer support): 00000000-0000-0000-0000-000000000000' +
  ` - Activity ID: ${activity} - Url: https://fef.local.invalid/x?api-version=5023-02-01`

function intune(message: string, more: object = {}): object {
  const inner = { _version: 3, Message: message + suffix, CustomApiErrorPhrase: '', RetryAfter: null, ...more }
  return { error: { code: 'BadRequest', message: JSON.stringify(inner), innerError: { 'request-id': 'r1' } } }
}

describe('reading a Graph error', () => {
  test('Intune’s own sentence comes out of JSON in JSON, with the activity id and without the suffixes', () => {
    const info = readGraphError(400, intune('Serial number is not valid.'))
    expect(info).toMatchObject({ message: 'Serial number is not valid.', activityId: activity, requestId: 'r1' })
  })

  test('two layers of JSON in JSON are unwrapped', () => {
    const twice = JSON.stringify({ Message: JSON.stringify({ Message: `Deep${suffix}` }) })
    expect(readGraphError(400, { error: { message: twice } }).message).toBe('Deep')
  })

  test('a plain message of the gateway stays as it is', () => {
    const info = readGraphError(400, { error: { code: 'BadRequest', message: 'No OData route exists.' } })
    expect(info).toMatchObject({ code: 'BadRequest', message: 'No OData route exists.', activityId: null })
  })

  test.each(['innerError', 'innererror'])('request ids are found under %s', (key) => {
    const body = { error: { code: 'x', message: 'y', [key]: { 'request-id': 'r', 'client-request-id': 'c' } } }
    expect(readGraphError(404, body)).toMatchObject({ requestId: 'r', clientRequestId: 'c' })
  })

  test('RetryAfter inside the message is understood', () => {
    expect(readGraphError(429, intune('Slow down', { RetryAfter: 12 })).retryAfterSeconds).toBe(12)
    expect(readGraphError(429, intune('Slow down')).retryAfterSeconds).toBeNull()
  })

  test('whatever the body is, reading it never fails', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.jsonValue(), (status, body) => {
        const info = readGraphError(status, { error: body })
        expect(info.status).toBe(status)
        expect(graphAppError(info, 'GET /x').message).not.toBe('')
      }),
    )
    fc.assert(
      fc.property(fc.string(), (message) => {
        expect((readGraphError(400, { error: { message } }).message ?? '').length).toBeLessThanOrEqual(600)
      }),
    )
  })
})

describe('telling people', () => {
  test.each([
    [400, 'graph.badRequest'],
    [401, 'graph.signInNeeded'],
    [403, 'graph.forbidden'],
    [404, 'graph.notFound'],
    [424, 'graph.dependencyFailed'],
    [429, 'graph.throttled'],
    [500, 'graph.serviceTrouble'],
    [503, 'graph.serviceTrouble'],
    [302, 'graph.unexpectedAnswer'],
  ])('status %i becomes %s', (status, code) => {
    expect(graphAppError(readGraphError(status, undefined), 'GET /x').code).toBe(code)
  })

  test('a 403 that names scopes says which permission is missing', () => {
    const message =
      'Application is not authorized to perform this operation. Application must have one of the following scopes: ' +
      'DeviceManagementServiceConfig.Read.All, DeviceManagementServiceConfig.ReadWrite.All - Operation ID (for customer support): x'
    const error = graphAppError(readGraphError(403, { error: { code: 'Forbidden', message } }), 'GET /x')
    expect(error.code).toBe('graph.permissionMissing')
    expect(error.message).toContain(
      'DeviceManagementServiceConfig.Read.All, DeviceManagementServiceConfig.ReadWrite.All',
    )
  })

  test('ordinary words with dots are not taken for permissions', () => {
    expect(namedPermissions('See www.Microsoft.Com or System.Web.Http for All.')).toEqual([])
  })

  test('a bad request shows Intune’s sentence and keeps both ids for support', () => {
    const error = graphAppError(readGraphError(400, intune('Too many.')), 'POST /x')
    expect(error.message).toContain('Too many.')
    expect(error.details).toMatchObject({ activityId: activity, requestId: 'r1', target: 'POST /x' })
  })
})
