import { Container, ContainerModule } from "inversify"
import { expect, it } from "vitest"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { replacePorts } from "../../application/ports/replace-ports.ts"
import { bindPorts, boundPorts, reboundPorts } from "../../composition/bindings.ts"
import { Port } from "../../composition/identifiers.ts"
import { persistenceModule } from "../../composition/persistence.module.ts"

const open = () => {
  const store = openInMemory()
  const container = new Container()
  bindPorts(container.bind.bind(container), store)
  return { store, container }
}

it("binds every port of a store under its own identifier", () => {
  const { store, container } = open()
  const { close: _, ...ports } = store
  expect(boundPorts(container, store)).toEqual(ports)
  expect(container.get(Port.orders.ledger)).toBe(store.orders.ledger)
  expect(container.get(Port.identity.attempts)).toBe(store.identity.attempts)
})

it("names the ports that a module of the host has replaced", () => {
  const { store, container } = open()
  expect(reboundPorts(container, store)).toEqual([])
  const { loader } = openInMemory().catalog
  container.load(persistenceModule(replacePorts(store, { catalog: { loader } })))
  expect(reboundPorts(container, store)).toEqual(["catalog.loader"])
})

it("binds nothing for a group that a store omits, so a module leaves the shop's own ports of it in place", () => {
  const { store, container } = open()
  const { outbox: _, ...partial } = openInMemory()
  container.load(new ContainerModule(({ rebind }) => bindPorts(rebind, partial)))
  expect(container.get(Port.outbox.outbox)).toBe(store.outbox.outbox)
  expect(container.get(Port.orders.orders)).toBe(partial.orders.orders)
})
