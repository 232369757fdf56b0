// Sends requests that are generated from the OpenAPI documents of all dialects, on a real PostgreSQL, and compares every
// response with the documents. `npm run fuzz:documents -- --help` shows options.
import { parseArgs } from "node:util"
import { createDatabase, startPostgres } from "../../support/postgres-server.ts"
import { fuzzDocuments } from "./run.ts"

const usage = `Usage: npm run fuzz:documents -- [options]

  --requests N      how many requests are sent (default 50000)
  --seed N          what they are generated from (default 1)
  --connections N   how many are sent at once (default 8); with 1, a run can be repeated
`

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "50000" },
    seed: { type: "string", default: "1" },
    connections: { type: "string", default: "8" },
    help: { type: "boolean", default: false },
  },
})

const main = async (): Promise<boolean> => {
  const postgres = await startPostgres()
  try {
    const database = await createDatabase(postgres.url)
    const begun = performance.now()
    const seconds = (): string => ((performance.now() - begun) / 1000).toFixed(0)
    const { statuses, faults, defects } = await fuzzDocuments({
      databaseUrl: database.url,
      seed: Number(values.seed),
      requests: Number(values.requests),
      connections: Number(values.connections),
      onProgress: (done) => done % 5000 === 0 && console.log(`${done} requests, ${seconds()} s`),
    })
    await database.drop()
    for (const { n, what, request, response } of faults)
      console.log(`\nrequest ${n}: ${what}\n${request}\n-> ${response}`)
    for (const defect of defects.slice(0, 30)) console.log(`\ndefect: ${defect}`)
    for (const [label, seen] of Object.entries(statuses)) console.log(`${label}  ${JSON.stringify(seen)}`)
    const all = Object.values(statuses)
    const accepted = all.filter((seen) => Object.keys(seen).some((status) => status.startsWith("2")))
    console.log(
      `\nseed ${values.seed}: ${values.requests} requests in ${seconds()} s to ${all.length} operations, of which`,
    )
    console.log(`${accepted.length} succeeded at least once; ${faults.length} faults, ${defects.length} defects`)
    return faults.length === 0 && defects.length === 0
  } finally {
    await postgres.stop()
  }
}

if (values.help) console.log(usage)
else process.exitCode = (await main()) ? 0 : 1
