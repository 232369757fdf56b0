import { Effect, Result, Stream } from "effect"
import type { OrderList } from "../application/order/list-orders.ts"
import type { BuyerOrder } from "../application/ports/orders.ts"
import type { UseCases } from "../application/use-cases.ts"

/**
 * What came of a use case that may be refused: its value, or one of its typed errors, told apart by `ok` and the errors
 * by `_tag`. Whatever nobody can act on (the database is gone) rejects the promise.
 *
 * @example
 * const placed = await shop.placeOrder(buyer, { lines: [{ product: soap.id, quantity: 2 }] })
 * if (placed.ok) console.log(placed.value.id)
 * else if (placed.error._tag === "InsufficientStock") console.log(placed.error.available)
 */
export type Outcome<A, E> = { readonly ok: true; readonly value: A } | { readonly ok: false; readonly error: E }

/** The first orders of a list, and the rest where there are more. */
export interface PromisedOrderList extends Omit<OrderList, "rest"> {
  readonly rest: AsyncIterable<BuyerOrder> | null
}

/** A use case as a promise: of an {@link Outcome} where it can be refused, of its value where it cannot. */
export type Promised<F> = F extends (...args: infer Args) => infer Out
  ? (...args: Args) => Out extends Effect.Effect<infer A, infer E> ? PromisedEnd<A, E> : StreamedEnd<Out>
  : never

type PromisedEnd<A, E> = [A] extends [OrderList]
  ? Promise<PromisedOrderList>
  : Promise<[E] extends [never] ? A : Outcome<A, E>>

type StreamedEnd<Out> = Out extends Stream.Stream<infer A> ? AsyncIterable<A> : never

/** What comes to an end, and so can be a promise; `subscribe` of the shop is what `deliverEvents` is for. */
type PromisedName = Exclude<keyof UseCases, "deliverEvents">

/** Every use case of a shop as a promise. */
export type PromisedUseCases = { readonly [Name in PromisedName]: Promised<UseCases[Name]> }

type Kind<Out> =
  Out extends Effect.Effect<infer A, infer E>
    ? [A] extends [OrderList]
      ? "list"
      : [E] extends [never]
        ? "value"
        : "outcome"
    : "stream"

/** How each use case ends. Types are gone when it runs, so it is written down; the compiler holds it against the types. */
const kinds: { readonly [Name in PromisedName]: Kind<ReturnType<UseCases[Name]>> } = {
  register: "outcome",
  logIn: "outcome",
  authenticate: "outcome",
  obtainTokenPair: "outcome",
  refreshAccess: "outcome",
  authenticateAccess: "outcome",
  authenticateRefresh: "outcome",
  rotateRefresh: "outcome",
  listSessions: "value",
  endSession: "value",
  setAccountActive: "outcome",
  viewProfile: "outcome",
  updateProfile: "outcome",
  createAdmin: "outcome",
  ensureAdmin: "outcome",
  listProducts: "value",
  createProduct: "outcome",
  reprice: "outcome",
  restock: "outcome",
  listCategories: "value",
  createCategory: "outcome",
  importCatalog: "outcome",
  placeOrder: "outcome",
  listOrders: "list",
  streamOrders: "stream",
  pageOrders: "value",
  changeOrderStatus: "outcome",
  expireOrders: "value",
  deleteSubscriber: "value",
  purgeExpired: "value",
  auditStock: "value",
}

/** The use cases as promises. */
export const promised = (useCases: UseCases): PromisedUseCases =>
  // Each name keeps its own arguments and its own end, by the table above; an object built by name cannot show that.
  Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => {
      const useCase = useCases[name as PromisedName] as (...args: ReadonlyArray<unknown>) => unknown
      const end = (...args: ReadonlyArray<unknown>) => ends[kind](useCase(...args))
      // A use case that throws before it has begun rejects like any other.
      return [name, kind === "stream" ? end : async (...args: ReadonlyArray<unknown>) => end(...args)]
    }),
  ) as unknown as PromisedUseCases

const ends: { readonly [K in "value" | "outcome" | "list" | "stream"]: (end: unknown) => unknown } = {
  value: (effect) => Effect.runPromise(effect as Effect.Effect<unknown>),
  outcome: async (effect) => {
    const result = await Effect.runPromise(Effect.result(effect as Effect.Effect<unknown, unknown>))
    return Result.isSuccess(result) ? { ok: true, value: result.success } : { ok: false, error: result.failure }
  },
  list: async (effect) => {
    const { first, rest } = await Effect.runPromise(effect as Effect.Effect<OrderList>)
    return { first, rest: rest === null ? null : Stream.toAsyncIterable(rest) }
  },
  stream: (stream) => Stream.toAsyncIterable(stream as Stream.Stream<unknown>),
}
