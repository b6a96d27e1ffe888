import * as z from 'zod'
import { cart } from './carts.ts'

const nothing = z.object({})
const carts = z.object({ carts: z.array(cart) })

/** The carts of this station, in the order they were made. What no cart holds stands in an unnamed one, which grows. */
export const cartsContract = {
  'carts.list': { kind: 'call', input: nothing, output: carts },
  /** Adds a cart or changes it. Slots that it holds leave every other cart. */
  'carts.put': { kind: 'call', input: z.object({ cart }), output: nothing },
  'carts.delete': { kind: 'call', input: z.object({ id: z.string().min(1).max(64) }), output: nothing },
  /** First item: all carts. Then again after each change. */
  'carts.feed': { kind: 'stream', input: nothing, item: carts },
} as const
