import { PGlite } from "@electric-sql/pglite"
import { expect, it } from "vitest"
import { startParams } from "../../adapters/persistence/mikro-orm/pglite.ts"

it("the embedded PostgreSQL starts with PGlite's own parameters and a small buffer", () => {
  expect(startParams).toEqual([...PGlite.defaultStartParams, "-c", "shared_buffers=16MB"])
})
