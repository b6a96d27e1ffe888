import { account as accountEn } from './en/account.ts'
import { abm as abmEn } from './en/abm.ts'
import { ade as adeEn } from './en/ade.ts'
import { adePage as adePageEn } from './en/ade-page.ts'
import { authority as authorityEn } from './en/authority.ts'
import { automation as automationEn } from './en/automation.ts'
import { bench as benchEn } from './en/bench.ts'
import { beliefs as beliefsEn } from './en/beliefs.ts'
import { blueprint as blueprintEn } from './en/blueprint.ts'
import { cli as cliEn } from './en/cli.ts'
import { configurator as configuratorEn } from './en/configurator.ts'
import { device as deviceEn } from './en/device.ts'
import { editor as editorEn } from './en/editor.ts'
import { explained as explainedEn } from './en/explained.ts'
import { handover as handoverEn } from './en/handover.ts'
import { host as hostEn } from './en/host.ts'
import { intune as intuneEn } from './en/intune.ts'
import { keys as keysEn } from './en/keys.ts'
import { ledger as ledgerEn } from './en/ledger.ts'
import { local as localEn } from './en/local.ts'
import { lookup as lookupEn } from './en/lookup.ts'
import { pages as pagesEn } from './en/pages.ts'
import { panes as panesEn } from './en/panes.ts'
import { plan as planEn } from './en/plan.ts'
import { portal as portalEn } from './en/portal.ts'
import { practice as practiceEn } from './en/practice.ts'
import { protect as protectEn } from './en/protect.ts'
import { prove as proveEn } from './en/prove.ts'
import { returns as returnsEn } from './en/returns.ts'
import { shell as shellEn } from './en/shell.ts'
import { shift as shiftEn } from './en/shift.ts'
import { ui as uiEn } from './en/ui.ts'
import { waiting as waitingEn } from './en/waiting.ts'
import { world as worldEn } from './en/world.ts'
import { account as accountFr } from './fr/account.ts'
import { abm as abmFr } from './fr/abm.ts'
import { ade as adeFr } from './fr/ade.ts'
import { adePage as adePageFr } from './fr/ade-page.ts'
import { authority as authorityFr } from './fr/authority.ts'
import { automation as automationFr } from './fr/automation.ts'
import { bench as benchFr } from './fr/bench.ts'
import { beliefs as beliefsFr } from './fr/beliefs.ts'
import { blueprint as blueprintFr } from './fr/blueprint.ts'
import { cli as cliFr } from './fr/cli.ts'
import { configurator as configuratorFr } from './fr/configurator.ts'
import { device as deviceFr } from './fr/device.ts'
import { editor as editorFr } from './fr/editor.ts'
import { explained as explainedFr } from './fr/explained.ts'
import { handover as handoverFr } from './fr/handover.ts'
import { host as hostFr } from './fr/host.ts'
import { intune as intuneFr } from './fr/intune.ts'
import { keys as keysFr } from './fr/keys.ts'
import { ledger as ledgerFr } from './fr/ledger.ts'
import { local as localFr } from './fr/local.ts'
import { lookup as lookupFr } from './fr/lookup.ts'
import { pages as pagesFr } from './fr/pages.ts'
import { panes as panesFr } from './fr/panes.ts'
import { plan as planFr } from './fr/plan.ts'
import { portal as portalFr } from './fr/portal.ts'
import { practice as practiceFr } from './fr/practice.ts'
import { protect as protectFr } from './fr/protect.ts'
import { prove as proveFr } from './fr/prove.ts'
import { returns as returnsFr } from './fr/returns.ts'
import { shell as shellFr } from './fr/shell.ts'
import { shift as shiftFr } from './fr/shift.ts'
import { ui as uiFr } from './fr/ui.ts'
import { waiting as waitingFr } from './fr/waiting.ts'
import { world as worldFr } from './fr/world.ts'
import type { Language } from './languages.ts'
import type { Texts } from './texts.ts'

const english = {
  ui: uiEn,
  handover: handoverEn,
  host: hostEn,
  intune: intuneEn,
  cli: cliEn,
  configurator: configuratorEn,
  device: deviceEn,
  bench: benchEn,
  blueprint: blueprintEn,
  editor: editorEn,
  explained: explainedEn,
  keys: keysEn,
  ledger: ledgerEn,
  local: localEn,
  lookup: lookupEn,
  panes: panesEn,
  plan: planEn,
  portal: portalEn,
  practice: practiceEn,
  protect: protectEn,
  prove: proveEn,
  beliefs: beliefsEn,
  automation: automationEn,
  account: accountEn,
  abm: abmEn,
  ade: adeEn,
  adePage: adePageEn,
  authority: authorityEn,
  returns: returnsEn,
  shell: shellEn,
  pages: pagesEn,
  shift: shiftEn,
  waiting: waitingEn,
  world: worldEn,
}

export type Areas = typeof english

/** Every text by language, area and key, but for the errors, which have a catalogue of their own. */
export const resources: Readonly<Record<Language, Texts<Areas>>> = {
  en: english,
  fr: {
    ui: uiFr,
    handover: handoverFr,
    host: hostFr,
    intune: intuneFr,
    cli: cliFr,
    configurator: configuratorFr,
    device: deviceFr,
    bench: benchFr,
    blueprint: blueprintFr,
    editor: editorFr,
    explained: explainedFr,
    keys: keysFr,
    ledger: ledgerFr,
    local: localFr,
    lookup: lookupFr,
    panes: panesFr,
    plan: planFr,
    portal: portalFr,
    practice: practiceFr,
    protect: protectFr,
    prove: proveFr,
    beliefs: beliefsFr,
    automation: automationFr,
    account: accountFr,
    abm: abmFr,
    ade: adeFr,
    adePage: adePageFr,
    authority: authorityFr,
    returns: returnsFr,
    shell: shellFr,
    pages: pagesFr,
    shift: shiftFr,
    waiting: waitingFr,
    world: worldFr,
  },
}
