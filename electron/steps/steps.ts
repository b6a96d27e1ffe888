import type { Steps } from '../engine/ports.ts'
import { activate } from './activate.ts'
import { apps } from './apps.ts'
import { bypassCode } from './bypass-code.ts'
import { enroll } from './enroll.ts'
import { erase } from './erase.ts'
import type { StepHands } from './hands.ts'
import { identify } from './identify.ts'
import { label } from './label.ts'
import { pair } from './pair.ts'
import { power } from './power.ts'
import { extraProfiles, trust } from './profiles.ts'
import { register } from './register.ts'
import { language, name, timeZone } from './settings.ts'
import { shutDown } from './shut-down.ts'
import { certificate, record, retire } from './tenant-return.ts'
import { supervise } from './supervise.ts'
import { verify } from './verify.ts'
import { wallpaper } from './wallpaper.ts'
import { wifi } from './wifi.ts'

/** Every step there is, in the order a device meets them. */
export function makeSteps(hands: StepHands): Steps {
  return {
    identify: identify(hands),
    power: power(hands),
    register: register(hands),
    bypassCode: bypassCode(hands),
    retire: retire(hands),
    erase: erase(hands),
    pair: pair(hands),
    activate: activate(hands),
    trust: trust(hands),
    wifi: wifi(hands),
    name: name(hands),
    language: language(hands),
    timeZone: timeZone(hands),
    profiles: extraProfiles(hands),
    apps: apps(hands),
    supervise: supervise(hands),
    verify: verify(hands),
    wallpaper: wallpaper(hands),
    record: record(hands),
    certificate: certificate(hands),
    label: label(hands),
    shutDown: shutDown(hands),
    enroll: enroll(hands),
  }
}
