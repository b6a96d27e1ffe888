import { booleanAt } from '../apple/plist/take.ts'
import { isPlistDict } from '../apple/plist/value.ts'
import { answerOf } from './answer.ts'
import type { ProofBench } from './bench.ts'

/** Setup Assistant's two flags, and how they are shown in a report. */
export async function readBuddy(bench: ProofBench): Promise<{ readonly done: boolean; readonly shown: string }> {
  const answer = await answerOf(() =>
    bench.inSession((lockdown) => lockdown.getValue({ domain: 'com.apple.PurpleBuddy' }, bench.call)),
  )
  if (!answer.accepted) return { done: false, shown: answer.shown }
  const dict = isPlistDict(answer.value) ? answer.value : {}
  const flags = ['SetupDone', 'SetupFinishedAllSteps'].map((key) => [key, booleanAt(dict, key)] as const)
  return {
    done: flags.some(([, value]) => value === true),
    shown: flags.map(([key, value]) => `${key} ${value ?? 'absent'}`).join(', '),
  }
}
