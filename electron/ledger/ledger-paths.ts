/** The ledger's files in a data directory. */
export function ledgerPaths(file: (name: string) => string): { readonly path: string; readonly headPath: string } {
  return { path: file('ledger.sqlite'), headPath: file('ledger.head') }
}
