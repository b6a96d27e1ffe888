/** What stands around every page: the rail, and a page that does not come. */
export const shell = {
  navigation: 'Pages',
  loading: 'Loading…',
  broken: 'This page could not be shown.',
  brokenDetail: 'What runs on devices goes on. Load the page again; if that does not help, restart Slipway.',
  reload: 'Load again',
  contrast: 'High contrast',
  page: {
    stage: 'Stage',
    returns: 'Returns',
    shift: 'Shift',
    automation: 'Automation',
    blueprints: 'Blueprints',
    intune: 'Intune',
    ledger: 'Ledger',
    practice: 'Practice',
    settings: 'Settings',
  },
}
