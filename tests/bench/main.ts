// Measures orders per second over HTTP on a real PostgreSQL with fsync, and checks the stock afterwards.
// See `node tests/bench/main.ts --help`.
import { availableParallelism } from "node:os"
import { parseArgs } from "node:util"
import { dice } from "../support/load.ts"
import type { Line } from "../support/shop-client.ts"
import type { Job, Measured } from "./job.ts"
import { measure } from "./measure.ts"
import { addManyVariants, type BenchShop, openBenchShop } from "./shop.ts"

const usage = `Usage: npm run bench -- [options]
       npm run bench -- lists [--orders N]          long lists instead: see lists.ts
       npm run bench -- catalogue [--products N] [--variants N]   product lists instead: see catalogue.ts
       npm run bench -- searches [--orders N] [--products N] [--accounts N]   lists and reports: see searches.ts
       npm run bench -- sign-ins [--rejections N] signing in instead: see sign-ins.ts
       npm run bench -- rejected-orders [--seconds N] [--connections N]    rejected orders: see rejected-orders.ts
       npm run bench -- locked-row [--seconds N] [--connections N]         a locked stock row: see locked-row.ts
       npm run bench -- telemetry [--seconds N] [--connections N] [--rounds N] [--groups N]   the cost of telemetry: see telemetry.ts
       npm run bench -- workers [--seconds N] [--connections N] [--rounds N]     workers and bare Express: see workers.ts
       npm run bench -- imports [--against COMMIT] what the package costs a host: see imports.ts

  --seconds N       how long each load is measured (default 10)
  --connections N   how many buyers order at once (default 32)
  --lines N         lines of an order (default 2)
  --hot             only orders for one and the same variant
`

const { values, positionals } = parseArgs({
  options: {
    seconds: { type: "string", default: "10" },
    connections: { type: "string", default: "32" },
    lines: { type: "string", default: "2" },
    hot: { type: "boolean", default: false },
    orders: { type: "string" },
    products: { type: "string", default: "100000" },
    variants: { type: "string", default: "0" },
    accounts: { type: "string", default: "100000" },
    rejections: { type: "string" },
    rounds: { type: "string", default: "5" },
    groups: { type: "string", default: "3" },
    against: { type: "string" },
    help: { type: "boolean", default: false },
  },
  allowPositionals: true,
})

