// Measures what telemetry costs: the server's CPU time for an order and orders per second, without it and with 1% and 100%
// of requests traced, in turn. The CPU time hardly depends on what else the machine does. The collector is a process of
// its own that discards what it receives.
import { spawn } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { dice } from "../support/load.ts"
import type { Line } from "../support/shop-client.ts"
import { measure } from "./measure.ts"
import { addManyVariants, type BenchShop, openBenchShop } from "./shop.ts"

const VARIANTS = 1000
/** The share of an order's CPU time without telemetry that 1% of traces may add. */
const BOUND = 0.1

const collector = `
  const server = require("node:http").createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(200, { "content-type": "application/json" }).end("{}"))
  })
  server.listen(0, "127.0.0.1", () => process.stdout.write(String(server.address().port)))
`

interface Variant {
  readonly name: string
  readonly env: Readonly<Record<string, string>>
}

interface Cost {
  /** Milliseconds of the server's CPU time for an order. */
  readonly cpu: number
  readonly rate: number
}

/** Measures and prints. Returns whether 1% of traces add less than a tenth to the CPU time of an order. */
export const benchTelemetry = async (options: {
  readonly seconds: number
  readonly connections: number
  readonly rounds: number
}): Promise<boolean> => {
  const child = spawn(process.execPath, ["-e", collector], { stdio: ["ignore", "pipe", "inherit"] })
  const [port] = (await once(child.stdout, "data")) as [Buffer]
  const sending = (ratio: string) => ({
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    OTEL_TRACES_SAMPLER_ARG: ratio,
    SHOPWRIGHT_METRICS_PORT: "0",
  })
  const variants: ReadonlyArray<Variant> = [
    { name: "off", env: {} },
    { name: "1%", env: sending("0.01") },
    { name: "100%", env: sending("1") },
  ]
  const costs = new Map(variants.map(({ name }) => [name, [] as Array<Cost>]))
  try {
    for (let round = 0; round < options.rounds; round++)
      for (const { name, env } of variants) costs.get(name)?.push(await costOf(env, options))
  } finally {
    child.kill()
  }
  const median = (name: string, of: (cost: Cost) => number): number =>
    (costs.get(name) ?? []).map(of).toSorted((a, b) => a - b)[options.rounds >> 1] ?? 0
  const cpu = (name: string): number => median(name, (cost) => cost.cpu)
  for (const { name } of variants) {
    const more = (100 * (cpu(name) / cpu("off") - 1)).toFixed(1)
    const rate = median(name, (cost) => cost.rate).toFixed(0)
    console.log(
      `telemetry ${name.padEnd(5)} ${cpu(name).toFixed(3)} ms of CPU for an order (${more}% more), ${rate} orders/s`,
    )
  }
  return cpu("1%") < cpu("off") * (1 + BOUND)
}

/** Places orders of two lines over many variants. */
const costOf = async (
  env: Readonly<Record<string, string>>,
  { seconds, connections }: { readonly seconds: number; readonly connections: number },
): Promise<Cost> => {
  const shop: BenchShop = await openBenchShop(env)
  try {
    const variants = await addManyVariants(shop, VARIANTS)
    const roll = dice(1)
    const line = (): Line => ({ ...(variants[roll(VARIANTS)] as Line), quantity: 1 + roll(3) })
    const orders = Array.from({ length: 4000 }, (_, i) => ({
      token: shop.buyers[i % shop.buyers.length] ?? "",
      items: [line(), line()],
    }))
    const job = { url: shop.url, connections, maxOrders: null, orders }
    await measure({ ...job, seconds: 3, warmUpSeconds: 0 })
    const before = cpuMilliseconds(shop.pid)
    const { rate, statuses } = await measure({ ...job, seconds, warmUpSeconds: 0 })
    return { cpu: (cpuMilliseconds(shop.pid) - before) / (statuses[201] ?? 1), rate }
  } finally {
    await shop.close()
  }
}

/** The CPU time of a process on Linux, whose clock ticks a hundred times in a second. */
const cpuMilliseconds = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}
