import { AppError } from '../../src-shared/errors.ts'
import { practiceContract } from '../../src-shared/practice-contract.ts'
import type { Handlers } from '../../src-shared/rpc.ts'

/** Where nothing is virtual, or the practice world belongs to somebody else: `practice.notHere`, whatever is asked. */
export const noPractice = Object.fromEntries(
  Object.keys(practiceContract).map((name) => [
    name,
    () => {
      throw new AppError('practice.notHere')
    },
  ]),
  // Built from the contract key by key.
) as unknown as Handlers<typeof practiceContract>
