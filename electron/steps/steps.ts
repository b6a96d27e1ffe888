import type { Steps } from '../engine/ports.ts'
import { activate } from './activate.ts'
import { enroll } from './enroll.ts'
import { erase } from './erase.ts'
import type { StepHands } from './hands.ts'
import { identify } from './identify.ts'
import { pair } from './pair.ts'
import { extraProfiles, trust } from './profiles.ts'
import { register } from './register.ts'
import { language, name } from './settings.ts'
import { supervise, verify } from './supervise.ts'
import { wifi } from './wifi.ts'

/** Every step there is, in the order a device meets them. */
export function makeSteps(hands: StepHands): Steps {
  return {
    identify: identify(hands),
    register: register(hands),
    erase: erase(hands),
    pair: pair(hands),
    activate: activate(hands),
    trust: trust(hands),
    wifi: wifi(hands),
    name: name(hands),
    language: language(hands),
    profiles: extraProfiles(hands),
    supervise: supervise(hands),
    verify: verify(hands),
    enroll: enroll(hands),
  }
}
