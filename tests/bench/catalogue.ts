// Measures lists of very many products on a real PostgreSQL: the time of a 304 and of a whole list, and the latency of
// orders and short requests meanwhile.
import { openShop } from "../../composition/open-shop.ts"
import { operator } from "../../domain/account/actor.ts"
import { memoryOf } from "../support/large-response.ts"
import { dice } from "../support/load.ts"
import { ADMIN } from "../support/server-process.ts"
import { shopClient } from "../support/shop-client.ts"
import { measure } from "./measure.ts"
import { type BenchShop, openBenchShop } from "./shop.ts"

const MAX_NOT_MODIFIED_MS = 5
const MAX_OTHERS_P99_MS = 50
const BUYABLE = 2000
/** Number of clients that request lists concurrently. */
const READERS = 4

interface Sizes {
  readonly products: number
  /** Of each product; 0 for products that are sold themselves. */
  readonly variants: number
  readonly seconds: number
}

/** Measures, prints, and returns whether every target was met. */
export const benchCatalogue = async (sizes: Sizes): Promise<boolean> => {
  const shop = await openBenchShop()
  try {
    const lines = await fill(shop, sizes)
    return await measureLists(shop, sizes, lines)
  } finally {
    await shop.close()
  }
}

/** Imports a catalogue and returns the first things that can be ordered. */
const fill = async ({ databaseUrl }: BenchShop, { products, variants }: Sizes) => {
  const begun = performance.now()
  await using shop = await openShop({ database: { url: databaseUrl } })
  const items = Array.from({ length: products }, (_, n) => ({
    name: `Product ${n}`,
    description: `What a customer reads about product ${n} before buying it, in one or two sentences.`,
    price: 100 + (n % 900),
    category: "Everything",
    ...(variants === 0
      ? { stock: 1_000_000 }
      : { variants: Array.from({ length: variants }, (_, v) => ({ size: `${v}`, color: "White", stock: 1_000_000 })) }),
  }))
  const loaded = await shop.importCatalog(operator, { categories: [{ name: "Everything" }], products: items })
  if (!loaded.ok) throw new Error(String(loaded.error))
  const lines = (await shop.listProducts())
    .slice(0, BUYABLE)
    .map(({ id, variants: [first] }) => ({ product: id, ...(first && { variant: first.id }), quantity: 1 }))
  const seconds = ((performance.now() - begun) / 1000).toFixed(0)
  console.log(`${products} products with ${products * variants} variants imported in ${seconds} s`)
  return lines
}

const measureLists = async (
  shop: BenchShop,
  { seconds }: Sizes,
  lines: ReadonlyArray<{ readonly product: number; readonly variant?: number; readonly quantity: number }>,
): Promise<boolean> => {
  const list = `${shop.url}/api/products/`
  let allHold = true
  const check = (what: string, holds: boolean): void => {
    console.log(`${holds ? "ok    " : "FAILED"}  ${what}`)
    allHold &&= holds
  }
  const roll = dice(1)
  const orders = Array.from({ length: 4000 }, (_, n) => ({
    token: shop.buyers[n % shop.buyers.length] ?? "",
    items: [lines[roll(lines.length)], lines[roll(lines.length)]].filter((line) => line !== undefined),
  }))
  const job = { url: shop.url, connections: 4, seconds, warmUpSeconds: 1, maxOrders: null, orders }

  const first = await during(shop, () => get(list))
  console.log(`        first list: ${first.value.bytes} bytes in ${first.value.ms.toFixed(0)} ms`)
  check(`short requests during the first list: ${times(first.others)}`, p99(first.others) < MAX_OTHERS_P99_MS)
  const again = await repeat(20, () => get(list))
  console.log(`        unchanged list: ${times(again)}`)

  const tag = first.value.etag
  const notModified = async (): Promise<TimedResponse> => {
    const response = await get(list, tag)
    if (response.status !== 304) throw new Error(`status ${response.status} instead of 304`)
    return response
  }
  check304(check, "304", await repeat(1000, notModified))
  const busy = await during(shop, () => repeat(1000, notModified))
  check304(check, "304 beside short requests", busy.value)
  check(`short requests beside 304: ${times(busy.others)}`, p99(busy.others) < MAX_OTHERS_P99_MS)

  const client = shopClient(shop.url)
  const afterSignIns: Array<number> = []
  for (let i = 0; i < 5; i++) {
    await client.logIn(ADMIN)
    afterSignIns.push((await notModified()).ms)
  }
  client.close()
  console.log(`        304 after a sign-in wrote elsewhere in the database: ${times(afterSignIns)}`)

  const alone = await measure(job)
  console.log(`        orders alone: ${alone.rate.toFixed(0)}/s, p99 ${alone.p99.toFixed(1)} ms`)
  const readers = keepReading(list)
  const beside = await measure(job)
  const lists = await readers.stop()
  console.log(`        beside them ${READERS} clients read changing lists: ${times(lists)}`)
  check(
    `orders beside lists: ${beside.rate.toFixed(0)}/s, p50 ${beside.p50.toFixed(1)} ms, p99 ${beside.p99.toFixed(1)} ms`,
    beside.p99 < MAX_OTHERS_P99_MS,
  )
  console.log(`        memory of the server at its peak: ${memoryOf(shop.pid).peak.toFixed(0)} MB`)
  return allHold
}

type Check = (what: string, holds: boolean) => void
const check304 = (check: Check, what: string, ms: ReadonlyArray<number>): void =>
  check(`${what}: ${times(ms)}`, p99(ms) < MAX_NOT_MODIFIED_MS)

interface TimedResponse {
  readonly status: number
  readonly etag: string
  readonly bytes: number
  readonly ms: number
}

const get = async (url: string, etag?: string): Promise<TimedResponse> => {
  const begun = performance.now()
  const response = await fetch(url, etag === undefined ? {} : { headers: { "if-none-match": etag } })
  const { byteLength } = await response.arrayBuffer()
  return {
    status: response.status,
    etag: response.headers.get("etag") ?? "",
    bytes: byteLength,
    ms: performance.now() - begun,
  }
}

const repeat = async (count: number, once: () => Promise<TimedResponse>): Promise<ReadonlyArray<number>> => {
  const all: Array<number> = []
  for (let i = 0; i < count; i++) all.push((await once()).ms)
  return all
}

/** Does something while short requests are sent one after the other. */
const during = async <A>(shop: BenchShop, work: () => Promise<A>) => {
  const others: Array<number> = []
  let goesOn = true
  const short = async () => {
    while (goesOn) others.push((await get(`${shop.url}/api/products/categories/`)).ms)
  }
  const asking = short()
  const value = await work().finally(() => {
    goesOn = false
  })
  await asking
  return { value, others: others as ReadonlyArray<number> }
}

const keepReading = (url: string) => {
  const all: Array<number> = []
  let goesOn = true
  const read = async () => {
    while (goesOn) all.push((await get(url)).ms)
  }
  const reading = Promise.all(Array.from({ length: READERS }, read))
  return {
    stop: async (): Promise<ReadonlyArray<number>> => {
      goesOn = false
      await reading
      return all
    },
  }
}

const quantile = (ms: ReadonlyArray<number>, q: number): number =>
  ms.toSorted((a, b) => a - b)[Math.floor(q * ms.length)] ?? Number.NaN
const p99 = (ms: ReadonlyArray<number>): number => quantile(ms, 0.99)
const times = (ms: ReadonlyArray<number>): string =>
  `${ms.length} times, p50 ${quantile(ms, 0.5).toFixed(1)} ms, p99 ${p99(ms).toFixed(1)} ms`
