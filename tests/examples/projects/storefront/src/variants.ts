import type { Product } from "shopwright/client"

/** What can be ordered: a variant of a product, or a product without variants. */
export interface SoldItem {
  readonly product: number
  readonly variant: number | null
  /** The size and colour; empty without variants. */
  readonly label: string
  readonly available: number
}

/** Returns what can be ordered of a product. Archived variants are not sold. */
export const itemsOf = ({ id, variants, available }: Product): ReadonlyArray<SoldItem> =>
  variants.length === 0
    ? [{ product: id, variant: null, label: "", available }]
    : variants
        .filter(({ isArchived }) => !isArchived)
        .map((variant) => ({
          product: id,
          variant: variant.id,
          label: labelOf(variant),
          available: variant.available,
        }))

/** Names a variant by its size and colour. */
export const labelOf = ({ size, color }: { readonly size: string; readonly color: string }): string =>
  [size, color].filter((part) => part !== "").join(", ")
