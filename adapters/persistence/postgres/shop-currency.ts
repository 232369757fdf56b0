import { Effect } from "effect"
import type { ShopCurrency } from "../../../application/ports/shop-currency.ts"
import type { Database } from "./database.ts"

export const makeShopCurrency = ({ rows, schema: s }: Database): ShopCurrency => ({
  code: () =>
    Effect.promise(async () => {
      const [row] = await rows({ name: "shop currency", text: `select currency from ${s}.shop` }, [])
      if (row === undefined) throw new Error("The table `shop` is empty: restore its row from a backup.")
      return String(row.currency)
    }),
  change: (code) =>
    Effect.promise(async () => {
      const text = `update ${s}.shop set currency = $1 where not exists (select from ${s}.product) returning currency`
      return (await rows({ name: "change currency", text }, [code])).length > 0
    }),
})
