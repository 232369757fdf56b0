// Measures what telemetry costs: the server's CPU time for an order and orders per second, without it, with metrics only,
// and with 1% and 100% of requests traced. The servers use one database and take turns, and the medians of the turns are
// compared. Each setting has several servers, because two equal processes can differ by a tenth: each is optimized by V8
// for what it happened to do first. Short turns and many rounds average out what else the machine does.
import { type ServerProcess, startServer } from "../support/server-process.ts"
import { startCollector } from "./collector.ts"
import { cpuMilliseconds } from "./cpu-time.ts"
import { measure, median } from "./measure.ts"
import { addManyVariants, openBenchShop, ordersOver } from "./shop.ts"

const VARIANTS = 1000
/** Servers for each setting. */
const SERVERS = 3
/** The share of an order's CPU time without telemetry that 1% of traces may add. */
const BOUND = 0.1

interface Options {
  readonly seconds: number
  readonly connections: number
  readonly rounds: number
}

interface Measurement {
  readonly name: string
  readonly servers: ReadonlyArray<ServerProcess>
  /** Milliseconds of a server's CPU time for an order, one for each turn. */
  readonly cpu: Array<number>
  readonly rates: Array<number>
}

/** Measures and prints. Returns whether 1% of traces add less than a tenth to the CPU time of an order. */
export const benchTelemetry = async ({ seconds, connections, rounds }: Options): Promise<boolean> => {
  const shop = await openBenchShop()
  const collector = await startCollector()
  const measurements: Array<Measurement> = []
  const started: Array<ServerProcess> = []
  try {
    const orders = ordersOver(await addManyVariants(shop, VARIANTS), shop.buyers)
    const job = { connections, maxOrders: null, warmUpSeconds: 0, orders }
    const { SHOPWRIGHT_METRICS_PORT } = collector.settings("0")
    const settings = {
      off: {},
      metrics: { SHOPWRIGHT_METRICS_PORT },
      "1%": collector.settings("0.01"),
      "100%": collector.settings("1"),
    }
    for (const [name, env] of Object.entries(settings)) {
      const servers: Array<ServerProcess> = []
      for (let i = 0; i < SERVERS; i++) {
        const server = await startServer(shop.databaseUrl, env)
        started.push(server)
        servers.push(server)
        await measure({ ...job, url: server.url, seconds: 3 })
      }
      measurements.push({ name, servers, cpu: [], rates: [] })
    }
    for (let round = 0; round < rounds; round++)
      for (let i = 0; i < SERVERS; i++)
        for (const { servers, cpu, rates } of round % 2 === 0 ? measurements : measurements.toReversed()) {
          const { pid, url } = servers[i] as ServerProcess
          const before = cpuMilliseconds(pid)
          const { rate, statuses } = await measure({ ...job, url, seconds })
          cpu.push((cpuMilliseconds(pid) - before) / (statuses[201] ?? 1))
          rates.push(rate)
        }
  } finally {
    for (const server of started) await server.end("SIGTERM")
    collector.stop()
    await shop.close()
  }
  const cpuOf = (name: string) => median(measurements.find((one) => one.name === name)?.cpu ?? [])
  const [off, one] = [cpuOf("off"), cpuOf("1%")]
  for (const { name, cpu, rates } of measurements) {
    const more = (100 * (median(cpu) / off - 1)).toFixed(1)
    console.log(
      `telemetry ${name.padEnd(7)} ${median(cpu).toFixed(3)} ms of CPU for an order (${more}% more), ${median(rates).toFixed(0)} orders/s`,
    )
  }
  return one < off * (1 + BOUND)
}
