import { useSyncExternalStore } from 'react'

/** Names of the pages, as they stand in the address after `#/`. */
export const pageNames = [
  'stage',
  'returns',
  'shift',
  'automation',
  'blueprints',
  'intune',
  'ledger',
  'practice',
  'settings',
] as const
export type PageName = (typeof pageNames)[number]

export type Route = {
  readonly page: PageName
  /** What follows the page's name: `account` of `#/settings/account`; '' without. */
  readonly part: string
}

/** Where an address leads. What nobody knows leads home. */
export function parseRoute(hash: string): Route {
  const [name = '', part = ''] = hash.replace(/^#\/?/, '').split('/')
  const page = pageNames.find((known) => known === name)
  return page === undefined ? { page: 'stage', part: '' } : { page, part }
}

export function hrefOf(page: PageName, part = ''): string {
  const path = page === 'stage' ? '' : page
  return part === '' ? `#/${path}` : `#/${path}/${part}`
}

/** Goes to another page as a click on its link does. */
export function goTo(page: PageName, part = ''): void {
  window.location.hash = hrefOf(page, part)
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

/** The page that the address names. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash)
  return parseRoute(hash)
}
