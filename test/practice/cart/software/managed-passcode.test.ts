import { describe, expect, it } from 'vitest'
import { pemToDer } from '../../../../electron/pki/pem.ts'
import { useBench } from './bench.ts'
import { command, managed } from './managed.ts'
import { root, text } from './mdm-server.ts'

const bench = useBench()
const { serve } = bench

describe('a managed device with a passcode', () => {
  it('gives its server an unlock token once it has a passcode, which takes the passcode off again', async () => {
    const server = await serve()
    const cloudConfiguration = {
      AnchorCertificates: [pemToDer(root.certificatePem)],
      ConfigurationURL: `${server.url}/enroll`,
      IsSupervised: true,
    }
    const rig = bench.boot({
      storage: { activated: true, network: { ssid: 'Bench' }, cloudConfiguration },
      answers: { passcode: '8642' },
    })
    await rig.fact('tokenUpdate', () => rig.phone.factCount('tokenUpdate') === 2)
    await rig.fact('setupDone')
    const tokens = server.checkIns
      .filter((message) => text(message, 'MessageType') === 'TokenUpdate')
      .map((message) => message['UnlockToken'])
    expect(tokens).toEqual([undefined, expect.any(Uint8Array)])
    expect(rig.phone.factCount('enrolled')).toBe(1)
    const UnlockToken = tokens[1] as Uint8Array
    const [wrong, right] = await command(
      server,
      rig,
      { RequestType: 'ClearPasscode', UnlockToken: Buffer.from('wrong') },
      { RequestType: 'ClearPasscode', UnlockToken },
    )
    expect(wrong).toMatchObject({ Status: 'Error', ErrorChain: [{ ErrorDomain: 'DMCKeybagErrorDomain' }] })
    expect(right).toMatchObject({ Status: 'Acknowledged' })
    expect(rig.phone.storage.passcode).toBeNull()
  })

  it('hears no push before its first unlock, and comes to its server after it', async () => {
    const server = await serve()
    const rig = await managed(bench, server, { storage: { passcode: '8642' }, hands: { kind: 'never' } })
    await rig.fact('tokenUpdate')
    rig.software.halt()
    rig.phone.locked = true
    rig.phone.unlockedSinceBoot = false
    rig.software.boot()
    const before = server.seen.length
    rig.software.push(rig.phone.storage.mdm?.pushMagic ?? '')
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(server.seen.length).toBe(before)
    await rig.tap('unlock', { kind: 'accept', input: { passcode: '8642' } })
    await rig.fact('unlocked')
    await expect.poll(() => server.seen.length, { timeout: 20_000 }).toBeGreaterThan(before)
  })
})
