import type { blueprintsContract } from '../../src-shared/blueprints-contract.ts'
import { AppError } from '../../src-shared/errors.ts'
import { checkNameTemplate } from '../../src-shared/naming.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import { listVault } from '../profiles/vault-list.ts'
import type { Store } from '../store/store.ts'
import { findBlueprint } from './find-blueprint.ts'

/** @param dataDir holds the folders of profiles, apps and pictures */
export function makeBlueprintHandlers(store: Store, dataDir: string): Handlers<typeof blueprintsContract> {
  return {
    'blueprints.put': async ({ blueprint, replace }) => {
      if (blueprint.nameTemplate !== null) checkNameTemplate(blueprint.nameTemplate)
      const all = await store.blueprints()
      const at = all.findIndex(({ id }) => id === blueprint.id)
      if (at >= 0 && !replace) throw new AppError('plan.blueprintExists', { id: blueprint.id })
      await store.putBlueprint(blueprint, null)
      return { replaced: at >= 0 }
    },
    'blueprints.materials': async () => ({
      profiles: await listVault(dataDir, 'profile'),
      apps: await listVault(dataDir, 'app'),
      pictures: await listVault(dataDir, 'picture'),
      wifiPasswords: (await store.secretNames()).filter((name) => name.startsWith('wifi.')),
    }),
    'blueprints.keepPassword': async ({ name, password }) => {
      await store.putSecret(name, password)
      return {}
    },
    'blueprints.delete': async ({ id }) => {
      await findBlueprint(store, id)
      await store.deleteBlueprint(id)
      return {}
    },
  }
}
