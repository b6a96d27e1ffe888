import { beliefs as beliefsEn } from './en/beliefs.ts'
import { cli as cliEn } from './en/cli.ts'
import { device as deviceEn } from './en/device.ts'
import { host as hostEn } from './en/host.ts'
import { panes as panesEn } from './en/panes.ts'
import { plan as planEn } from './en/plan.ts'
import { practice as practiceEn } from './en/practice.ts'
import { ui as uiEn } from './en/ui.ts'
import { beliefs as beliefsFr } from './fr/beliefs.ts'
import { cli as cliFr } from './fr/cli.ts'
import { device as deviceFr } from './fr/device.ts'
import { host as hostFr } from './fr/host.ts'
import { panes as panesFr } from './fr/panes.ts'
import { plan as planFr } from './fr/plan.ts'
import { practice as practiceFr } from './fr/practice.ts'
import { ui as uiFr } from './fr/ui.ts'
import type { Language } from './languages.ts'
import type { Texts } from './texts.ts'

const english = {
  ui: uiEn,
  host: hostEn,
  cli: cliEn,
  device: deviceEn,
  panes: panesEn,
  plan: planEn,
  practice: practiceEn,
  beliefs: beliefsEn,
}

export type Areas = typeof english

/** Every text by language, area and key, but for the errors, which have a catalogue of their own. */
export const resources: Readonly<Record<Language, Texts<Areas>>> = {
  en: english,
  fr: {
    ui: uiFr,
    host: hostFr,
    cli: cliFr,
    device: deviceFr,
    panes: panesFr,
    plan: planFr,
    practice: practiceFr,
    beliefs: beliefsFr,
  },
}
