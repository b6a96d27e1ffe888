import type { accountContract } from '../../src-shared/account-contract.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import type { MicrosoftAccount } from '../graph/auth/microsoft-account.ts'
import { testAccount } from '../graph/auth/permission-test.ts'
import { setupScript } from '../graph/auth/setup-script.ts'
import type { GraphClient } from '../graph/call.ts'

export type AccountServices = { readonly account: MicrosoftAccount; readonly graph: GraphClient }

/** Signing in to Microsoft, as the contract has it. No token ever leaves through here. */
export function makeAccountHandlers({ account, graph }: AccountServices): Handlers<typeof accountContract> {
  return {
    'account.status': async () => account.status(),
    'account.configure': (tenant) => account.configure(tenant),
    'account.signIn': ({ way }, { signal }) => account.signIn(way, signal),
    'account.signInWithCertificate': async ({ pem }) => ({ account: await account.signInWithCertificate(pem) }),
    'account.signOut': async () => {
      await account.signOut()
      return {}
    },
    'account.test': () => testAccount(account, graph),
    'account.setup': async ({ kind, cloud }) => ({
      script: setupScript(kind, cloud ?? account.place?.tenant.cloud ?? 'global'),
    }),
  }
}
