import { installProfileSilent, removeTrialProfile } from '../../apple/services/mcinstall.ts'
import { activationLockBypassCode, escalate, isPasscodePresent } from '../../apple/services/mcinstall-escalation.ts'
import { answerOf } from '../answer.ts'
import type { Check } from '../check.ts'
import { harmlessProfile, isListed } from '../harmless-profile.ts'
import { judge } from '../observation.ts'

/** What an escalated connection may do. Of the bypass code only its length is kept. */
export const silentInstall: Check = {
  id: 'silentInstall',
  beliefs: ['sup-5', 'sup-6', 'sup-7'],
  needs: ['escalated'],
  run: (bench) =>
    bench.mcInstall(async (service) => {
      const { organization, clock } = bench.hands
      await escalate(service, organization, { clock, ...bench.call })
      const sent = await answerOf(() => installProfileSilent(service, harmlessProfile(), bench.call))
      const there = sent.accepted && (await isListed(service, bench.call))
      if (there) await answerOf(() => removeTrialProfile(service, bench.call))
      const passcode = await answerOf(() => isPasscodePresent(service, bench.call))
      const code = await answerOf(() => activationLockBypassCode(service, bench.call))
      return [
        judge(
          'sup-5',
          'InstallProfileSilent, GetProfileList',
          'Acknowledged, listed',
          sent.accepted ? `Acknowledged, ${there ? 'listed' : 'not listed'}` : sent.shown,
        ),
        judge(
          'sup-6',
          'ActivationLockBypassCode',
          'a code',
          !code.accepted ? code.shown : code.value === null ? 'no code' : 'a code',
        ),
        judge(
          'sup-7',
          'SecurityInfo',
          'PasscodePresent',
          !passcode.accepted ? passcode.shown : passcode.value === null ? 'no PasscodePresent' : 'PasscodePresent',
        ),
      ]
    }),
}
