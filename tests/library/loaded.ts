// Prints every package that an entry point loads, one per line: `node tests/library/loaded.ts ../../composition/index.ts`.
import { registerHooks } from "node:module"

const packages = new Set<string>()
registerHooks({
  load: (url, context, next) => {
    const path = url.split("/node_modules/").at(-1)
    if (path !== undefined && path !== url) packages.add(path.split("/", path.startsWith("@") ? 2 : 1).join("/"))
    else if (url.startsWith("node:")) packages.add(url)
    else packages.add(url.slice(new URL("../../", import.meta.url).href.length))
    return next(url, context)
  },
})

const [entryPoint = "", use, url] = process.argv.slice(2)
const { openShop } = await import(entryPoint)
if (use === "open") {
  const pool = url === undefined ? undefined : new (await import("pg")).Pool({ connectionString: url })
  const shop = await openShop({ database: pool === undefined ? "memory" : { pool } })
  const product = { name: "Soap", description: "", price: "3.00", category: "Bath", stock: 5 }
  await shop.importCatalog({ categories: [{ name: "Bath" }], products: [product] })
  const [soap] = await shop.listProducts()
  const mia = await shop.register({ username: "mia", password: "a-long-password" })
  const placed = await shop.placeOrder(mia.value.account, { lines: [{ product: soap.id, quantity: 2 }] })
  if (!placed.ok) throw new Error(placed.error._tag)
  await shop.close()
  await pool?.end()
}
process.stdout.write([...packages].join("\n"))
