import { expect, test } from 'vitest'
import { installAttendedProfile } from '../../electron/apple/attended-profile.ts'
import type { PlistService } from '../../electron/apple/plist-service.ts'

const minute = 60_000

/** A device that is unlocked after `locked` and asked for nothing but its list and an installation. */
function deviceLockedFor(locked: number) {
  let now = 1_000
  const asked: string[] = []
  const service = {
    request: (message: { readonly RequestType: string }) => {
      asked.push(message.RequestType)
      return Promise.resolve({ Status: 'Acknowledged', OrderedIdentifiers: [], ProfileMetadata: {} })
    },
  } as unknown as PlistService
  const options = {
    onService: <T>(work: (service: PlistService) => Promise<T>) => {
      now += locked
      return work(service)
    },
    bytes: new Uint8Array(3),
    sendUntil: now + 15 * minute,
    hasArrived: () => true,
    onWaiting: () => {},
    clock: { now: () => now, sleep: () => Promise.resolve() },
    signal: new AbortController().signal,
  }
  return { asked, install: () => installAttendedProfile(options) }
}

test('a profile that waited too long for its device is not handed over', async () => {
  const { asked, install } = deviceLockedFor(15 * minute)
  await expect(install()).rejects.toMatchObject({ code: 'stage.profileTooOld' })
  expect(asked).toEqual([])
})

test('one that waited less is', async () => {
  const { asked, install } = deviceLockedFor(15 * minute - 1)
  await install()
  expect(asked).toEqual(['InstallProfile', 'GetProfileList'])
})
