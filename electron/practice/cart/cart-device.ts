import type { Power } from './power.ts'
import type { PracticeDevice } from './practice-device.ts'
import type { Hands, HandsAnswers } from './software/software.ts'

/** A device in the cart, with what is outside of it: cable, power button, and the hands of whoever stands there. */
export type CartDevice = {
  readonly device: PracticeDevice
  readonly power: Power
  /** Null: as the whole cart's. */
  hands: Hands | null
  answers: Partial<HandsAnswers>
}
