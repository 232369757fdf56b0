import { Effect, Result } from "effect"
import { Pool } from "pg"
import { adminRules } from "../../adapters/cli/admin.ts"
import { openOnHost } from "../../adapters/persistence/postgres/open-host.ts"
import { migrate, openShop } from "../../composition/open-shop.ts"
import { money } from "../../domain/catalog/money.ts"
import { openBooks } from "../support/books.ts"
import { freshDatabase } from "../support/postgres.ts"

export const run = <A, E>(effect: Effect.Effect<A, E>): Promise<A> => Effect.runPromise(effect)

export const STOCK = 1_000_000

/** Real PostgreSQL and two shops with connections of their own, as in two processes, with an admin who buys. */
export const openTwoShops = async () => {
  const database = await freshDatabase()
  await migrate({ url: database.url })
  const [one, other] = [await openShop({ database }), await openShop({ database })]
  const shops = [one, other] as const
  const books = openBooks(database.url)
  const { useCases } = one
  const { account: admin } = await run(
    useCases.createAdmin({ username: "root", password: "correct horse" }, adminRules),
  )
  const { id: category } = await run(useCases.createCategory(admin, { name: "Lamps" }))
  const lamp = { name: "Lamp", description: "", price: Result.getOrThrow(money(1250)), category, variants: [] }
  const products = [
    await run(useCases.createProduct(admin, { ...lamp, stock: STOCK })),
    await run(useCases.createProduct(admin, { ...lamp, stock: STOCK })),
  ]
  const hostPool = new Pool({ connectionString: database.url, max: 2 })
  // The database is dropped while connections may still be closing.
  hostPool.on("error", () => undefined)
  const { outbox: reader } = await openOnHost({ pool: hostPool })
  /** Chooses one of the two shops by the number. */
  const shop = (n: number) => (n % 2 === 0 ? one : other)
  return {
    database,
    shops,
    shop,
    books,
    admin,
    lamp,
    /** The events, over connections of their own. */
    reader,
    products,
    /** Orders the first product of one of the shops. */
    place: (n: number, quantity = 1) => {
      const lines = products.slice(0, 1).map(({ id }) => ({ product: id, variant: null, quantity }))
      return run(shop(n).useCases.placeOrder(admin, { lines, delivery: null }))
    },
    close: async () => {
      await Promise.all(shops.map((open) => open.close()))
      await hostPool.end()
      await books.close()
      await database.drop()
    },
  }
}

export type TwoShops = Awaited<ReturnType<typeof openTwoShops>>
