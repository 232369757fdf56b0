import { expect, test } from "vitest"
import type { Json } from "../../support/described.ts"
import { freshDatabase } from "../../support/postgres.ts"
import { type DocumentFuzzSettings, fuzzDocuments } from "./run.ts"

const fuzz = async (settings: Pick<DocumentFuzzSettings, "requests" | "edit">) => {
  const database = await freshDatabase()
  try {
    // One connection, so that the same requests meet the same shop in each run.
    return await fuzzDocuments({ databaseUrl: database.url, seed: 20_261_126, connections: 1, ...settings })
  } finally {
    await database.drop()
  }
}

// A short run. `npm run fuzz:documents` sends 50,000 requests.
test("1,200 requests made from the OpenAPI documents get the responses that these describe", {
  timeout: 120_000,
}, async () => {
  const { statuses, faults, defects } = await fuzz({ requests: 1200 })
  expect({ faults, defects }).toEqual({ faults: [], defects: [] })
  const unreached = Object.entries(statuses).filter(([, seen]) => Object.keys(seen).length === 0)
  expect(unreached.map(([label]) => label)).toEqual([])
  // Most operations must succeed sometimes, or the requests no longer mean anything to the shop.
  const accepted = Object.values(statuses).filter((seen) => Object.keys(seen).some((status) => status.startsWith("2")))
  expect(accepted.length / Object.keys(statuses).length).toBeGreaterThan(0.6)
})

test("a response that is missing in a document is found", { timeout: 120_000 }, async () => {
  const without404 = (name: string, value: unknown): unknown => (name === "404" ? undefined : value)
  const { faults } = await fuzz({
    requests: 100,
    edit: (documents) =>
      documents.map(({ dialect, document }) => ({
        dialect,
        document: JSON.parse(JSON.stringify(document, without404)) as Json,
      })),
  })
  expect(faults.length).toBeGreaterThan(0)
  for (const { what } of faults) expect(what).toMatch(/: 404: the status is not described$/)
})
