import { Container, ContainerModule } from "inversify"
import type { HostTransaction } from "../adapters/persistence/host.ts"
import type { Persistence } from "../adapters/persistence/persistence.ts"
import type { Ports, ServicePorts, Settings } from "../application/ports/ports.ts"
import type { UseCases } from "../application/use-cases.ts"
import { activatedUseCases, bindPorts, bindSettings, boundPorts, boundSettings, reboundPorts } from "./bindings.ts"

/** Open adapters and the settings of a shop. Asynchronous work is done before the container is built. */
export interface Parts {
  readonly persistence: Persistence
  readonly services: ServicePorts
  readonly settings: Settings
  /** Modules of the host. They are loaded last, so their bindings replace those of the shop. */
  readonly modules: ReadonlyArray<ContainerModule>
}

/** The ports and settings of a shop after the host's modules were loaded. */
export interface Assembled {
  readonly ports: Ports
  readonly settings: Settings
  /** Returns the use cases as the modules' `onActivation` changes them. */
  readonly activated: (useCases: UseCases) => UseCases
}

const load = ({ persistence, services, settings, modules }: Parts) => {
  const ports: Ports = { ...persistence, services }
  const container = new Container()
  const own = new ContainerModule(({ bind }) => {
    bindPorts(bind, ports)
    bindSettings(bind, settings)
  })
  container.load(own, ...modules)
  return { container, ports }
}

/** Binds ports and settings, loads the host's modules and returns what is bound then. */
export const assemble = (parts: Parts): Assembled => {
  const { container, ports } = load(parts)
  return {
    ports: boundPorts(container, ports),
    settings: boundSettings(container, parts.settings),
    // Each transaction of the host has a container. Most shops have no modules, and then bindings would have no effect.
    activated: (useCases) => (parts.modules.length === 0 ? useCases : activatedUseCases(container, useCases)),
  }
}

/** Does the same for use cases that run in a transaction of the host. */
export const assembleJoined = (parts: Parts, transaction: HostTransaction): Assembled => {
  const persistence = parts.persistence.withTransaction?.(transaction)
  if (persistence === undefined)
    throw new Error(
      "withTransaction() requires a shop on a PostgreSQL server. This shop's database does not support it.",
    )
  const joined = { ...parts, persistence }
  // A port that a module bound to another store would write outside the host's transaction.
  const [rebound] = reboundPorts(load(joined).container, persistence)
  if (rebound !== undefined)
    throw new Error(
      `withTransaction() cannot join the host's transaction: a module of this shop has rebound "${rebound}".`,
    )
  return assemble(joined)
}
