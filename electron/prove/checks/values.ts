import { isPlistDict, PlistReal } from '../../apple/plist/value.ts'
import { answerOf } from '../answer.ts'
import type { Check } from '../check.ts'
import { judge } from '../observation.ts'

/** Values with a form or a manner of their own. */
export const values: Check = {
  id: 'values',
  beliefs: ['value-2', 'value-3'],
  needs: ['paired'],
  run: (bench) =>
    bench.inSession(async (lockdown) => {
      const domain = 'com.apple.fmip'
      const time = await answerOf(() => lockdown.getValue({ key: 'TimeIntervalSince1970' }, bench.call))
      const whole = await answerOf(() => lockdown.getValue({ domain }, bench.call))
      const named = await answerOf(() => lockdown.getValue({ domain, key: 'IsAssociated' }, bench.call))
      const unasked = whole.accepted && isPlistDict(whole.value) && whole.value['IsAssociated'] !== undefined
      const asked = named.accepted && typeof named.value === 'boolean'
      return [
        judge(
          'value-2',
          `GetValue ${domain}; GetValue ${domain} IsAssociated`,
          'no IsAssociated; a boolean',
          `${unasked ? 'IsAssociated' : 'no IsAssociated'}; ${asked ? 'a boolean' : named.accepted ? 'something else' : named.shown}`,
        ),
        judge(
          'value-3',
          'GetValue TimeIntervalSince1970',
          'real',
          !time.accepted ? time.shown : time.value instanceof PlistReal ? 'real' : typeof time.value,
        ),
      ]
    }),
}
