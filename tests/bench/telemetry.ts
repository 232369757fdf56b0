// Measures what telemetry costs: orders per second without it, and with 1% and 100% of requests traced, in turn. The
// collector is a process of its own that discards what it receives.
import { spawn } from "node:child_process"
import { once } from "node:events"
import { dice } from "../support/load.ts"
import type { Line } from "../support/shop-client.ts"
import { measure } from "./measure.ts"
import { addManyVariants, type BenchShop, openBenchShop } from "./shop.ts"

const VARIANTS = 1000
/** The share of the throughput without telemetry that 1% of traces may cost. */
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

/** Measures and prints. Returns whether 1% of traces cost less than a tenth of the throughput. */
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
  const rates = new Map(variants.map(({ name }) => [name, [] as Array<number>]))
  try {
    for (let round = 0; round < options.rounds; round++)
      for (const { name, env } of variants) rates.get(name)?.push(await rateOf(env, options))
  } finally {
    child.kill()
  }
  const median = (name: string): number => (rates.get(name) ?? []).toSorted((a, b) => a - b)[options.rounds >> 1] ?? 0
  for (const { name } of variants) {
    const loss = 100 * (1 - median(name) / median("off"))
    console.log(`telemetry ${name.padEnd(5)} ${median(name).toFixed(0)} orders/s (${loss.toFixed(1)}% less than off)`)
  }
  return median("1%") > median("off") * (1 - BOUND)
}

/** Places orders of two lines over many variants. */
const rateOf = async (
  env: Readonly<Record<string, string>>,
  { seconds, connections }: { readonly seconds: number; readonly connections: number },
): Promise<number> => {
  const shop: BenchShop = await openBenchShop(env)
  try {
    const variants = await addManyVariants(shop, VARIANTS)
    const roll = dice(1)
    const line = (): Line => ({ ...(variants[roll(VARIANTS)] as Line), quantity: 1 + roll(3) })
    const orders = Array.from({ length: 4000 }, (_, i) => ({
      token: shop.buyers[i % shop.buyers.length] ?? "",
      items: [line(), line()],
    }))
    const { rate } = await measure({ url: shop.url, connections, seconds, warmUpSeconds: 3, maxOrders: null, orders })
    return rate
  } finally {
    await shop.close()
  }
}
