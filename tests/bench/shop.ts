import { type Books, openBooks } from "../support/books.ts"
import { dice, inParallel } from "../support/load.ts"
import { createDatabase, startPostgres } from "../support/postgres-server.ts"
import { ADMIN, migrate, startServer } from "../support/server-process.ts"
import { type Line, type ShopClient, shopClient } from "../support/shop-client.ts"
import type { Job } from "./job.ts"

/** A served shop to place orders in, on a PostgreSQL of its own (or that of `DATABASE_URL`). */
export interface BenchShop {
  readonly url: string
  readonly databaseUrl: string
  /** The server's process id. */
  readonly pid: number
  readonly books: Books
  readonly buyers: ReadonlyArray<string>
  /** Adds a product with one variant per given stock. Returns the lines that order one unit of each. */
  readonly addProduct: (stocks: ReadonlyArray<number>) => Promise<ReadonlyArray<Line>>
  readonly close: () => Promise<void>
}

export const openBenchShop = async (env: Readonly<Record<string, string>> = {}): Promise<BenchShop> => {
  const cleanUp: Array<() => Promise<unknown>> = []
  const close = async () => {
    for (const step of cleanUp.toReversed()) await step()
  }
  try {
    const postgres = await startPostgres()
    cleanUp.push(postgres.stop)
    const database = await createDatabase(postgres.url)
    cleanUp.push(database.drop)
    await migrate(database.url)
    const server = await startServer(database.url, env)
    cleanUp.push(() => server.end("SIGTERM"))
    const books = openBooks(database.url)
    cleanUp.push(books.close)
    const client = shopClient(server.url)
    cleanUp.push(async () => client.close())
    const { url, pid } = server
    const buyers = await books.addBuyers(64)
    return { url, databaseUrl: database.url, pid, books, buyers, addProduct: await stocker(client), close }
  } catch (error) {
    await close()
    throw error
  }
}

const stocker = async (client: ShopClient): Promise<BenchShop["addProduct"]> => {
  const admin = await client.logIn(ADMIN)
  const category = await client.addCategory(admin, "Skincare")
  return (stocks) => client.addProduct(admin, category, stocks)
}

/** Many products with two variants each, with more stock than the clients can order. */
export const addManyVariants = async (shop: BenchShop, variants: number): Promise<ReadonlyArray<Line>> => {
  const products = Array.from({ length: variants / 2 })
  return (await inParallel(8, products, () => shop.addProduct([10_000_000, 10_000_000]))).flat()
}

/** Many different orders of two lines. */
export const ordersOver = (variants: ReadonlyArray<Line>, buyers: ReadonlyArray<string>): Job["orders"] => {
  const roll = dice(1)
  const line = (): Line => ({ ...(variants[roll(variants.length)] as Line), quantity: 1 + roll(3) })
  return Array.from({ length: 4000 }, (_, i) => ({ token: buyers[i % buyers.length] ?? "", items: [line(), line()] }))
}
