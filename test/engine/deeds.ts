import fc from 'fast-check'
import { MachineBench } from './machine-bench.ts'

const deed = fc.oneof(
  { weight: 4, arbitrary: fc.constant<(on: MachineBench) => void>((on) => on.work('done')) },
  ...(['failed', 'crashBefore', 'crashAfter', 'unheard'] as const).map((end) => ({
    weight: 1,
    arbitrary: fc.constant((on: MachineBench) => on.work(end)),
  })),
  { weight: 2, arbitrary: fc.constant((on: MachineBench) => on.plug()) },
  { weight: 1, arbitrary: fc.constant((on: MachineBench) => on.unplug()) },
  { weight: 1, arbitrary: fc.constant((on: MachineBench) => on.crash()) },
  { weight: 1, arbitrary: fc.constant((on: MachineBench) => on.use()) },
  { weight: 1, arbitrary: fc.constant((on: MachineBench) => on.eraseElsewhere()) },
  { weight: 1, arbitrary: fc.boolean().map((consent) => (on: MachineBench) => on.start(consent)) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('cancelRequested', 'pauseRequested', 'resumeRequested')
      .map((type) => (on: MachineBench) => on.dispatch({ type, at: 1 })),
  },
)
/** What may happen to a device, in any order: from a run that has come to its erase, or from nothing. */
export const deeds = fc.tuple(fc.boolean(), fc.array(deed, { maxLength: 60 }))

export function play([atErase, all]: readonly [boolean, readonly ((on: MachineBench) => void)[]]): MachineBench {
  const made = new MachineBench()
  if (atErase) {
    made.plug()
    made.start(true)
    for (let turn = 0; turn < 10 && made.step !== 'erase'; turn += 1) made.work('done')
  }
  for (const one of all) one(made)
  return made
}
