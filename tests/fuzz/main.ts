// Sends generated requests to every path of every dialect, on a real PostgreSQL. `npm run fuzz -- --help` shows options.
import { parseArgs } from "node:util"
import { createDatabase, startPostgres } from "../support/postgres-server.ts"
import { fuzz, growthPerRequest } from "./run.ts"

const usage = `Usage: npm run fuzz -- [options]

  --requests N      how many requests are sent (default 200000)
  --seed N          what they are generated from (default 1)
  --from N          the number of the first one, to repeat a part of a run (default 0)
  --connections N   how many are sent at once (default 8)
`
/** Bytes per request. A leak of one small object per request exceeds it. */
const MAX_GROWTH = 50

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "200000" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    connections: { type: "string", default: "8" },
    help: { type: "boolean", default: false },
  },
})

const main = async (): Promise<boolean> => {
  const [requests, seed] = [Number(values.requests), Number(values.seed)]
  const postgres = await startPostgres()
  try {
    const database = await createDatabase(postgres.url)
    const begun = performance.now()
    const report = await fuzz({
      ...{ databaseUrl: database.url, seed, requests, from: Number(values.from) },
      connections: Number(values.connections),
      onProgress: (done) => console.log(`${done} requests, ${((performance.now() - begun) / 1000).toFixed(0)} s`),
    })
    await database.drop()
    const { statuses, accepted, faults, defects, memory, slowestMs, slow } = report
    for (const { n, what, request } of faults.slice(0, 30)) console.log(`\nrequest ${n}: ${what}\n${request}`)
    for (const defect of defects.slice(0, 30)) console.log(`\ndefect: ${defect}`)
    console.log(`\nseed ${seed}: ${JSON.stringify(statuses)}, slowest response ${slowestMs.toFixed(0)} ms`)
    for (const [label, took] of slow.slice(0, 10)) console.log(`slow: ${took.toFixed(0)} ms  ${label}`)
    for (const [label, count] of Object.entries(accepted)) console.log(`${String(count).padStart(8)}  ${label}`)
    const megabytes = memory.map(({ heapUsed, external }) => ((heapUsed + external) / 1e6).toFixed(1))
    console.log(`memory after garbage collection in MB: ${megabytes.join(" ")}`)
    const growth = growthPerRequest(report)
    console.log(`${faults.length} faults, ${defects.length} defects, growth of ${growth.toFixed(1)} bytes per request`)
    return faults.length === 0 && defects.length === 0 && (requests < 50_000 || growth < MAX_GROWTH)
  } finally {
    await postgres.stop()
  }
}

if (values.help) console.log(usage)
else process.exitCode = (await main()) ? 0 : 1
