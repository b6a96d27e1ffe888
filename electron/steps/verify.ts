import type { ReadBack } from '../../src-shared/blueprint.ts'
import { readBacksOf } from '../../src-shared/blueprint-meaning.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'
import { AppError } from '../../src-shared/errors.ts'
import { openIpa } from '../apple/ipa.ts'
import { readProfile } from '../profiles/read.ts'
import type { Step, StepContext } from '../engine/ports.ts'
import { installedBundleIds } from './apps.ts'
import type { StepHands } from './hands.ts'
import { listIdentifiers } from './install-attended.ts'
import { inSession, nameFor } from './settings.ts'
import { verifyConfiguration } from './supervise.ts'
import { wifiIdentifier } from './wifi.ts'

type Check = (hands: StepHands, context: StepContext) => Promise<Partial<DeviceFacts>>

/** Reads back what the blueprint wants to be sure of. @throws AppError `stage.verifyMismatch` with the first difference */
export function verify(hands: StepHands): Step {
  return async (context) => {
    let learned: Partial<DeviceFacts> = {}
    for (const what of readBacksOf(context.blueprint)) {
      learned = { ...learned, ...(await checks[what](hands, context)) }
    }
    return context.facts === null ? {} : { facts: { ...context.facts, ...learned } }
  }
}

const checks: Readonly<Record<ReadBack, Check>> = {
  configuration: verifyConfiguration,
  name: async (hands, context) => {
    const { nameTemplate } = context.blueprint
    if (nameTemplate === null) return {}
    const wanted = await nameFor(hands, context, nameTemplate)
    assertSame('DeviceName', wanted, await valueOf(hands, context, { key: 'DeviceName' }))
    return { name: wanted }
  },
  language: async (hands, context) => {
    const { language, locale } = context.blueprint
    const domain = 'com.apple.international'
    if (language !== null) assertSame('Language', language, await valueOf(hands, context, { domain, key: 'Language' }))
    if (locale !== null) assertSame('Locale', locale, await valueOf(hands, context, { domain, key: 'Locale' }))
    return {}
  },
  timeZone: async (hands, context) => {
    assertSame('TimeZone', context.blueprint.timeZone, await valueOf(hands, context, { key: 'TimeZone' }))
    return {}
  },
  profiles: async (hands, context) => {
    const there = await listIdentifiers(hands, context)
    for (const wanted of await profileIdentifiers(hands, context)) {
      if (!there.includes(wanted)) throw mismatch('profile', wanted, '')
    }
    return {}
  },
  apps: async (hands, context) => {
    const there = await installedBundleIds(hands, context)
    for (const name of context.blueprint.apps) {
      const ipa = await openIpa(await hands.appPath(name))
      await ipa.close()
      if (!there.has(ipa.bundleId)) throw mismatch('app', ipa.bundleId, '')
    }
    return {}
  },
}

async function profileIdentifiers(hands: StepHands, { blueprint }: StepContext): Promise<readonly string[]> {
  const { wifi, networkProfile, profiles } = blueprint
  const names = [...(networkProfile === null ? [] : [networkProfile]), ...profiles]
  const read = await Promise.all(names.map(async (name) => readProfile(await hands.profile(name)).identifier))
  return [...(wifi === null ? [] : [wifiIdentifier]), ...read.filter((identifier) => identifier !== null)]
}

function valueOf(
  hands: StepHands,
  context: StepContext,
  name: { readonly domain?: string; readonly key: string },
): Promise<unknown> {
  return inSession(hands, context, (lockdown) => lockdown.getValue(name, { signal: context.signal }))
}

function assertSame(what: string, wanted: string | null, stored: unknown): void {
  if (stored !== wanted) throw mismatch(what, wanted ?? '', typeof stored === 'string' ? stored : '')
}

function mismatch(what: string, sent: string, stored: string): AppError {
  return new AppError('stage.verifyMismatch', { what, sent: sent.slice(0, 120), stored: stored.slice(0, 120) })
}
