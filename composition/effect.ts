/**
 * A shop as a service of Effect 4: a layer that opens and closes it, and a span for each use case.
 *
 * @example
 * import { ShopService, shopLayer } from "shopwright/effect"
 *
 * const program = Effect.gen(function* () {
 *   const shop = yield* ShopService
 *   return yield* shop.listProducts()
 * })
 * await Effect.runPromise(Effect.provide(program, shopLayer({ database: "memory" })))
 */
import { Context, Effect, Layer, Stream } from "effect"
import type { HostTransaction } from "../adapters/persistence/host.ts"
import { outageOf } from "../adapters/persistence/postgres/outages.ts"
import { mapUseCases } from "../application/map-use-cases.ts"
import { StoreUnavailable } from "../application/ports/store-unavailable.ts"
import type { HostUseCases } from "./external-actors.ts"
import { openShop } from "./open.ts"
import type { ShopOptions } from "./settings.ts"
import type { Shop } from "./shop.ts"

/**
 * The use cases of a shop as Effects, each with a span `shopwright.NAME`. The type parameters are the refusals of the
 * host's policies.
 */
export interface EffectShop<OrderRefusal = never, StatusRefusal = never>
  extends HostUseCases<OrderRefusal, StatusRefusal> {
  /** The use cases in a transaction of the host. See `Shop.withTransaction`. */
  readonly withTransaction: (transaction: HostTransaction) => HostUseCases<OrderRefusal, StatusRefusal>
  /** The same shop, for `router`, `subscribe` and everything else. Its use cases have no spans. */
  readonly shop: Shop<OrderRefusal, StatusRefusal>
}

/**
 * The service of a shop. {@link shopLayer} provides it.
 *
 * @example
 * import { ShopService } from "shopwright/effect"
 *
 * const products = Effect.flatMap(ShopService, (shop) => shop.listProducts())
 */
export class ShopService extends Context.Service<ShopService, EffectShop>()("shopwright/ShopService") {}

/**
 * Opens a shop when the layer is built and closes it when the layer's scope ends. A shop that cannot be opened is a
 * defect, except `StoreUnavailable`, which is a typed error.
 *
 * @example
 * import { shopLayer } from "shopwright/effect"
 *
 * const layer = shopLayer({ database: { url: "postgres://shop@localhost/shop" } })
 */
export const shopLayer = (options: ShopOptions): Layer.Layer<ShopService, StoreUnavailable> =>
  Layer.effect(
    ShopService,
    Effect.acquireRelease(
      Effect.catch(Effect.tryPromise({ try: () => openShop(options), catch: (error) => error }), (error) => {
        const outage = error instanceof StoreUnavailable ? error : outageOf(error)
        return outage === null ? Effect.die(error) : Effect.fail(outage)
      }),
      (shop) => Effect.promise(() => shop.close()),
    ).pipe(Effect.map(effectShop)),
  )

/**
 * Returns the use cases of an open shop as the service has them, for a host that opens the shop itself.
 *
 * @example
 * import { effectShop } from "shopwright/effect"
 *
 * const placed = effectShop(shop).placeOrder(buyer, { lines })
 */
export const effectShop = <OrderRefusal, StatusRefusal>(
  shop: Shop<OrderRefusal, StatusRefusal>,
): EffectShop<OrderRefusal, StatusRefusal> => ({
  ...withSpans(shop.useCases),
  withTransaction: (transaction) => withSpans(shop.withTransaction(transaction).useCases),
  shop,
})

/** Adds a span to each use case, without its arguments, which may contain passwords. */
const withSpans = <U extends { readonly deliverEvents: unknown }>({ deliverEvents, ...useCases }: U): U => ({
  ...mapUseCases<U>(useCases, (useCase, name) => (...args) => {
    const end = useCase(...args) as Effect.Effect<unknown, unknown> | Stream.Stream<unknown, unknown>
    return Effect.isEffect(end)
      ? Effect.withSpan(end, `shopwright.${name}`)
      : Stream.withSpan(end, `shopwright.${name}`)
  }),
  deliverEvents,
})

/**
 * Retries an Effect while it fails with `StoreUnavailable`: after the time that the error names, at most `times` times.
 * Other errors are not retried. A write that failed may have been recorded, so give an order an idempotency key.
 *
 * @example
 * import { effectShop, retryUnavailable } from "shopwright/effect"
 *
 * const placed = effectShop(shop).placeOrder(buyer, { lines, idempotencyKey: checkout }).pipe(retryUnavailable({ times: 5 }))
 */
export const retryUnavailable =
  ({ times }: { readonly times: number }) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.catch(effect, (error) =>
      error instanceof StoreUnavailable && times > 0
        ? Effect.andThen(Effect.sleep(error.retryAfterSeconds * 1000), retryUnavailable({ times: times - 1 })(effect))
        : Effect.fail(error),
    )
