import { Effect, Result } from "effect"
import { AccountId } from "../../domain/account/account.ts"
import type { Actor } from "../../domain/account/actor.ts"
import type { UnknownAccount } from "../../domain/account/errors.ts"
import type { MissingOffer, Offer } from "../../domain/catalog/offer.ts"
import { ProductId } from "../../domain/catalog/product.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import type { MetadataRules } from "../../domain/metadata-rules.ts"
import type { MetadataOf } from "../../domain/metadata-types.ts"
import {
  type IdempotencyKeyReused,
  InsufficientStock,
  type OrderRefused,
  type TooManyUnpaidOrders,
  UnknownItem,
} from "../../domain/order/errors.ts"
import { claimOf } from "../../domain/order/idempotency.ts"
import type { IdempotencyKey } from "../../domain/order/idempotency-key.ts"
import type { Delivery } from "../../domain/order/order.ts"
import {
  type OrderRequest,
  type Placement,
  type PlacementError,
  placeOrder,
  type RequestedLine,
} from "../../domain/order/place-order.ts"
import { applyPolicies, type Policies } from "../../domain/order/policies.ts"
import type { OutOfStock } from "../../domain/stock/errors.ts"
import { settle } from "../../domain/stock/settle.ts"
import type { StockItemId } from "../../domain/stock/stock-item.ts"
import type { ItemReference, Offers } from "../ports/catalog.ts"
import type { Clock } from "../ports/clock.ts"
import type { OrderLedger } from "../ports/order-ledger.ts"
import type { BuyerOrder } from "../ports/orders.ts"
import { judgeOrderMetadata } from "./judge-metadata.ts"
import { DEFAULT_LIMITS, makePlacingCapacity, type OrdersBusy, type PlacingCapacity } from "./placing-capacity.ts"

export interface PlaceOrderPorts {
  readonly offers: Offers
  readonly ledger: OrderLedger
  readonly clock: Clock
  /** The most orders in status `created` of one account. Defaults to `null`, no limit. */
  readonly maxUnpaidOrders?: number | null | undefined
  readonly policies?: Policies | undefined
  readonly metadata?: MetadataRules | undefined
  /** Seconds after which an order that waits for its turn gets `OrdersBusy`. Defaults to `null`, no limit. */
  readonly orderWaitSeconds?: number | null | undefined
  readonly capacity?: PlacingCapacity | undefined
}

/** An order line: a variant of a product, or the product itself when it has no variants. */
export interface RequestedItem extends Omit<RequestedLine, "variant"> {
  readonly variant?: RequestedLine["variant"] | undefined
}

/** An order line that names its item by stock item alone. */
export interface RequestedStockItem {
  readonly stockItem: StockItemId
  readonly quantity: number
  /** The host's data: a JSON object. Optional. */
  readonly metadata?: MetadataOf<"orderLine"> | null | undefined
}

/** The order to place. The buyer is the actor. */
export interface PlaceOrderCommand {
  readonly lines: ReadonlyArray<RequestedItem | RequestedStockItem>
  /** The delivery address. Omit it for orders that are picked up. */
  readonly delivery?: Delivery | null | undefined
  /** The host's data: a JSON object. Optional. See `Metadata` for its limits. */
  readonly metadata?: MetadataOf<"order"> | null | undefined
  /**
   * Makes retries safe. The same key with the same order by the same account returns the first result again, for at
   * least 24 hours. Without a key, every call places a new order.
   */
  readonly idempotencyKey?: IdempotencyKey | undefined
}

/** The reasons why an order is refused. A refused order writes nothing and reserves no stock. */
export type PlaceOrderError<Refusal = unknown> =
  | OrderRefused<Refusal>
  | PlacementError
  | InvalidField
  | InsufficientStock
  | UnknownAccount
  | TooManyUnpaidOrders
  | IdempotencyKeyReused
  | OrdersBusy

/** Places an order and reserves its stock, or changes nothing. */
export type PlaceOrder = (actor: Actor, command: PlaceOrderCommand) => Effect.Effect<BuyerOrder, PlaceOrderError>

export const makePlaceOrder = ({ orderWaitSeconds, capacity: given, ...ports }: PlaceOrderPorts): PlaceOrder => {
  const capacity = given ?? makePlacingCapacity({ ...DEFAULT_LIMITS, waitSeconds: orderWaitSeconds ?? undefined })
  const place = makePlacing(ports)
  return (actor, command) => capacity(actor.id, command.lines.length, place(actor, command))
}

/** Rejects an order that could not be placed now, without placing it. */
export const makeCheckOrder = ({
  offers,
  clock,
  policies = {},
  metadata: rules = {},
}: Pick<PlaceOrderPorts, "offers" | "clock" | "policies" | "metadata">) =>
  Effect.fnUntraced(function* (command: PlaceOrderCommand): Effect.fn.Return<void, PlaceOrderError> {
    const { metadata, lines: items } = yield* Effect.fromResult(judgeOrderMetadata(rules, command))
    const lines = yield* resolveItems(offers, items)
    // No account has this id: the person has none yet.
    const actor: Actor = { id: AccountId(0), username: null, isAdmin: false }
    const request: OrderRequest = { account: actor.id, lines, delivery: command.delivery ?? null, metadata }
    const known = yield* offers.offersFor(lines)
    yield* Effect.fromResult(decide(actor, request, known, clock.now(), { maxUnpaidOrders: null, policies }))
  })

