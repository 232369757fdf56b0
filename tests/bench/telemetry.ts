// Measures what telemetry costs: the server's CPU time for an order and orders per second, without it and with 1% and 100%
// of requests traced. The three servers use one database and take turns, and the medians of the rounds are compared. The
// CPU time hardly depends on what else the machine does.
import { type ServerProcess, startServer } from "../support/server-process.ts"
import { startCollector } from "./collector.ts"
import { cpuMilliseconds } from "./cpu-time.ts"
import { measure, median } from "./measure.ts"
import { addManyVariants, openBenchShop, ordersOver } from "./shop.ts"

const VARIANTS = 1000
/** The share of an order's CPU time without telemetry that 1% of traces may add. */
const BOUND = 0.1

interface Options {
  readonly seconds: number
  readonly connections: number
  readonly rounds: number
}

interface Measurement {
  readonly name: string
  readonly server: ServerProcess
  /** Milliseconds of the server's CPU time for an order, one for each round. */
  readonly cpu: Array<number>
  readonly rates: Array<number>
}

/** Measures and prints. Returns whether 1% of traces add less than a tenth to the CPU time of an order. */
export const benchTelemetry = async ({ seconds, connections, rounds }: Options): Promise<boolean> => {
  const shop = await openBenchShop()
  const collector = await startCollector()
  const servers: Array<Measurement> = []
  try {
    const orders = ordersOver(await addManyVariants(shop, VARIANTS), shop.buyers)
    const job = { connections, maxOrders: null, warmUpSeconds: 0, orders }
    const variants = { off: {}, "1%": collector.settings("0.01"), "100%": collector.settings("1") }
    for (const [name, env] of Object.entries(variants)) {
      const server = await startServer(shop.databaseUrl, env)
      servers.push({ name, server, cpu: [], rates: [] })
      await measure({ ...job, url: server.url, seconds: 3 })
    }
    for (let round = 0; round < rounds; round++)
      for (const { server, cpu, rates } of round % 2 === 0 ? servers : servers.toReversed()) {
        const before = cpuMilliseconds(server.pid)
        const { rate, statuses } = await measure({ ...job, url: server.url, seconds })
        cpu.push((cpuMilliseconds(server.pid) - before) / (statuses[201] ?? 1))
        rates.push(rate)
      }
  } finally {
    for (const { server } of servers) await server.end("SIGTERM")
    collector.stop()
    await shop.close()
  }
  const [off = Number.NaN, one = Number.NaN] = servers.map(({ cpu }) => median(cpu))
  for (const { name, cpu, rates } of servers) {
    const more = (100 * (median(cpu) / off - 1)).toFixed(1)
    console.log(
      `telemetry ${name.padEnd(5)} ${median(cpu).toFixed(3)} ms of CPU for an order (${more}% more), ${median(rates).toFixed(0)} orders/s`,
    )
  }
  return one < off * (1 + BOUND)
}
