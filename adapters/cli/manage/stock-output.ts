import type { LowStock, StockMovement } from "../../../application/ports/stock-search.ts"
import type { ProductEntry, VariantEntry } from "../../../domain/catalog/product-entry.ts"
import { movementEffects } from "../../../domain/stock/movement.ts"
import type { StockItemId } from "../../../domain/stock/stock-item.ts"
import type { StockLevel } from "../../../domain/stock/stock-level.ts"
import { done, type ListFormat, type Output } from "./output.ts"
import { timeText } from "./time-text.ts"

interface Item {
  readonly stockItem: StockItemId
  readonly product: Pick<ProductEntry, "id" | "name">
  readonly variant: Pick<VariantEntry, "id" | "size" | "color"> | null
  readonly available: number
}

/** Returns what is sold of a product: itself, or its variants that are not archived. */
export const stockItems = ({ id, name, stockItem, available, variants }: ProductEntry): ReadonlyArray<Item> => {
  const product = { id, name }
  if (stockItem !== null) return [{ stockItem, product, variant: null, available }]
  return variants
    .filter(({ isArchived }) => !isArchived)
    .map((variant) => ({ stockItem: variant.stockItem, product, variant, available: variant.available }))
}

const itemColumns = [
  { name: "PRODUCT", cell: ({ product }: Pick<Item, "product">) => product.id },
  { name: "NAME", cell: ({ product }: Pick<Item, "product">) => product.name },
  { name: "VARIANT", cell: ({ variant }: Pick<Item, "variant">) => variant?.id ?? "" },
  {
    name: "SIZE, COLOR",
    cell: ({ variant }: Pick<Item, "variant">) => (variant === null ? "" : `${variant.size}, ${variant.color}`),
  },
]

const itemJson = ({ stockItem, product, variant }: Omit<Item, "available">) => ({
  stockItem,
  product: { id: product.id, name: product.name },
  variant: variant === null ? null : { id: variant.id, size: variant.size, color: variant.color },
})

export const itemFormat: ListFormat<Item> = {
  noun: "stock items",
  columns: [...itemColumns, { name: "AVAILABLE", cell: ({ available }) => available }],
  toJson: (item) => ({ ...itemJson(item), available: item.available }),
}

export const lowFormat: ListFormat<LowStock> = {
  noun: "stock items",
  columns: [
    ...itemColumns,
    { name: "AVAILABLE", cell: ({ onHand, reserved }) => onHand - reserved },
    { name: "ON HAND", cell: ({ onHand }) => onHand },
    { name: "RESERVED", cell: ({ reserved }) => reserved },
    { name: "THRESHOLD", cell: ({ threshold }) => threshold },
  ],
  toJson: (item) => ({
    ...itemJson(item),
    available: item.onHand - item.reserved,
    onHand: item.onHand,
    reserved: item.reserved,
    threshold: item.threshold,
  }),
}

/** The change of the quantity on hand, with its sign. */
const changeOf = ({ kind, quantity }: StockMovement): number => movementEffects[kind].onHand * quantity

export const movementFormat: ListFormat<StockMovement> = {
  noun: "movements",
  columns: [
    { name: "AT (UTC)", cell: ({ at }) => timeText(at) },
    { name: "KIND", cell: ({ kind }) => kind },
    { name: "CHANGE", cell: changeOf },
    { name: "ORDER", cell: ({ order }) => order ?? "" },
    { name: "BY", cell: ({ by }) => (by === null ? "the shop" : `account ${by}`) },
    { name: "REASON", cell: ({ reason }) => reason },
  ],
  toJson: (movement) => ({
    id: movement.id,
    at: movement.at.toISOString(),
    kind: movement.kind,
    change: changeOf(movement),
    order: movement.order,
    account: movement.by,
    reason: movement.reason,
  }),
}

export const levelOutput = ({ stockItem, onHand, reserved }: StockLevel): Output =>
  done(
    { stockItem, onHand, reserved, available: onHand - reserved },
    `stock item ${stockItem}: ${onHand} on hand, ${reserved} reserved, ${onHand - reserved} available`,
  )
