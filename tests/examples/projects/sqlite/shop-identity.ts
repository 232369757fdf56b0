import type { ShopIdentity } from "shopwright/ports"
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
