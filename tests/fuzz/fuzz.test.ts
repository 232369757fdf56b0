import { expect, test } from "vitest"
import { freshDatabase } from "../support/postgres.ts"
import { fuzz } from "./run.ts"

// A short run. `npm run fuzz` sends 200,000 requests and measures memory. A finding names the request to repeat.
test("1,000 generated requests get well-formed responses and leave no defect in the log", {
  timeout: 180_000,
}, async () => {
  const database = await freshDatabase()
  try {
    const settings = { databaseUrl: database.url, seed: 20_261_126, from: 0, requests: 1000, connections: 4 }
    const { faults, defects, accepted } = await fuzz(settings)
    expect({ faults, defects }).toEqual({ faults: [], defects: [] })
    // Most requests get an error. Not all may, or the fuzzer no longer reaches the endpoints.
    const reached = Object.entries(accepted).filter(([label, count]) => label.startsWith("POST ") && count > 0)
    expect(reached.length).toBeGreaterThan(8)
  } finally {
    await database.drop()
  }
})
