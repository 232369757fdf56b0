// Prints every package that an entry point loads, one per line: `node tests/library/loaded.ts ../../composition/index.ts`.
import { registerHooks } from "node:module"

const packages = new Set<string>()
registerHooks({
  load: (url, context, next) => {
    const path = url.split("/node_modules/").at(-1)
    if (path === undefined || path === url) {
      packages.add(url.startsWith("node:") ? url : url.slice(new URL("../../", import.meta.url).href.length))
      return next(url, context)
    }
    packages.add(path.split("/", path.startsWith("@") ? 2 : 1).join("/"))
    if (/^effect\/.*\/observability\//.test(path)) packages.add("effect/observability")
    return next(url, context)
  },
})

const [entryPoint = "", use, url] = process.argv.slice(2)
const { openShop } = await import(entryPoint)
if (use === "open") {
  const pool = url === undefined ? undefined : new (await import("pg")).Pool({ connectionString: url })
  const shop = await openShop({ database: pool === undefined ? "memory" : { pool } })
  // Imported here, because the hooks see only what is loaded after them.
  const { operator } = await import("../../domain/account/actor.ts")
  const product = { name: "Soap", description: "", price: "3.00", category: "Bath", stock: 5 }
  await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [product] })
  const [soap] = await shop.listProducts()
  const mia = await shop.register({ username: "mia", password: "a-long-password" })
  const placed = await shop.placeOrder(mia.value.account, { lines: [{ product: soap.id, quantity: 2 }] })
  if (!placed.ok) throw new Error(placed.error._tag)
  await shop.close()
  await pool?.end()
}
if (use === "serve" || use === "serve with telemetry") {
  const { serve } = await import("../../composition/serve.ts")
  const { openTelemetry } = await import("../../composition/telemetry.ts")
  const telemetry = use === "serve" ? undefined : await openTelemetry({ metricsPort: 0 })
  const shop = await openShop({ database: "memory", telemetry })
  const ignore = () => undefined
  const log = { info: ignore, warn: ignore, error: ignore }
  const server = await serve({ shop, telemetry, log, host: "127.0.0.1", port: 0 })
  await (await fetch(`${server.url}/api/products/`)).text()
  await server.close()
  await shop.close()
  await telemetry?.close()
}
process.stdout.write([...packages].join("\n"))
