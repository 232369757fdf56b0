// Measures orders for other items while another program holds the lock of one stock row, on a real PostgreSQL. Some
// buyers keep ordering the locked item meanwhile.
import { Client } from "pg"
import { dice } from "../support/load.ts"
import type { Line } from "../support/shop-client.ts"
import type { Measured } from "./job.ts"
import { measure } from "./measure.ts"
import { addManyVariants, openBenchShop } from "./shop.ts"

const VARIANTS = 1000
const LOCKED_BUYERS = 8

interface Options {
  readonly seconds: number
  readonly connections: number
}

/** Measures and prints. Returns whether all orders for other items were placed. */
export const benchLockedRow = async ({ seconds, connections }: Options): Promise<boolean> => {
  const shop = await openBenchShop()
  const other = new Client({ connectionString: shop.databaseUrl })
  try {
    const [locked, ...others] = await addManyVariants(shop, VARIANTS)
    if (locked === undefined) throw new Error("the shop has no variants")
    const roll = dice(1)
    const line = (): Line => others[roll(others.length)] as Line
    const usual = { url: shop.url, seconds, warmUpSeconds: 2, maxOrders: null }
    const orders = Array.from({ length: 4000 }, (_, i) => ({
      token: shop.buyers[i % shop.buyers.length] ?? "",
      items: [line(), line()],
    }))
    const free = await measure({ ...usual, connections, orders })
    print("all rows free", free)

    await other.connect()
    await other.query("begin")
    await other.query("select from shopwright.stock_level where variant = $1 for update", [locked.variant])
    const waiting = shop.buyers.slice(0, LOCKED_BUYERS).map((token) => ({ token, items: [locked] }))
    const [held, ofLocked] = await Promise.all([
      measure({ ...usual, connections, orders }),
      measure({ ...usual, connections: LOCKED_BUYERS, orders: waiting }),
    ])
    await other.query("commit")
    print("one row locked, other items", held)
    print("one row locked, its buyers", ofLocked)
    console.log(`        ${((100 * held.rate) / free.rate).toFixed(0)} % of the rate`)
    const isPlaced = [free, held].every(({ statuses }) => Object.keys(statuses).join() === "201")
    console.log(`${isPlaced ? "ok    " : "FAILED"}  every order for other items was placed`)
    const faults = await shop.books.faults()
    console.log(`${faults.length === 0 ? "ok    " : "FAILED"}  nothing was oversold`)
    return isPlaced && faults.length === 0
  } finally {
    await other.end()
    await shop.close()
  }
}

const print = (title: string, { rate, p50, p99, statuses }: Measured): void =>
  console.log(
    `        ${title}: ${rate.toFixed(0)} orders/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms ${JSON.stringify(statuses)}`,
  )
