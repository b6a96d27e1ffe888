import type { Handlers } from '../../src-shared/rpc.ts'
import type { runsContract } from '../../src-shared/runs-contract.ts'
import type { Orders } from '../engine/orders.ts'

export function makeRunHandlers(orders: Orders): Handlers<typeof runsContract> {
  return {
    'runs.pause': ({ udids }) => {
      orders.pause(udids)
      return Promise.resolve({})
    },
    'runs.resume': ({ udids }) => {
      orders.resume(udids)
      return Promise.resolve({})
    },
    'runs.release': ({ udids }) => {
      orders.release(udids)
      return Promise.resolve({})
    },
  }
}
