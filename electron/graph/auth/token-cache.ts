import type { ICachePlugin } from '@azure/msal-node'

/** Where secrets are sealed; `null` means there is none. */
export type SecretStore = {
  readonly get: (name: string) => Promise<string | null>
  readonly put: (name: string, value: string) => Promise<void>
  readonly remove: (name: string) => Promise<void>
}

/**
 * MSAL's cache in the store of sealed secrets: refresh tokens never lie on disk in clear. It is read once, for nobody
 * else writes it: one process owns a data directory.
 */
export function createTokenCache(secrets: SecretStore, name: string): ICachePlugin {
  let loaded: Promise<string | null> | null = null
  return {
    beforeCacheAccess: async ({ tokenCache }) => {
      if (loaded !== null) return void (await loaded)
      loaded = secrets.get(name)
      const kept = await loaded
      if (kept !== null) tokenCache.deserialize(kept)
    },
    afterCacheAccess: async ({ cacheHasChanged, tokenCache }) => {
      if (cacheHasChanged) await secrets.put(name, tokenCache.serialize())
    },
  }
}