const whole = (flag: "seconds" | "connections" | "lines" | "rounds" | "groups"): number => {
  const number = Number(values[flag])
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${flag} must be a whole number from 1`)
  return number
}

const VARIANTS = 1000
const LAST_PIECES = 500

let failed = false
const check = (what: string, holds: boolean, details: unknown): void => {
  console.log(`${holds ? "ok    " : "FAILED"}  ${what}${holds ? "" : `: ${JSON.stringify(details)}`}`)
  failed ||= !holds
}

/** Places orders for a while, prints the result, and compares acknowledged orders with the database. */
const load = async (shop: BenchShop, title: string, job: Partial<Job> & Pick<Job, "orders">): Promise<Measured> => {
  const before = (await shop.books.orderIds()).length
  const connections = whole("connections")
  const usual = { url: shop.url, connections, seconds: whole("seconds"), warmUpSeconds: 2, maxOrders: null }
  const measured = await measure({ ...usual, ...job })
  const { rate, p50, p99, statuses, errors } = measured
  console.log(`\n${title}, ${connections} connections`)
  console.log(`        ${rate.toFixed(0)} orders/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`)
  const rows = (await shop.books.orderIds()).length - before
  check(`${statuses[201] ?? 0} orders acknowledged, as many in the books`, rows === statuses[201], { rows, statuses })
  check("every request got a response", errors.length === 0, errors)
  return measured
}

const onlyPlaced = ({ statuses }: Measured): void =>
  check("no order was refused", Object.keys(statuses).join() === "201", statuses)

const spread = async (shop: BenchShop): Promise<void> => {
  const lines = whole("lines")
  const variants = await addManyVariants(shop, VARIANTS)
  const roll = dice(1)
  const line = (): Line => ({ ...(variants[roll(VARIANTS)] as Line), quantity: 1 + roll(3) })
  const orders = Array.from({ length: 4000 }, (_, i) => ({
    token: shop.buyers[i % shop.buyers.length] ?? "",
    items: Array.from({ length: lines }, line),
  }))
  onlyPlaced(await load(shop, `Orders of ${lines} lines over ${VARIANTS} variants`, { orders }))
}

const ofOneVariant = async (shop: BenchShop, stock: number) => {
  const items = await shop.addProduct([stock])
  return shop.buyers.map((token) => ({ token, items }))
}

const hot = async (shop: BenchShop): Promise<void> => {
  const orders = await ofOneVariant(shop, 100_000_000)
  onlyPlaced(await load(shop, "Orders of 1 line, all of one variant", { orders }))
}

const sellOut = async (shop: BenchShop): Promise<void> => {
  const orders = await ofOneVariant(shop, LAST_PIECES)
  const job = { orders, maxOrders: 2 * LAST_PIECES, warmUpSeconds: 0, seconds: 60 }
  const { statuses } = await load(shop, `${2 * LAST_PIECES} orders for the last ${LAST_PIECES} pieces`, job)
  const exact = statuses[201] === LAST_PIECES && statuses[400] === LAST_PIECES
  check(`${LAST_PIECES} were sold and ${LAST_PIECES} orders refused`, exact, statuses)
}

const main = async (): Promise<void> => {
  const shop = await openBenchShop()
  try {
    const setting =
      "select version(), current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit"
    const [on] = await shop.books.rows<{ version: string; fsync: string; commit: string }>(setting)
    const database = on?.version.split(" ", 2).join(" ")
    console.log(`${database}, fsync ${on?.fsync}, synchronous_commit ${on?.commit}; Node ${process.version}`)
    console.log(`${availableParallelism()} cores, shared by the database, the server and the load`)
    if (!values.hot) await spread(shop)
    await hot(shop)
    await sellOut(shop)
    const faults = await shop.books.faults()
    console.log()
    check("nothing was oversold, and reserved is what open orders hold", faults.length === 0, faults.slice(0, 5))
  } finally {
    await shop.close()
  }
}

if (values.help) console.log(usage)
else if (positionals[0] === "lists") {
  const { benchLists } = await import("./lists.ts")
  process.exitCode = (await benchLists(Number(values.orders ?? 1_000_000))) ? 0 : 1
} else if (positionals[0] === "catalogue") {
  const { benchCatalogue } = await import("./catalogue.ts")
  const sizes = { products: Number(values.products), variants: Number(values.variants), seconds: whole("seconds") }
  process.exitCode = (await benchCatalogue(sizes)) ? 0 : 1
} else if (positionals[0] === "searches") {
  const { benchSearches } = await import("./searches.ts")
  const [orders, products, accounts] = [values.orders ?? 1_000_000, values.products, values.accounts].map(Number)
  const sizes = { orders: orders ?? 0, products: products ?? 0, accounts: accounts ?? 0, movements: 100_000 }
  process.exitCode = (await benchSearches(sizes)) ? 0 : 1
} else if (positionals[0] === "sign-ins") {
  const { benchSignIns } = await import("./sign-ins.ts")
  process.exitCode = (await benchSignIns(whole("seconds"), Number(values.rejections ?? 100))) ? 0 : 1
} else if (positionals[0] === "rejected-orders") {
  const { benchRejectedOrders } = await import("./rejected-orders.ts")
  const connections = process.argv.some((flag) => flag.startsWith("--connections")) ? whole("connections") : 64
  process.exitCode = (await benchRejectedOrders({ seconds: whole("seconds"), connections })) ? 0 : 1
} else if (positionals[0] === "locked-row") {
  const { benchLockedRow } = await import("./locked-row.ts")
  process.exitCode = (await benchLockedRow({ seconds: whole("seconds"), connections: whole("connections") })) ? 0 : 1
} else if (positionals[0] === "telemetry") {
  const { benchTelemetry } = await import("./telemetry.ts")
  const [seconds, connections, rounds] = [whole("seconds"), whole("connections"), whole("rounds")]
  process.exitCode = (await benchTelemetry({ seconds, connections, rounds, groups: whole("groups") })) ? 0 : 1
} else if (positionals[0] === "workers") {
  const { benchWorkers } = await import("./workers.ts")
  const [seconds, connections, rounds] = [whole("seconds"), whole("connections"), whole("rounds")]
  process.exitCode = (await benchWorkers({ seconds, connections, rounds })) ? 0 : 1
} else if (positionals[0] === "imports") {
  const { measureImports } = await import("./imports.ts")
  await measureImports(values.against, 15)
} else {
  await main()
  process.exitCode = failed ? 1 : 0
}
