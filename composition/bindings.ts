import type { Container, ContainerModuleLoadOptions, ServiceIdentifier } from "inversify"
import { type AnyUseCase, mapUseCases } from "../application/map-use-cases.ts"
import type { Settings } from "../application/ports/ports.ts"
import type { StorePorts } from "../application/ports/store-ports.ts"
import type { UseCases } from "../application/use-cases.ts"
import { identifierOf, Port } from "./identifiers.ts"

type Bind = ContainerModuleLoadOptions["bind"]

/** One port: the group and the name it is bound under, and its adapter. */
type Entry = readonly [group: string, name: string, adapter: unknown]

/** Lists the ports of an object that has groups of ports. An optional port or group that is missing has no entry. */
const entriesOf = (ports: object): ReadonlyArray<Entry> =>
  Object.entries(ports).flatMap(([group, members]) =>
    group in Port && members !== undefined ? membersOf(group, members) : [],
  )

const membersOf = (group: string, members: object): ReadonlyArray<Entry> =>
  Object.entries(members).flatMap(([name, adapter]) => (adapter === undefined ? [] : [[group, name, adapter]]))

/** Binds every port in `ports`. A module that replaces ports passes its `rebind`. */
export const bindPorts = (bind: Bind, ports: object): void => {
  for (const [group, name, adapter] of entriesOf(ports)) bind(identifierOf(group, name)).toConstantValue(adapter)
}

/** Binds every setting. */
export const bindSettings = (bind: Bind, settings: Settings): void => {
  for (const [group, name, value] of membersOf("settings", settings))
    bind(identifierOf(group, name)).toConstantValue(value)
}

/** Unbinds the optional groups of ports that a store omits, so that those of another store do not remain. */
export const unbindMissing = (
  unbind: (identifier: ServiceIdentifier) => void,
  isBound: (identifier: ServiceIdentifier) => boolean,
  ports: StorePorts,
): void => {
  for (const [group, names] of Object.entries(optional))
    if (ports[group as keyof typeof optional] === undefined)
      for (const name of Object.keys(names).map((name) => identifierOf(group, name))) if (isBound(name)) unbind(name)
}

/** The names of the ports in the optional groups. Types do not exist at run time. */
type OptionalGroups = Required<
  Pick<
    StorePorts,
    | "health"
    | "search"
    | "reports"
    | "transfer"
    | "pictures"
    | "recovery"
    | "apiKeys"
    | "erasure"
    | "guests"
    | "subscribers"
  >
>

const optional: { readonly [Group in keyof OptionalGroups]: { readonly [Name in keyof OptionalGroups[Group]]: true } } =
  {
    health: { storeHealth: true },
    search: { accountSearch: true, orderSearch: true, productSearch: true, stockSearch: true },
    transfer: { shopTransfer: true, accountLoader: true },
    reports: { reports: true },
    pictures: { unusedPictures: true },
    recovery: { accountTokens: true, mailQueue: true },
    apiKeys: { apiKeys: true },
    erasure: { accountErasure: true },
    guests: { guestAccounts: true },
    subscribers: { subscribers: true },
  }

/** Returns what the container has for every port in `ports`: the same adapter, or the one of a host's module. */
export const boundPorts = <P extends StorePorts>(container: Container, ports: P): P => {
  const bound: Record<string, Record<string, unknown>> = {}
  for (const [group, name] of entriesOf(ports)) {
    if (!container.isBound(identifierOf(group, name))) continue
    bound[group] ??= {}
    bound[group][name] = container.get(identifierOf(group, name))
  }
  // Each name keeps the type of its port. The compiler cannot see that for an object that is built by name.
  return bound as unknown as P
}

/** Returns what the container has for every setting. */
export const boundSettings = (container: Container, settings: Settings): Settings =>
  Object.fromEntries(
    membersOf("settings", settings).map(([group, name]) => [name, container.get(identifierOf(group, name))]),
  ) as unknown as Settings

/**
 * Binds every use case and returns what the container has for it: the same use case, or what the `onActivation` of a module
 * returns. Throws if a module binds the identifier of a use case.
 */
export const activatedUseCases = (container: Container, useCases: UseCases): UseCases =>
  mapUseCases<UseCases>(useCases, (useCase, name) => {
    const identifier = identifierOf<AnyUseCase>("useCases", name)
    if (container.isBound(identifier))
      throw new Error(`A module binds UseCase.${name}. Wrap the use case with onActivation instead.`)
    container.bind(identifier).toConstantValue(useCase)
    return container.get(identifier)
  })

/** Returns the names of the ports for which a host's module has bound another adapter. */
export const reboundPorts = (container: Container, ports: StorePorts): ReadonlyArray<string> =>
  entriesOf(ports)
    .filter(([group, name, adapter]) => {
      const identifier = identifierOf(group, name)
      return !container.isBound(identifier) || container.get(identifier) !== adapter
    })
    .map(([group, name]) => `${group}.${name}`)
