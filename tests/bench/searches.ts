// Measures every documented filter, sort and search, and the reports, of a large shop on a real PostgreSQL.
import { Client } from "pg"
import { openShop } from "../../composition/open-shop.ts"
import type { Shop } from "../../composition/shop.ts"
import { operator } from "../../domain/account/actor.ts"
import { createDatabase, startPostgres } from "../support/postgres-server.ts"
import { migrate } from "../support/server-process.ts"
import { fillLargeShop, type LargeShop } from "./large-shop.ts"
import { reportCases, type SearchCase, searchCases } from "./search-cases.ts"

const RUNS = 11
const MAX_PAGE_MS = 50
const MAX_REPORT_MS = 200

/** Fills a shop, measures and prints. Returns whether every median met its bound. */
export const benchSearches = async (sizes: LargeShop): Promise<boolean> => {
  const postgres = await startPostgres()
  try {
    const database = await createDatabase(postgres.url)
    await migrate(database.url)
    const begun = performance.now()
    await fillLargeShop(database.url, sizes)
    console.log(`${JSON.stringify(sizes)} written in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
    try {
      return await measureSearches(database.url, sizes)
    } finally {
      await database.drop()
    }
  } finally {
    await postgres.stop()
  }
}

/** Measures a shop that was filled before. */
export const measureSearches = async (url: string, sizes: LargeShop): Promise<boolean> => {
  const shop = await openShop({ database: { url } })
  try {
    await indexWords(shop, url)
    const pages = await measureAll(shop, searchCases(sizes), MAX_PAGE_MS)
    const reports = await measureAll(shop, reportCases, MAX_REPORT_MS)
    const slow = [...pages, ...reports].filter(({ holds }) => !holds).length
    console.log(`${pages.length + reports.length - slow} of ${pages.length + reports.length} medians meet their bound`)
    return slow === 0
  } finally {
    await shop.close()
  }
}

/** Lets the shop index the words, and the database notice them, as it does by itself after a while. */
export const indexWords = async (shop: Shop<unknown, unknown>, url: string): Promise<void> => {
  await shop.searchProducts(null, { limit: 1 })
  await shop.searchAccounts(operator, { limit: 1 })
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query("vacuum analyze")
  await client.end()
}

const measureAll = async (shop: Shop, cases: ReadonlyArray<SearchCase>, bound: number) => {
  const measured: Array<{ readonly holds: boolean }> = []
  console.log(`\n        median, in ms (at most ${bound})`)
  for (const { list, filter, page, call } of cases) {
    // The first call on a connection reads the catalogue of the database.
    await call(shop)
    const times: Array<number> = []
    for (let run = 0; run < RUNS; run++) {
      const begun = performance.now()
      await call(shop)
      times.push(performance.now() - begun)
    }
    const median = times.toSorted((a, b) => a - b)[RUNS >> 1] ?? 0
    const holds = median < bound
    console.log(`${holds ? "ok    " : "FAILED"} ${median.toFixed(1).padStart(7)}  ${list}: ${filter} ${page}`)
    measured.push({ holds })
  }
  return measured
}
