import type { Blueprint } from './blueprint.ts'
import { enrolls, writesConfiguration } from './blueprint-meaning.ts'
import type { Capability } from './capabilities.ts'

/** What a blueprint asks of whoever works on its devices, each as the capability table calls it. */
export function neededCapabilities(blueprint: Blueprint): readonly Capability[] {
  const { route, erase, eraseWith, dataPlan, pairing, skipSetup, wallpaper, profiles, apps, language, locale } =
    blueprint
  const configures = writesConfiguration(blueprint)
  const erases = erase !== 'never'
  const asked: Readonly<Partial<Record<Capability, boolean>>> = {
    read: true,
    pair: true,
    erase: erases && eraseWith === 'command',
    restore: erases && eraseWith === 'restore',
    keepDataPlan: erases && eraseWith === 'command' && dataPlan === 'preserve',
    eraseDataPlan: erases && eraseWith === 'command' && dataPlan === 'erase',
    activate: erases,
    supervise: configures && blueprint.supervise,
    forbidPairing: configures && pairing !== 'allow',
    pairWithIdentity: pairing === 'certificate',
    enrollmentAddress: route === 'setupAssistant',
    skipPanes: configures && skipSetup.length > 0,
    automatedEnrollment: route === 'automated',
    installProfile: profiles.length > 0 || (enrolls(blueprint) && route === 'direct'),
    installAppFile: apps.length > 0,
    rename: blueprint.nameTemplate !== null,
    language: language !== null || locale !== null,
    wallpaper: wallpaper !== null,
    shutDown: blueprint.end.shutDown,
  }
  return (Object.keys(asked) as Capability[]).filter((capability) => asked[capability] === true)
}
