import type { ICachePlugin } from '@azure/msal-node'

/** Where secrets are sealed; `null` means there is none. */
export type SecretStore = {
  readonly get: (name: string) => Promise<string | null>
  readonly put: (name: string, value: string) => Promise<void>
  readonly remove: (name: string) => Promise<void>
}

/**
 * MSAL's cache in the store of sealed secrets: refresh tokens never lie on disk in clear. MSAL empties its memory before
 * it renews a token and wants everything back, so what is kept is handed to it each time.
 */
export function createTokenCache(secrets: SecretStore, name: string): ICachePlugin {
  return {
    beforeCacheAccess: async ({ tokenCache }) => {
      const kept = await secrets.get(name)
      if (kept !== null) tokenCache.deserialize(kept)
    },
    afterCacheAccess: async ({ cacheHasChanged, tokenCache }) => {
      if (cacheHasChanged) await secrets.put(name, tokenCache.serialize())
    },
  }
}
