import * as z from 'zod'

/** Carts of thirty-two are common, racks of sixty-four exist; a side longer than this is a slip of the finger. */
export const longestSide = 16

/** Where in the cart the port of a slot is, counted from 1, top left first. */
export const cartPlace = z.object({
  row: z.int().min(1).max(longestSide),
  column: z.int().min(1).max(longestSide),
  /** Number of the slot, which belongs to one physical port for good. */
  slot: z.int().min(1),
})
export type CartPlace = z.infer<typeof cartPlace>

/** A cart as people see it standing there: rows × columns, and which port is where as far as it was taught. */
export const cart = z
  .object({
    id: z.string().min(1).max(64),
    name: z.string().trim().min(1).max(60),
    rows: z.int().min(1).max(longestSide),
    columns: z.int().min(1).max(longestSide),
    places: z.array(cartPlace).max(longestSide * longestSide),
  })
  .refine(({ rows, columns, places }) => places.every((place) => place.row <= rows && place.column <= columns), {
    message: 'a place is outside the cart',
  })
  .refine(({ places }) => new Set(places.map(({ row, column }) => `${row}/${column}`)).size === places.length, {
    message: 'two slots at one place',
  })
  .refine(({ places }) => new Set(places.map(({ slot }) => slot)).size === places.length, {
    message: 'one slot at two places',
  })
export type Cart = z.infer<typeof cart>

export type CartCell = { readonly row: number; readonly column: number; readonly slot: number | null }

/** Every cell in reading order, taught or not. */
export function cartCells({ rows, columns, places }: Cart): readonly CartCell[] {
  const slots = new Map(places.map(({ row, column, slot }) => [`${row}/${column}`, slot]))
  return Array.from({ length: rows * columns }, (_, index) => {
    const row = Math.floor(index / columns) + 1
    const column = (index % columns) + 1
    return { row, column, slot: slots.get(`${row}/${column}`) ?? null }
  })
}

/** The first cell in reading order that was not taught yet; null when all were. */
export function nextToTeach(taught: Cart): CartCell | null {
  return cartCells(taught).find(({ slot }) => slot === null) ?? null
}

/** The cart with this slot at this place: what was there makes room, and the slot leaves the place it had. */
export function teachPlace(taught: Cart, { row, column, slot }: CartPlace): Cart {
  const others = taught.places.filter((place) => place.slot !== slot && !(place.row === row && place.column === column))
  return { ...taught, places: [...others, { row, column, slot }] }
}

/** Another shape: places that are outside it are forgotten. */
export function reshape(taught: Cart, rows: number, columns: number): Cart {
  return { ...taught, rows, columns, places: taught.places.filter((p) => p.row <= rows && p.column <= columns) }
}

/** A port is in one place only: what `kept` holds is taken out of the other carts. */
export function withoutSlotsOf(kept: Cart, other: Cart): Cart {
  const taken = new Set(kept.places.map(({ slot }) => slot))
  return { ...other, places: other.places.filter(({ slot }) => !taken.has(slot)) }
}
