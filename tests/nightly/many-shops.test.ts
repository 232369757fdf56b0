import { expect, it } from "vitest"
import { openManyShops } from "../support/many-shops.ts"
import { freshDatabase } from "../support/postgres.ts"

it("200 idle shops need at most 3 MB and 0.05 statements per second each", async () => {
  const database = await freshDatabase()
  const many = await openManyShops(database.url, 200)
  const statements = await many.idleStatements(30)
  await many.close()
  await database.drop()
  console.log(`one of 200 idle shops: ${many.megabytes.toFixed(2)} MB, ${statements.toFixed(3)} statements per second`)
  expect(many.megabytes).toBeLessThan(3)
  expect(statements).toBeGreaterThan(0)
  expect(statements).toBeLessThan(0.05)
})
