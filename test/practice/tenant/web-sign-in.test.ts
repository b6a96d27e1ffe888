import { describe, expect, it } from 'vitest'
import { closeHttpAgents, httpRequest } from '../../../electron/lib/http.ts'
import { signCms } from '../../../electron/pki/cms-sign.ts'
import { startTestTenant } from '../../harness/tenant.ts'
import { prepare } from './arrangement.ts'
import { ScriptedDevice } from './scripted-device.ts'

describe('the sign-in page for devices', () => {
  it('opens for a device that describes itself, with a profile that says so; nobody else comes past it', async () => {
    const tenant = await startTestTenant()
    const page = `${tenant.announcement.deviceBaseUrl}/EnrollmentServer/WebSignIn`
    const caPems = [tenant.announcement.rootCertificate]
    const open = async (headers: Record<string, string>, path = page) => {
      const answer = await httpRequest({ method: 'GET', url: path, headers, caPems, followRedirects: 0 })
      return [answer.status, /practice\.\w+/.exec(answer.body.toString())?.[0]]
    }
    const device = await ScriptedDevice.make(tenant, 'TESTWEB01')
    await prepare(tenant, device.serial)
    const signed = signCms(device.machineInfo(), device.builtIn).toString('base64')
    expect(await open({})).toEqual([403, 'practice.badRequest'])
    expect(await open({ 'x-apple-aspen-deviceinfo': device.machineInfo().toString('base64') })).toEqual([
      403,
      'practice.badRequest',
    ])
    expect(await open({ 'x-apple-aspen-deviceinfo': signed })).toEqual([403, 'practice.notModern'])
    const back = `${tenant.announcement.deviceBaseUrl}/EnrollmentServer/WebSignedIn?state=made-up&code=made-up`
    expect(await open({}, back)).toEqual([403, 'practice.signInLost'])
    closeHttpAgents()
    await tenant.dispose()
  })
})
