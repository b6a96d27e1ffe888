import type { Store } from '../store/store.ts'

/** Settings and sealed secrets of the store, as the desks that keep an account there take them. */
export function keptInStore(store: Store) {
  return {
    settings: {
      get: (name: string) => store.setting(name),
      put: (name: string, value: string) => store.putSetting(name, value),
    },
    secrets: {
      get: (name: string) => store.secret(name),
      put: (name: string, value: string) => store.putSecret(name, value),
      remove: (name: string) => store.removeSecret(name),
    },
  }
}
