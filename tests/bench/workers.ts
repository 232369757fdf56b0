// Measures orders with one and two workers, with telemetry off and with 1% of requests traced, beside bare Express and
// `pg` with as many processes. All servers use the same database and take turns, and the medians are printed: rates
// depend on what else the machine does, CPU time hardly does.
import { spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { type ServerProcess, startServer } from "../support/server-process.ts"
import { startCollector } from "./collector.ts"
import { cpuMilliseconds } from "./cpu-time.ts"
import type { Measured } from "./job.ts"
import { measure, median } from "./measure.ts"
import { addManyVariants, openBenchShop, ordersOver } from "./shop.ts"

const VARIANTS = 1000

interface Contender {
  readonly name: string
  readonly server: Pick<ServerProcess, "url" | "pid" | "end">
  readonly cpu: Array<number>
  readonly rates: Array<number>
}

interface Options {
  readonly seconds: number
  readonly connections: number
  readonly rounds: number
}

/** Measures and prints. Returns whether every order was placed and nothing was oversold. */
export const benchWorkers = async ({ seconds, connections, rounds }: Options): Promise<boolean> => {
  const shop = await openBenchShop()
  const collector = await startCollector()
  const contenders: Array<Contender> = []
  let failed = false
  try {
    const orders = ordersOver(await addManyVariants(shop, VARIANTS), shop.buyers)
    const add = (name: string, server: Contender["server"]) => contenders.push({ name, server, cpu: [], rates: [] })
    for (const workers of ["1", "2"]) {
      add(`Express + pg, ${workers} process(es)`, await startBare(shop.databaseUrl, workers))
      const env = { SHOPWRIGHT_WORKERS: workers }
      add(`shopwright, ${workers} worker(s)`, await startServer(shop.databaseUrl, env))
      const traced = { ...env, ...collector.settings("0.01") }
      add(`shopwright, ${workers} worker(s), 1% traced`, await startServer(shop.databaseUrl, traced))
    }
    const usual = { connections, seconds, maxOrders: null, warmUpSeconds: 0, orders }
    for (const { server } of contenders) await measure({ ...usual, url: server.url, seconds: 3 })
    for (let round = 0; round < rounds; round++)
      for (const { server, cpu, rates } of round % 2 === 0 ? contenders : contenders.toReversed()) {
        const before = cpuMilliseconds(server.pid)
        const measured = await measure({ ...usual, url: server.url })
        cpu.push((cpuMilliseconds(server.pid) - before) / (measured.statuses[201] ?? 1))
        rates.push(measured.rate)
        failed ||= !isPlaced(measured)
      }
    for (const { name, cpu, rates } of contenders)
      console.log(`${name.padEnd(36)} ${median(rates).toFixed(0)} orders/s, ${median(cpu).toFixed(3)} ms of CPU each`)
    const faults = await shop.books.faults()
    console.log(`${failed ? "FAILED" : "ok    "}  every order was placed`)
    console.log(`${faults.length > 0 ? "FAILED" : "ok    "}  nothing was oversold`)
    return !failed && faults.length === 0
  } finally {
    for (const { server } of contenders) await server.end("SIGTERM")
    collector.stop()
    await shop.close()
  }
}

const isPlaced = ({ statuses, errors }: Measured): boolean =>
  errors.length === 0 && Object.keys(statuses).join() === "201"

const startBare = async (database: string, workers: string): Promise<Contender["server"]> => {
  const program = fileURLToPath(new URL("bare-server.ts", import.meta.url))
  const child = spawn(process.execPath, [program, database, workers], { stdio: ["ignore", "pipe", "inherit"] })
  const [url] = (await once(child.stdout, "data")) as [Buffer]
  const end: ServerProcess["end"] = async (signal) => {
    child.kill(signal)
    const [code, by] = await once(child, "exit")
    return { code, signal: by }
  }
  return { url: String(url).trim(), pid: child.pid ?? 0, end }
}
