import type { automationContract } from '../../src-shared/automation-contract.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import type { Automation } from '../engine/automation.ts'

export function makeAutomationHandlers(automation: Automation): Handlers<typeof automationContract> {
  const done = (work: Promise<void>): Promise<Record<string, never>> => work.then(() => ({}))
  return {
    'automation.list': () => automation.view(),
    'automation.put': ({ rule }) => done(automation.put(rule)),
    'automation.delete': ({ id }) => done(automation.remove(id)),
    'automation.arm': (request) => done(automation.arm(request)),
    'automation.disarm': ({ id }) => {
      automation.disarm(id)
      return Promise.resolve({})
    },
    'automation.feed': (_input, { signal }) => automation.feed(signal),
  }
}
