import type { Blueprint, ReadBack } from './blueprint.ts'

/** Whether the cable writes the one cloud configuration a device takes per erase. */
export function writesConfiguration({ route, supervise, pairing, skipSetup }: Blueprint): boolean {
  if (route === 'setupAssistant') return true
  return route === 'none' && (supervise || pairing !== 'allow' || skipSetup.length > 0)
}

/** Whether the device must stand in Setup Assistant with nothing stored. */
export function needsEmptyDevice(blueprint: Blueprint): boolean {
  return blueprint.route === 'automated' || writesConfiguration(blueprint)
}

/** Whether Intune has a word in it. */
export function enrolls({ route }: Blueprint): boolean {
  return route !== 'none'
}

/** Whether this station imports the serial number and assigns the enrollment profile. */
export function registersSerial({ route }: Blueprint): boolean {
  return route === 'setupAssistant' || route === 'direct'
}

/** What is read back of all that may be: only what the blueprint sets. */
export function readBacksOf(blueprint: Blueprint): readonly ReadBack[] {
  const set: Readonly<Record<ReadBack, boolean>> = {
    configuration: writesConfiguration(blueprint),
    name: blueprint.nameTemplate !== null,
    language: blueprint.route !== 'direct' && (blueprint.language !== null || blueprint.locale !== null),
    timeZone: blueprint.timeZone !== null,
    profiles: blueprint.profiles.length > 0 || blueprint.wifi !== null || blueprint.networkProfile !== null,
    apps: blueprint.apps.length > 0,
  }
  return blueprint.verification.filter((what) => set[what])
}
