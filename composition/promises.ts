import { Effect, Result, Stream } from "effect"
import { mapUseCases } from "../application/map-use-cases.ts"
import type { OrderList } from "../application/order/list-orders.ts"
import type { BuyerOrder } from "../application/ports/orders.ts"
import { StoreUnavailable } from "../application/ports/store-unavailable.ts"
import type { Style, UseCases, UseCasesIn } from "../application/use-cases.ts"
import type { ExternalActor } from "../domain/account/actor.ts"
import type { ExternalActorError, HostUseCases, IsActor } from "./external-actors.ts"
import type { HostErrors } from "./host-refusals.ts"

/**
 * The result of a use case that can be refused: its value, or one of its typed errors. `ok` distinguishes them, and
 * `_tag` distinguishes the errors. A failure that does not depend on the arguments rejects the promise: `StoreUnavailable`
 * if the database cannot answer, any other error if it is a defect.
 *
 * @example
 * const placed = await shop.placeOrder(buyer, { lines: [{ product: soap.id, quantity: 2 }] })
 * if (placed.ok) console.log(placed.value.id)
 * else if (placed.error._tag === "InsufficientStock") console.log(placed.error.available)
 */
export type Outcome<A, E> = { readonly ok: true; readonly value: A } | { readonly ok: false; readonly error: E }

/** The first orders of a list, and the rest, or `null` if there are no more. */
export interface PromisedOrderList extends Omit<OrderList, "rest"> {
  readonly rest: AsyncIterable<BuyerOrder> | null
}

/** A use case as a promise: of an {@link Outcome} if it can be refused, otherwise of its value. */
export type Promised<F> = F extends (...args: infer Args) => infer Out
  ? (...args: Args) => Out extends Effect.Effect<infer A, infer E> ? PromisedEnd<A, E> : StreamedEnd<Out>
  : never

type PromisedEnd<A, E> = [A] extends [OrderList]
  ? [E] extends [never]
    ? Promise<PromisedOrderList>
    : Promise<Outcome<AsyncIterable<BuyerOrder>, E>>
  : Promise<[E] extends [never] ? A : Outcome<A, E>>

type StreamedEnd<Out> = Out extends Stream.Stream<infer A> ? AsyncIterable<A> : never

/** The same in a shop with the host's policies. */
type PromisedInShop<F, Order, Status> = F extends (...args: infer Args) => infer Out
  ? (
      ...args: Args
    ) => Out extends Effect.Effect<infer A, infer E> ? PromisedEnd<A, HostErrors<E, Order, Status>> : StreamedEnd<Out>
  : never

/**
 * A use case with an actor as a promise, on behalf of a user of the host. A use case that cannot be refused rejects its
 * promise with the errors of {@link ExternalActorError}.
 */
type PromisedForUser<F, Order, Status> = F extends (actor: infer A, ...rest: infer Rest) => infer Out
  ? IsActor<A> extends true
    ? (
        actor: A | ExternalActor,
        ...rest: Rest
      ) => Out extends Effect.Effect<infer Value, infer E>
        ? PromisedEnd<Value, [E] extends [never] ? never : HostErrors<E, Order, Status> | ExternalActorError>
        : StreamedEnd<Out>
    : unknown
  : unknown

interface AsPromises<Order, Status> extends Style {
  readonly offered: PromisedInShop<this["useCase"], Order, Status> & PromisedForUser<this["useCase"], Order, Status>
}

/**
 * Every use case of a shop as a promise. `shop.subscribe` replaces `deliverEvents`. The type parameters are the refusals
 * of the host's policies.
 */
export interface PromisedUseCases<OrderRefusal = never, StatusRefusal = never>
  extends UseCasesIn<AsPromises<OrderRefusal, StatusRefusal>> {}

type Kind<Out> =
  Out extends Effect.Effect<infer A, infer E>
    ? [A] extends [OrderList]
      ? [Exclude<E, StoreUnavailable>] extends [never]
        ? "list"
        : "export"
      : [Exclude<E, StoreUnavailable>] extends [never]
        ? "value"
        : "outcome"
    : "stream"

type KindOf<Name extends keyof UseCases> = Kind<ReturnType<UseCases[Name]>>

/**
 * The use cases that do not resolve to an {@link Outcome}. Types do not exist at run time, so this list repeats them.
 * It does not compile if it differs from the types.
 */
const kinds: {
  readonly [Name in keyof UseCases as KindOf<Name> extends "outcome"
    ? never
    : Exclude<Name, "deliverEvents">]: KindOf<Name>
} = {
  listSessions: "value",
  endSession: "value",
  listProducts: "value",
  listCategories: "value",
  listOrders: "list",
  streamOrders: "stream",
  exportOrders: "export",
  pageOrders: "value",
  expireOrders: "value",
  sendQueuedMail: "value",
  deleteSubscriber: "value",
  purgeExpired: "value",
  auditStock: "value",
  auditPictures: "value",
}

const kindOf = (name: string): keyof typeof ends => (name in kinds ? kinds[name as keyof typeof kinds] : "outcome")

/** Returns the use cases as promises. */
export const promised = <Order = never, Status = never>({
  deliverEvents: _,
  ...useCases
}: UseCases | HostUseCases<Order, Status>): PromisedUseCases<Order, Status> =>
  mapUseCases<PromisedUseCases<Order, Status>>(useCases, (useCase, name) => {
    const kind = kindOf(name)
    const end = (...args: ReadonlyArray<unknown>) => ends[kind](useCase(...args))
    // A use case that throws before it starts (the shop is closed) rejects its promise.
    return kind === "stream" ? end : async (...args) => end(...args)
  })

const ends: { readonly [K in "value" | "outcome" | "list" | "export" | "stream"]: (end: unknown) => unknown } = {
  value: (effect) => Effect.runPromise(effect as Effect.Effect<unknown>),
  outcome: (effect) => outcomeOf(effect as Effect.Effect<unknown, unknown>),
  list: async (effect) => {
    const { first, rest } = await Effect.runPromise(effect as Effect.Effect<OrderList>)
    return { first, rest: rest === null ? null : Stream.toAsyncIterable(rest) }
  },
  export: async (effect) => {
    const exported = await outcomeOf(effect as Effect.Effect<OrderList, unknown>)
    return exported.ok ? { ok: true, value: wholeList(exported.value) } : exported
  },
  stream: (stream) => Stream.toAsyncIterable(stream as Stream.Stream<unknown>),
}

const outcomeOf = async <A>(effect: Effect.Effect<A, unknown>): Promise<Outcome<A, unknown>> => {
  const result = await Effect.runPromise(Effect.result(effect))
  if (Result.isSuccess(result)) return { ok: true, value: result.success }
  if (result.failure instanceof StoreUnavailable) throw result.failure
  return { ok: false, error: result.failure }
}

const wholeList = ({ first, rest }: OrderList): AsyncIterable<BuyerOrder> =>
  Stream.toAsyncIterable(rest === null ? Stream.fromIterable(first) : Stream.concat(Stream.fromIterable(first), rest))
