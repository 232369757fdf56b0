import { expect, it } from "vitest"
import { openManyShops } from "../support/many-shops.ts"
import { freshDatabase } from "../support/postgres.ts"

// The nightly test has 200 shops, and also counts their statements.
it("shops in schemas of one pool do not see each other's data, and an idle one needs at most 3 MB", async () => {
  const database = await freshDatabase()
  const many = await openManyShops(database.url, 4)
  const categories = await Promise.all(many.shops.map((shop) => shop.listCategories()))
  expect(categories.map((listed) => listed.map(({ name }) => name))).toEqual(many.shops.map((_, n) => [`shop_${n}`]))
  expect(many.megabytes).toBeLessThan(3)
  await many.close()
  await database.drop()
})
