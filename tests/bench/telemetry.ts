// Measures what telemetry costs: the server's CPU time for an order and orders per second, without it, with metrics only,
// and with 1% and 100% of requests traced. Two equal processes can differ by a fifth, because V8 optimizes each for what
// it happened to do first. So the settings are compared in many groups of new servers, one server for each setting.
// The servers of a group use one database and take turns. The result is the median of the groups.
import { type ServerProcess, startServer } from "../support/server-process.ts"
import { startCollector } from "./collector.ts"
import { cpuMilliseconds } from "./cpu-time.ts"
import type { Job } from "./job.ts"
import { measure, median } from "./measure.ts"
import { addManyVariants, openBenchShop, ordersOver } from "./shop.ts"

const VARIANTS = 1000
/** The share of an order's CPU time without telemetry that 1% of traces may add. */
const BOUND = 0.1
/** How long a server is under load before it is measured. V8 optimizes code with rare traces later. */
const WARM_UP_SECONDS = 12

interface Options {
  readonly seconds: number
  readonly connections: number
  /** How often the servers of a group take turns. */
  readonly rounds: number
  readonly groups: number
}

/** The median of a server's turns. */
interface Measured {
  /** Milliseconds of CPU time for an order. */
  readonly cpu: number
  /** Orders per second. */
  readonly rate: number
}

/** Measures and prints. Returns whether 1% of traces add less than a tenth to the CPU time of an order. */
export const benchTelemetry = async ({ seconds, connections, rounds, groups }: Options): Promise<boolean> => {
  const shop = await openBenchShop()
  const collector = await startCollector()
  const measured: Array<ReadonlyMap<string, Measured>> = []
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
    for (let group = 0; group < groups; group++)
      measured.push(await measureGroup(shop.databaseUrl, settings, { job, seconds, rounds }))
  } finally {
    collector.stop()
    await shop.close()
  }
  const ratiosOf = (name: string, of: keyof Measured): ReadonlyArray<number> =>
    measured.map((group) => (group.get(name)?.[of] ?? Number.NaN) / (group.get("off")?.[of] ?? Number.NaN))
  for (const name of ["metrics", "1%", "100%"]) {
    const [cpu, rate] = [ratiosOf(name, "cpu"), ratiosOf(name, "rate")]
    console.log(
      `telemetry ${name.padEnd(7)} ${more(median(cpu))} CPU for an order (${cpu.map(more).join(", ")}), ${more(median(rate))} orders per second`,
    )
  }
  return median(ratiosOf("1%", "cpu")) < 1 + BOUND
}

const more = (ratio: number): string => `${ratio < 1 ? "" : "+"}${(100 * (ratio - 1)).toFixed(1)}%`

/** Starts a server for each setting, and measures them in turns. */
const measureGroup = async (
  databaseUrl: string,
  settings: Readonly<Record<string, Readonly<Record<string, string>>>>,
  { job, seconds, rounds }: { readonly job: Omit<Job, "url" | "seconds"> } & Pick<Options, "seconds" | "rounds">,
): Promise<ReadonlyMap<string, Measured>> => {
  const started: Array<{ readonly name: string; readonly server: ServerProcess; readonly turns: Array<Measured> }> = []
  try {
    for (const [name, env] of Object.entries(settings)) {
      const server = await startServer(databaseUrl, env)
      started.push({ name, server, turns: [] })
      await measure({ ...job, url: server.url, seconds: WARM_UP_SECONDS })
    }
    for (let round = 0; round < rounds; round++)
      for (const { server, turns } of round % 2 === 0 ? started : started.toReversed()) {
        const before = cpuMilliseconds(server.pid)
        const { rate, statuses } = await measure({ ...job, url: server.url, seconds })
        turns.push({ cpu: (cpuMilliseconds(server.pid) - before) / (statuses[201] ?? 1), rate })
      }
  } finally {
    for (const { server } of started) await server.end("SIGTERM")
  }
  return new Map(
    started.map(({ name, turns }) => [
      name,
      { cpu: median(turns.map(({ cpu }) => cpu)), rate: median(turns.map(({ rate }) => rate)) },
    ]),
  )
}
