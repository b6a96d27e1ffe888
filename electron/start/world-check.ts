import { AppError } from '../../src-shared/errors.ts'
import type { Mode } from '../store/data-directory.ts'

export type WorldCheck = {
  readonly assertDevice: (udid: string, practiceWorld: string | null) => void
  readonly assertTenant: (practiceWorld: string | null) => void
  readonly assertApple: (practiceWorld: string | null) => void
}

/**
 * The one place that knows that there is a practice world: what marks itself as practice is refused by a real Slipway,
 * and what does not is refused by a practising one.
 */
export function worldCheck(mode: Mode): WorldCheck {
  const assert = (what: string, practiceWorld: string | null): void => {
    const found: Mode = practiceWorld === null ? 'real' : 'practice'
    if (found !== mode) throw new AppError('app.practiceRealMix', { what, found, mode })
  }
  return {
    assertDevice: assert,
    assertTenant: (practiceWorld) => assert('Intune', practiceWorld),
    assertApple: (practiceWorld) => assert('Apple Business Manager', practiceWorld),
  }
}