const makePlacing = ({
  offers,
  ledger,
  clock,
  maxUnpaidOrders = null,
  policies = {},
  metadata: rules = {},
}: PlaceOrderPorts) =>
  Effect.fnUntraced(function* (
    actor: Actor,
    command: PlaceOrderCommand,
  ): Effect.fn.Return<BuyerOrder, PlaceOrderError> {
    const { delivery = null, idempotencyKey } = command
    const { metadata, lines: items } = yield* Effect.fromResult(judgeOrderMetadata(rules, command))
    const lines = yield* resolveItems(offers, items)
    const request: OrderRequest = { account: actor.id, lines, delivery, metadata }
    const claim = idempotencyKey === undefined ? null : claimOf(idempotencyKey, request)
    const known = yield* offers.offersFor(lines)
    const decided = decide(actor, request, known, clock.now(), { maxUnpaidOrders, policies })
    if (decided._tag === "Failure") {
      // A replayed key returns the original result, even if the same order would be refused now.
      const before = claim === null ? null : yield* ledger.recall(actor.id, claim)
      return before === null ? yield* decided.failure : { ...before, username: actor.username }
    }
    const placement = decided.success
    const order = yield* (claim === null ? ledger.record(placement) : ledger.recordOnce(placement, claim)).pipe(
      Effect.catchTag("OutOfStock", (error) => Effect.fail(insufficientStock(placement, error))),
    )
    return { ...order, username: actor.username }
  })

/**
 * Finds the product and variant of every line that names a stock item. An unknown stock item is reported as a product.
 */
const resolveItems = (
  offers: Offers,
  lines: PlaceOrderCommand["lines"],
): Effect.Effect<ReadonlyArray<RequestedLine>, UnknownItem> => {
  const stockItems = lines.flatMap((line) => ("stockItem" in line ? [line.stockItem] : []))
  return stockItems.length === 0
    ? Effect.fromResult(withItems(lines, []))
    : Effect.flatMap(offers.itemsOf(stockItems), (found) => Effect.fromResult(withItems(lines, found)))
}

/** `found` has the item of each line that names a stock item, in order, or `null`. */
const withItems = (
  lines: PlaceOrderCommand["lines"],
  found: ReadonlyArray<ItemReference | null>,
): Result.Result<ReadonlyArray<RequestedLine>, UnknownItem> => {
  const resolved: Array<RequestedLine> = []
  let next = 0
  for (const [index, line] of lines.entries()) {
    const { quantity, metadata = null } = line
    const item =
      "stockItem" in line ? (found[next++] ?? null) : { product: line.product, variant: line.variant ?? null }
    if (item !== null) resolved.push({ ...item, quantity, ...(metadata !== null && { metadata }) })
    else if ("stockItem" in line) {
      const product = ProductId(line.stockItem)
      return Result.fail(new UnknownItem({ line: index, product, variant: null, reason: "no-such-product" }))
    }
  }
  return Result.succeed(resolved)
}

/** Names the lines that fall short, as the buyer knows lines and not stock items. */
const insufficientStock = (
  { order }: Placement,
  { stockItem, requested, available }: OutOfStock,
): InsufficientStock => {
  const lines = order.lines.flatMap((line, index) => (line.stockItem === stockItem ? [index] : []))
  return new InsufficientStock({ lines, requested, available })
}

type Decided = Result.Result<Placement, PlacementError | OrderRefused | InsufficientStock>

interface Rules {
  readonly maxUnpaidOrders: number | null
  readonly policies: Policies
}

/** Decides an order. Refuses it when the stock levels that were read with the offers are too low. */
const decide = (
  actor: Actor,
  request: OrderRequest,
  offers: ReadonlyArray<Result.Result<Offer, MissingOffer>>,
  now: Date,
  { maxUnpaidOrders, policies }: Rules,
): Decided =>
  Result.flatMap(placeOrder(request, offers, now, maxUnpaidOrders), (decided): Decided => {
    const found = offers.filter(Result.isSuccess).map(({ success }) => success)
    const hasPolicy = policies.order !== undefined || policies.pricing !== undefined
    const applied = hasPolicy ? applyPolicies(policies, { actor, request, offers: found, now }, decided) : null
    if (applied !== null && Result.isFailure(applied)) return Result.fail(applied.failure)
    const placement = applied === null ? decided : applied.success
    // The levels were read after the call began, so this error is as valid as one under locks, and needs no locks.
    const [short = null] = settle(found, [placement]).outcomes
    return short === null ? Result.succeed(placement) : Result.fail(insufficientStock(placement, short))
  })
