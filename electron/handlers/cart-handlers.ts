import type { cartsContract } from '../../src-shared/carts-contract.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import type { Carts } from '../store/carts.ts'

export function makeCartHandlers(carts: Carts): Handlers<typeof cartsContract> {
  return {
    'carts.list': async () => ({ carts: await carts.list() }),
    'carts.put': async ({ cart }) => {
      await carts.put(cart)
      return {}
    },
    'carts.delete': async ({ id }) => {
      await carts.remove(id)
      return {}
    },
    'carts.feed': (_input, { signal }) => carts.feed(signal),
  }
}
