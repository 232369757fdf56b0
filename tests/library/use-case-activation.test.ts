import { Effect } from "effect"
import { ContainerModule } from "inversify"
import { Pool } from "pg"
import { expect, it } from "vitest"
import { router } from "../../composition/http.ts"
import { migrate, openShop, ProductId } from "../../composition/index.ts"
import { Port, UseCase } from "../../composition/ports.ts"
import { freshDatabase } from "../support/postgres.ts"
import { dialect, endings, serve, shopOf } from "./mounted.ts"

/** A module that counts the calls of `listProducts`, and the calls themselves. */
const counting = () => {
  const calls: Array<string> = []
  const module = new ContainerModule(({ onActivation }) => {
    onActivation(
      UseCase.listProducts,
      (_context, listProducts) => () => Effect.tap(listProducts(), () => Effect.sync(() => calls.push("listProducts"))),
    )
  })
  return { calls, module }
}

it("wraps a use case for promises, Effects and the HTTP APIs", async () => {
  const { calls, module } = counting()
  const shop = await shopOf("Soap", { modules: [module] })
  expect(await shop.listProducts()).toMatchObject([{ name: "Soap" }])
  expect(calls.length).toBe(1)
  await Effect.runPromise(shop.useCases.listProducts())
  expect(calls.length).toBe(2)
  const ask = await serve(router(shop, { dialect }))
  expect((await ask("GET", "/api/products/")).status).toBe(200)
  expect(calls.length).toBe(3)
  await shop.listCategories()
  expect(calls.length).toBe(3)
})

it("wraps a use case with two modules, in their order", async () => {
  const order: Array<string> = []
  const noting = (name: string) =>
    new ContainerModule(({ onActivation }) => {
      onActivation(UseCase.listCategories, (_context, listCategories) => () => {
        order.push(name)
        return listCategories()
      })
    })
  const shop = await shopOf("Soap", { modules: [noting("first"), noting("second")] })
  await shop.listCategories()
  // The later module wraps what the earlier one returned.
  expect(order).toEqual(["second", "first"])
})

it("wraps the use cases in a transaction of the host", async () => {
  const { calls, module } = counting()
  const database = await freshDatabase()
  const pool = new Pool({ connectionString: database.url })
  endings.push(() => pool.end().finally(database.drop))
  await migrate({ pool })
  const shop = await openShop({ database: { pool }, modules: [module] })
  endings.unshift(shop.close)
  const client = await pool.connect()
  await client.query("begin")
  expect(await shop.withTransaction(client).listProducts()).toEqual([])
  await client.query("rollback")
  client.release()
  expect(calls.length).toBe(1)
})

it("rejects a module that binds a use case", async () => {
  const module = new ContainerModule(({ bind }) => {
    bind(UseCase.listCategories).toConstantValue(() => Effect.succeed([]))
  })
  await expect(openShop({ database: "memory", modules: [module] })).rejects.toThrow(
    "A module binds UseCase.listCategories. Wrap the use case with onActivation instead.",
  )
})

it("leaves a module's replaced ports in use", async () => {
  const { calls, module } = counting()
  const noon = new Date("2026-03-01T12:00:00Z")
  const clock = new ContainerModule(({ rebind }) => {
    rebind(Port.services.clock).toConstantValue({ now: () => noon })
  })
  const shop = await shopOf("Soap", { modules: [module, clock] })
  const placed = await shop.placeOrder({ externalId: "mia" }, { lines: [{ product: ProductId(1), quantity: 1 }] })
  expect(placed).toMatchObject({ ok: true, value: { createdAt: noon } })
  expect(calls).toEqual([])
})
