/** A program that listens at usbmuxd, as it introduced itself there. */
export type MuxListener = { readonly progName: string; readonly bundleId: string }

/**
 * Programs that prepare, restore or erase devices by themselves when one is plugged in, or whose windows do it for
 * somebody. Names as people know them; patterns for what a program calls itself (its process) or is called (its bundle).
 * Finder, iTunes, Apple Devices, Xcode and backup tools listen too and touch nothing.
 */
const takers: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'iMazing', pattern: /imazing|^com\.digidna\./i },
  { name: 'cfgutil', pattern: /^cfgutil$/i },
  { name: 'Apple Configurator', pattern: /^apple configurator|^com\.apple\.configurator/i },
  { name: 'GroundControl Launchpad', pattern: /groundcontrol/i },
  { name: 'idevicerestore', pattern: /^(idevice|future)restore$/i },
]

/** The name of the first program among the listeners that may take a device at any moment; null when there is none. */
export function deviceTaker(listeners: readonly MuxListener[]): string | null {
  for (const { progName, bundleId } of listeners) {
    const taker = takers.find(({ pattern }) => pattern.test(progName) || pattern.test(bundleId))
    if (taker !== undefined) return taker.name
  }
  return null
}
