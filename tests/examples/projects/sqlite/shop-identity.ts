import type { ShopCurrency, ShopIdentity } from "shopwright/ports"
import type { Database } from "./database.ts"

/** The shop's id, in SQLite. It was created with the tables. */
export const sqliteShopIdentity = (db: Database): ShopIdentity => ({
  id: () =>
    db.read(() => {
      const row = db.first<{ readonly id: string }>("select id from shop")
      if (row === undefined) throw new Error("The table `shop` is empty.")
      return row.id
    }),
})

/** The shop's currency, in SQLite. It changes only while there are no prices. */
export const sqliteShopCurrency = (db: Database): ShopCurrency => ({
  code: () => db.read(() => db.first<{ readonly currency: string }>("select currency from shop")?.currency ?? "USD"),
  change: (code) =>
    db.write(() => db.run("update shop set currency = ? where not exists (select 1 from product)", code).changes > 0),
})
