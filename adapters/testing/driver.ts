import type { OrderStatus } from "../../domain/order/status.ts"
import type { ShopStatus } from "./shop-model.ts"

/** How an item is sold: as a product without variants, or as a variant of a product. */
export type ItemKind = "product" | "variant"

/** An item to create. */
export interface ItemPlan {
  readonly kind: ItemKind
  /** The quantity on hand, a whole number from 0. */
  readonly stock: number
  /** The price of one piece in minor units, a multiple of the driver's `priceStep`. */
  readonly price: number
  /** Whether the item is another variant of the product of the item before it, at the same price. */
  readonly sibling?: boolean
}

/** How an order refers to an item. `variant` is `null` for a product without variants. */
export interface Item {
  readonly product: number
  readonly variant: number | null
}

/** A requested line: an item and a quantity. Laws also request quantities that a shop must refuse. */
export interface RequestedItem {
  readonly item: Item
  readonly quantity: number
  /** Whether the quantity is sent as a text. Only for drivers that take texts. */
  readonly asText?: boolean
}

/** An order to place. Buyers are numbered from 0. The driver creates a buyer's account on first use. */
export interface OrderPlan {
  readonly buyer: number
  readonly lines: ReadonlyArray<RequestedItem>
}

/** An order as the shop shows it. */
export interface SeenOrder {
  readonly id: number
  readonly status: ShopStatus
  /** `price` is the price of one piece, in minor units. */
  readonly lines: ReadonlyArray<RequestedItem & { readonly price: number }>
  /** In minor units. `null` when the shop shows no total. */
  readonly total: number | null
  /** Discounts, taxes, shipping and fees. Missing when the shop shows none. */
  readonly adjustments?: ReadonlyArray<SeenAdjustment> | undefined
}

/** An amount that an order has besides its lines. */
export interface SeenAdjustment {
  readonly kind: string
  readonly label: string
  /** In minor units. Negative for a discount. */
  readonly amount: number
  /** Whether the prices of the lines contain the amount, so that the total does not add it. */
  readonly isIncluded: boolean
}

/** The shop accepted the command, or refused it by one of its rules. A shop that fails rejects the promise instead. */
export type CommandResult<A> =
  | { readonly accepted: true; readonly value: A }
  | { readonly accepted: false; readonly because: string }

/** Commands that only admins may give, sent with a buyer's credentials. */
export interface BuyerCommands {
  readonly changeStatus: (order: number, to: OrderStatus) => Promise<CommandResult<void>>
  readonly createItem: (plan: ItemPlan) => Promise<CommandResult<void>>
}

/** Orders of people without an account. A guest has the e-mail address of the buyer with the same number. */
export interface GuestCommands {
  readonly place: (plan: OrderPlan) => Promise<CommandResult<SeenOrder>>
  /**
   * Links the guest orders with the buyer's e-mail address to the buyer's account. With `isVerified`, the shop verifies the
   * address first. A verified address stays verified.
   */
  readonly claim: (buyer: number, isVerified: boolean) => Promise<CommandResult<void>>
  /** The orders that the buyer sees as own, claimed ones included. */
  readonly ordersOf: (buyer: number) => Promise<ReadonlyArray<SeenOrder>>
}

/**
 * What laws require of a shop: of domain functions, of use cases over a store, or of a server. Laws create their own
 * items for every example, so a shop with existing data works as well as an empty one.
 *
 * Optional methods are capabilities. A law that needs one applies only when it is present.
 */
export interface ShopDriver {
  /** The kinds of items whose stock the shop tracks and shows. At least one. */
  readonly sells: ReadonlyArray<ItemKind>
  /** Prices are multiples of this number of minor units: 1, or 100 for a shop with whole units only. */
  readonly priceStep: number
  /** The statuses that an admin can request. Defaults to all. */
  readonly statuses?: ReadonlyArray<OrderStatus> | undefined
  /** Whether orders show a total and their adjustments. Defaults to false. */
  readonly showsAdjustments?: boolean | undefined
  /** Whether `place` sends quantities as texts on request. Defaults to false. */
  readonly takesText?: boolean | undefined
  readonly createItem: (plan: ItemPlan) => Promise<Item>
  /** Creates one product with several variants, which have the same price. */
  readonly createVariants?: ((plans: ReadonlyArray<ItemPlan>) => Promise<ReadonlyArray<Item>>) | undefined
  readonly place: (plan: OrderPlan) => Promise<CommandResult<SeenOrder>>
  readonly changeStatus: (order: number, to: OrderStatus) => Promise<CommandResult<void>>
  /** The available quantity of each item, in the order given. */
  readonly available: (items: ReadonlyArray<Item>) => Promise<ReadonlyArray<number>>
  readonly ordersOf: (buyer: number) => Promise<ReadonlyArray<SeenOrder>>
  /** Places an order under a buyer's idempotency key. */
  readonly placeOnce?: ((plan: OrderPlan, key: string) => Promise<CommandResult<SeenOrder>>) | undefined
  /** Adds to the quantity on hand. */
  readonly restock?: ((item: Item, pieces: number) => Promise<void>) | undefined
  /** Sets the price of one piece, in minor units. */
  readonly reprice?: ((item: Item, price: number) => Promise<void>) | undefined
  /** Sends commands of admins on behalf of a buyer. */
  readonly asBuyer?: ((buyer: number) => BuyerCommands) | undefined
  /** Reads a buyer's orders page by page. Another page is read only when it is requested. */
  readonly pages?: ((buyer: number) => AsyncIterable<ReadonlyArray<SeenOrder>>) | undefined
  /** The statuses that an order has had, the oldest first. */
  readonly history?: ((order: number) => Promise<ReadonlyArray<ShopStatus>>) | undefined
  /** The changes of an item's quantity on hand, its initial quantity first, such as -2 for two shipped pieces. */
  readonly movements?: ((item: Item) => Promise<ReadonlyArray<number>>) | undefined
  /** Sets the quantity on hand to a count, reserved pieces included. */
  readonly takeStock?: ((item: Item, counted: number) => Promise<CommandResult<void>>) | undefined
  /** Stops the sale of an item's product. Its orders stay. */
  readonly archive?: ((item: Item) => Promise<void>) | undefined
  /** Orders of guests, and claiming them. */
  readonly guests?: GuestCommands | undefined
  /** Whether the shop has orders of others. */
  readonly hasOrders?: (() => Promise<boolean>) | undefined
  /** What the driver created and cannot remove, one line each. */
  readonly leftovers?: (() => ReadonlyArray<string>) | undefined
  /**
   * Makes every call of the store wait for the turn that the law's scheduler gives it. `null` ends this. A seed then repeats
   * the interleaving of concurrent commands.
   */
  readonly interleave?: ((turns: ((call: string) => Promise<unknown>) | null) => void) | undefined
  /** Releases what the driver opened. The shop stays open. */
  readonly close: () => Promise<void>
}

/**
 * Returns the result of a command that the shop accepted.
 *
 * @example
 * const result: CommandResult<number> = accepted(3)
 */
export const accepted = <A>(value: A): CommandResult<A> => ({ accepted: true, value })
/**
 * Returns the result of a command that the shop refused. `because` appears in the report of a broken law.
 *
 * @example
 * const result: CommandResult<number> = refused("InsufficientStock")
 */
export const refused = (because: string): CommandResult<never> => ({ accepted: false, because })
