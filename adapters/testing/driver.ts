import type { OrderStatus } from "../../domain/order/status.ts"

/** How an item is sold: as a product that has no variants, or as a variant of a product. */
export type ItemKind = "product" | "variant"

/** An item to put on sale. */
export interface ItemPlan {
  readonly kind: ItemKind
  /** Pieces on the shelf, a whole number from 0. */
  readonly stock: number
  /** Price of one piece in minor units, a multiple of the driver's `priceStep`. */
  readonly price: number
}

/** How an order names what it wants; `variant` is `null` where a product without variants is meant. */
export interface Item {
  readonly product: number
  readonly variant: number | null
}

/** A line of a wish: how many pieces of what, a whole number from 1. */
export interface RequestedItem {
  readonly item: Item
  readonly quantity: number
}

/** What a buyer wants. Buyers are numbered from 0; the driver opens an account for each the first time it comes. */
export interface OrderPlan {
  readonly buyer: number
  readonly lines: ReadonlyArray<RequestedItem>
}

/** An order as the shop shows it. */
export interface SeenOrder {
  readonly id: number
  readonly status: OrderStatus
  /** `price` is that of one piece, in minor units. */
  readonly lines: ReadonlyArray<RequestedItem & { readonly price: number }>
  /** In minor units; `null` where the shop shows no total. */
  readonly total: number | null
}

/** The shop did as it was told, or refused by one of its rules. A shop that broke rejects instead. */
export type Answer<A> =
  | { readonly accepted: true; readonly value: A }
  | { readonly accepted: false; readonly because: string }

/**
 * What laws ask of a shop, whatever it is made of: functions, use cases over a store, or a server. Laws put items of
 * their own on sale for each example, so a shop that is in use already serves as well as an empty one.
 *
 * Optional methods are capabilities: a law that needs one applies only where it is there.
 */
export interface ShopDriver {
  /** The kinds of items whose stock the shop counts and shows. At least one. */
  readonly sells: ReadonlyArray<ItemKind>
  /** Prices are multiples of this many minor units: 1, or 100 for a shop that knows whole units only. */
  readonly priceStep: number
  readonly createItem: (plan: ItemPlan) => Promise<Item>
  readonly place: (wish: OrderPlan) => Promise<Answer<SeenOrder>>
  readonly changeStatus: (order: number, to: OrderStatus) => Promise<Answer<void>>
  /** Pieces that can be ordered now, of each item in the order given. */
  readonly available: (items: ReadonlyArray<Item>) => Promise<ReadonlyArray<number>>
  readonly ordersOf: (buyer: number) => Promise<ReadonlyArray<SeenOrder>>
  /** Places a wish under a key of the buyer's: the same key again is the same wish again. */
  readonly placeOnce?: (wish: OrderPlan, key: string) => Promise<Answer<SeenOrder>>
  /** Puts more pieces on the shelf. */
  readonly restock?: (item: Item, pieces: number) => Promise<void>
  /** Changes the price of one piece, in minor units. */
  readonly reprice?: (item: Item, price: number) => Promise<void>
  /** Gives back what the driver opened; the shop itself stays open. */
  readonly close: () => Promise<void>
}

/**
 * The answer of a shop that did as it was told.
 *
 * @example
 * const answer: Answer<number> = accepted(3)
 */
export const accepted = <A>(value: A): Answer<A> => ({ accepted: true, value })
/**
 * The answer of a shop that refuses by one of its rules; `because` is for whoever reads a broken law.
 *
 * @example
 * const answer: Answer<number> = refused("InsufficientStock")
 */
export const refused = (because: string): Answer<never> => ({ accepted: false, because })

/**
 * The shop answered in no way that a rule of a shop explains. Not a broken law, and no less a fault.
 *
 * @example
 * const closed: ShopDriver = {
 *   ...openDomainDriver(),
 *   available: () => Promise.reject(new ShopFailed("502 Bad Gateway")),
 * }
 */
export class ShopFailed extends Error {
  override readonly name = "ShopFailed"
}
