import type { ServiceIdentifier } from "inversify"
import type { Ports, Settings } from "../application/ports/ports.ts"
import type { UseCases } from "../application/use-cases.ts"

type Identifiers<Group> = { readonly [Name in keyof Group]-?: ServiceIdentifier<NonNullable<Group[Name]>> }

/**
 * Returns the identifier of a port, setting or use case: `Port.orders.ledger` is bound under `shopwright/orders.ledger`.
 */
export const identifierOf = <A = unknown>(group: string, name: string): ServiceIdentifier<A> =>
  Symbol.for(`shopwright/${group}.${name}`)

/** Creates identifiers on access, so that the types of ports, settings and use cases are the only list of names. */
const identifiers = <Group>(group: string): Identifiers<Group> =>
  new Proxy({} as Identifiers<Group>, {
    get: (_target, name) => (typeof name === "string" ? identifierOf(group, name) : undefined),
  })

/**
 * The identifiers of all ports, grouped as in `Ports`. Rebinding one replaces its adapter.
 *
 * @example
 * import { ContainerModule, Port } from "shopwright/ports"
 *
 * const noon = new ContainerModule(({ rebind }) => {
 *   rebind(Port.services.clock).toConstantValue({ now: () => new Date("2026-03-01T12:00:00Z") })
 * })
 */
export const Port: { readonly [Group in keyof Ports]-?: Identifiers<NonNullable<Ports[Group]>> } = {
  identity: identifiers("identity"),
  catalog: identifiers("catalog"),
  stock: identifiers("stock"),
  orders: identifiers("orders"),
  outbox: identifiers("outbox"),
  health: identifiers("health"),
  search: identifiers("search"),
  transfer: identifiers("transfer"),
  reports: identifiers("reports"),
  pictures: identifiers("pictures"),
  recovery: identifiers("recovery"),
  apiKeys: identifiers("apiKeys"),
  erasure: identifiers("erasure"),
  guests: identifiers("guests"),
  subscribers: identifiers("subscribers"),
  services: identifiers("services"),
}

/**
 * The identifiers of all settings.
 *
 * @example
 * import { ContainerModule, Setting } from "shopwright/ports"
 *
 * const patient = new ContainerModule(({ rebind }) => {
 *   rebind(Setting.policy).toConstantValue({ ...defaultSignInPolicy, perAccount: 10 })
 * })
 */
export const Setting: Identifiers<Settings> = identifiers("settings")

/**
 * The identifiers of all use cases. A module wraps a use case with `onActivation`: what the function returns replaces it for
 * the library, the HTTP APIs, background work and `withTransaction`. Use cases are Effects. A use case that calls another
 * one internally does not call its wrapper. `openShop` throws if a module binds an identifier of a use case.
 *
 * @example
 * import { ContainerModule, UseCase } from "shopwright/ports"
 *
 * const audited = new ContainerModule(({ onActivation }) => {
 *   onActivation(UseCase.placeOrder, (_context, placeOrder) => (actor, command) =>
 *     Effect.tap(placeOrder(actor, command), ({ id }) => Effect.log(`account ${actor.id} placed order ${id}`)),
 *   )
 * })
 * const shop = await openShop({ database: "memory", modules: [audited] })
 */
export const UseCase: Identifiers<UseCases> = identifiers("useCases")
