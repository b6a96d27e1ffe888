import { afterEach, describe, expect, it } from 'vitest'
import {
  clearPasscode,
  clearRestrictionsPassword,
  requestUnlockToken,
} from '../../../electron/apple/services/mcinstall-keybag.ts'
import { setWallpaper } from '../../../electron/apple/services/mcinstall-wallpaper.ts'
import type { Message } from '../scripted-mux.ts'
import { scriptedService } from './scripted-service.ts'
import type { ScriptedService } from './scripted-service.ts'

const open: ScriptedService[] = []
afterEach(async () => {
  for (const script of open.splice(0)) await script.close()
})

async function device(answer: (request: Message) => Message): Promise<ScriptedService> {
  const script = await scriptedService(answer)
  open.push(script)
  return script
}

const yes: Message = { Status: 'Acknowledged' }
const image = Buffer.from('not looked at here')

describe('what only a supervisor may ask', () => {
  it('sends a wallpaper as one setting, with Apple’s number of the screen', async () => {
    const { service, requests } = await device(() => ({
      ...yes,
      Settings: [{ Item: 'Wallpaper', Status: 'Acknowledged' }],
    }))
    await setWallpaper(service, image, 'home')
    expect(requests).toEqual([
      { RequestType: 'Settings', Settings: [{ Item: 'Wallpaper', Where: 2, Image: new Uint8Array(image) }] },
    ])
  })

  it.each([[[{ Status: 'CommandFormatError' }]], [[]], [['Acknowledged']]])(
    'does not take the acknowledged list %j for an acknowledged wallpaper',
    async (settings) => {
      const { service } = await device(() => ({ ...yes, Settings: settings }))
      await expect(setWallpaper(service, image, 'both')).rejects.toMatchObject({ code: 'apple.service.refused' })
    },
  )

  it('fetches an unlock token and gives it back to remove a passcode', async () => {
    const token = new Uint8Array([1, 2, 3])
    const { service, requests } = await device(({ RequestType }) =>
      RequestType === 'RequestUnlockToken' ? { ...yes, UnlockToken: Buffer.from(token) } : yes,
    )
    expect(new Uint8Array(await requestUnlockToken(service))).toEqual(token)
    await clearPasscode(service, token)
    await clearRestrictionsPassword(service)
    expect(requests).toEqual([
      { RequestType: 'RequestUnlockToken' },
      { RequestType: 'ClearPasscode', UnlockToken: token },
      { RequestType: 'ClearRestrictionsPassword' },
    ])
  })

  it('says that a passcode is set when the device gives no token for that reason', async () => {
    const refusal = { Status: 'Error', ErrorChain: [{ ErrorCode: 37002, ErrorDomain: 'DMCKeybagErrorDomain' }] }
    const { service } = await device(() => refusal)
    await expect(requestUnlockToken(service)).rejects.toMatchObject({ code: 'apple.mcinstall.passcodeSet' })
  })

  it('takes an acknowledgment without a token for the nonsense it is', async () => {
    const { service } = await device(() => yes)
    await expect(requestUnlockToken(service)).rejects.toMatchObject({ code: 'apple.service.malformed' })
  })
})
