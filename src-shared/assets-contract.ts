import * as z from 'zod'

/**
 * An inventory number as labels carry it: it begins with a letter or a digit (a spreadsheet takes `=` and `-` for
 * formulas) and holds nothing that separates the cells of a list.
 */
export const assetTag = z
  .string()
  .trim()
  .max(64)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._/#:+-]*$/u)

const serial = z.string().trim().toUpperCase().min(4).max(32)

export const assetEntry = z.object({ serial: z.string(), asset: z.string() })
export type AssetEntry = z.infer<typeof assetEntry>

/** What one binding changed for one serial number; null is no inventory number. */
export const assetChange = z.object({ serial, from: z.string().nullable(), to: z.string().nullable() })
export type AssetChange = z.infer<typeof assetChange>

const assetChanges = z.object({ changes: z.array(assetChange).max(8) })

/** Inventory numbers by serial number: the list `assets.csv` of the data directory. */
export const assetsContract = {
  /** Those of these devices; who has none is left out. */
  'assets.look': {
    kind: 'call',
    input: z.object({ serials: z.array(serial).max(512) }),
    output: z.object({ entries: z.array(assetEntry) }),
  },
  /** Whose number it is, in capitals or not; null when nobody's. */
  'assets.find': {
    kind: 'call',
    input: z.object({ asset: assetTag }),
    output: z.object({ serial: z.string().nullable() }),
  },
  /** Refuses with `assets.taken` or `assets.hasOther` unless `replace`. */
  'assets.bind': {
    kind: 'call',
    input: z.object({ serial, asset: assetTag, replace: z.boolean() }),
    output: assetChanges,
  },
  /** Takes changes back, all or none: refuses with `assets.changed` when something else happened to them since. */
  'assets.undo': { kind: 'call', input: assetChanges, output: z.object({}) },
  /** What any window changes from now on. */
  'assets.feed': { kind: 'stream', input: z.object({}), item: assetChanges },
} as const
