import { Effect } from "effect"
import type { ShopIdentity } from "../../../application/ports/shop-identity.ts"
import type { Database } from "./database.ts"

/** Reads the shop's id, which the migration "tokens" created. It never changes, so one successful read is enough. */
export const makeShopIdentity = (database: Database): ShopIdentity => {
  const statement = { name: "shop id", text: `select id as shop_id from ${database.schema}.shop` }
  let known: string | null = null
  return {
    id: () =>
      Effect.suspend(() => {
        if (known !== null) return Effect.succeed(known)
        return Effect.promise(async () => {
          const [row] = await database.rows(statement, [])
          if (row === undefined) throw new Error("The table `shop` is empty: restore its row from a backup.")
          known = String(row.shop_id)
          return known
        })
      }),
  }
}
