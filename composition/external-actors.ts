import { Effect, Stream } from "effect"
import { mapUseCases } from "../application/map-use-cases.ts"
import type { Style, UseCases, UseCasesIn, WithOutages } from "../application/use-cases.ts"
import type { Actor, ExternalActor, Manager } from "../domain/account/actor.ts"
import { AccountInactive } from "../domain/account/errors.ts"
import type { InvalidField } from "../domain/invalid-field.ts"
import type { HostErrors } from "./host-refusals.ts"

/** The errors of a use case on behalf of a user of the host, in addition to its own. */
export type ExternalActorError = AccountInactive | InvalidField

/**
 * A use case as hosts call it. It also accepts a user of the host as its actor, and has the errors of
 * {@link ExternalActorError} for such actors only. Its refusals have the types of the host's policies.
 */
type ForHost<UseCase, Order, Status> = UseCase extends (...args: infer Args) => infer Out
  ? Args extends [actor: infer A, ...rest: infer Rest]
    ? IsActor<A> extends true
      ? ((...args: Args) => Refused<Out, Order, Status>) &
          ((actor: A | ExternalActor, ...rest: Rest) => WithErrors<Refused<Out, Order, Status>>)
      : (...args: Args) => Refused<Out, Order, Status>
    : (...args: Args) => Refused<Out, Order, Status>
  : UseCase

type Refused<Out, Order, Status> =
  Out extends Effect.Effect<infer A, infer E> ? Effect.Effect<A, HostErrors<E, Order, Status>> : Out

interface AsHostEffects<Order, Status> extends Style {
  readonly offered: ForHost<WithOutages<this["useCase"]>, Order, Status>
}

/** Every use case as an Effect or a Stream with typed errors. The actor may be a user of the host. */
export interface HostUseCases<OrderRefusal = never, StatusRefusal = never>
  extends UseCasesIn<AsHostEffects<OrderRefusal, StatusRefusal>>,
    Pick<UseCases, "deliverEvents"> {}

/** Whether a type is that of an actor: an account, or an account or the operator. */
export type IsActor<A> = [A] extends [Manager] ? ([Actor] extends [A] ? true : false) : false

type WithErrors<Out> =
  Out extends Effect.Effect<infer A, infer E>
    ? Effect.Effect<A, E | ExternalActorError>
    : Out extends Stream.Stream<infer A, infer E>
      ? Stream.Stream<A, E | ExternalActorError>
      : never

type TakesActor<Name extends keyof UseCases> = IsActor<Parameters<UseCases[Name]>[0]> extends true ? Name : never

type Kind<Name extends keyof UseCases> =
  ReturnType<UseCases[Name]> extends Effect.Effect<unknown, unknown> ? "effect" : "stream"

/** Types do not exist at run time. This list does not compile if a use case with an actor is missing. */
const takesActor: { readonly [Name in keyof UseCases as TakesActor<Name>]: Kind<Name> } = {
  addProductPicture: "effect",
  cancelOrder: "effect",
  claimGuestOrders: "effect",
  changeOrderMetadata: "effect",
  changeOrderStatus: "effect",
  changePassword: "effect",
  createApiKey: "effect",
  createCategory: "effect",
  createPasswordLink: "effect",
  createProduct: "effect",
  deleteCategory: "effect",
  editProduct: "effect",
  endSession: "effect",
  endSessions: "effect",
  eraseAccount: "effect",
  exportAccount: "effect",
  exportOrders: "effect",
  importCatalog: "effect",
  latestEvent: "effect",
  listApiKeys: "effect",
  listLowStock: "effect",
  listOrders: "effect",
  listSessions: "effect",
  listSubscribers: "effect",
  noteOrder: "effect",
  pageOrders: "effect",
  placeOrder: "effect",
  removeProductPicture: "effect",
  renameCategory: "effect",
  reportBestSellers: "effect",
  reportSales: "effect",
  reportStockValue: "effect",
  reprice: "effect",
  requestEmailVerification: "effect",
  restock: "effect",
  retryEvents: "effect",
  revokeApiKey: "effect",
  searchAccounts: "effect",
  searchOrders: "effect",
  setAccountActive: "effect",
  setAccountMetadata: "effect",
  setAdmin: "effect",
  setLowStockThreshold: "effect",
  stockHistory: "effect",
  streamOrders: "stream",
  takeStock: "effect",
  updateProfile: "effect",
  viewAccount: "effect",
  viewOrder: "effect",
  viewProfile: "effect",
  viewStock: "effect",
}

/**
 * Returns use cases that accept a user of the host as their actor. The account is found or created before the use case
 * starts, so use cases know accounts only. An inactive account is refused with `AccountInactive`.
 */
export const withExternalActors = <Order, Status>(useCases: UseCases): HostUseCases<Order, Status> =>
  mapUseCases<HostUseCases<Order, Status>>(useCases, (useCase, name) => {
    const kind = Object.hasOwn(takesActor, name) ? takesActor[name as keyof typeof takesActor] : undefined
    if (kind === undefined) return useCase
    return (actor, ...rest) => {
      if (!isExternal(actor)) return useCase(actor, ...rest)
      const end = Effect.map(accountOf(useCases, actor), (account) => useCase(account, ...rest))
      return kind === "stream"
        ? Stream.unwrap(end as Effect.Effect<Stream.Stream<unknown, unknown>, unknown>)
        : Effect.flatten(end as Effect.Effect<Effect.Effect<unknown, unknown>, unknown>)
    }
  })

const isExternal = (actor: unknown): actor is ExternalActor =>
  typeof actor === "object" && actor !== null && "externalId" in actor && !("id" in actor)

const accountOf = ({ ensureAccount }: Pick<UseCases, "ensureAccount">, user: ExternalActor) =>
  Effect.flatMap(ensureAccount(user), ({ account }) =>
    account.isActive ? Effect.succeed(account) : Effect.fail(new AccountInactive()),
  )
