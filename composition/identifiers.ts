import type { ServiceIdentifier } from "inversify"
import type { Ports, Settings } from "../application/ports/ports.ts"

type Identifiers<Group> = { readonly [Name in keyof Group]-?: ServiceIdentifier<NonNullable<Group[Name]>> }

/** Returns the identifier of a port or setting: `Port.orders.ledger` is bound under `shopwright/orders.ledger`. */
export const identifierOf = (group: string, name: string): ServiceIdentifier<unknown> =>
  Symbol.for(`shopwright/${group}.${name}`)

/** Creates identifiers on access, so that the types of ports and settings are the only list of names. */
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
