import type { Effect, Stream } from "effect"
import type { AccountUseCases } from "./account/use-cases.ts"
import type { CatalogUseCases } from "./catalog/use-cases.ts"
import type { DeliverEvents } from "./event/deliver-events.ts"
import type { EventUseCases } from "./event/use-cases.ts"
import type { OrderUseCases } from "./order/use-cases.ts"
import type { StoreUnavailable } from "./ports/store-unavailable.ts"
import type { ReportUseCases } from "./report/use-cases.ts"
import type { StockUseCases } from "./stock/use-cases.ts"
import type { TransferUseCases } from "./transfer/use-cases.ts"
import type { Style } from "./use-case-style.ts"

export type { In, Style } from "./use-case-style.ts"

/**
 * The use cases of a shop, in a style. This is the list of use cases, by area: `makeUseCases` does not compile until it
 * builds each of them. An editor shows the documentation of these interfaces for `shop.NAME` and `shop.useCases.NAME`.
 * The interface is generic because language servers lose the documentation of mapped types.
 */
export interface UseCasesIn<S extends Style>
  extends AccountUseCases<S>,
    CatalogUseCases<S>,
    StockUseCases<S>,
    OrderUseCases<S>,
    ReportUseCases<S>,
    EventUseCases<S>,
    TransferUseCases<S> {}

interface AsWritten extends Style {
  readonly offered: this["useCase"]
}

interface Delivering {
  /** Delivers events to one subscriber, one step at a time. `shop.subscribe` runs these steps. */
  readonly deliverEvents: DeliverEvents
}

/** The use cases as they are written: without {@link StoreUnavailable}, which any port may raise. */
export interface WrittenUseCases extends UseCasesIn<AsWritten>, Delivering {}

interface AsEffects extends Style {
  readonly offered: WithOutages<this["useCase"]>
}

/** A use case that may also fail with {@link StoreUnavailable}. */
export type WithOutages<UseCase> = UseCase extends (...args: infer Args) => infer Out
  ? (
      ...args: Args
    ) => Out extends Effect.Effect<infer A, infer E>
      ? Effect.Effect<A, E | StoreUnavailable>
      : Out extends Stream.Stream<infer A, infer E>
        ? Stream.Stream<A, E | StoreUnavailable>
        : never
  : never

/**
 * Everything a shop does. Each use case returns an Effect with typed errors, or a Stream. Every use case may fail with
 * {@link StoreUnavailable}.
 */
export interface UseCases extends UseCasesIn<AsEffects>, Delivering {}
