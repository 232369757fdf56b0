// The server under test, a process of its own so that its memory can be measured. Started by `start.ts`.
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect } from "effect"
import { dialectNames, serve } from "../../composition/http.ts"
import { migrate, openShop } from "../../composition/open-shop.ts"
import { operator } from "../../domain/account/actor.ts"
import { ProductId } from "../../domain/catalog/product.ts"
import { restoreAccounts, signInEverywhere } from "./credentials.ts"
import type { FromServer, ToServer } from "./protocol.ts"
import { findTargets } from "./targets.ts"

const [, , url, finds] = process.argv
if (url === undefined) throw new Error("Usage: node --expose-gc server.ts POSTGRES_URL targets|documents")
const send = (message: FromServer): void => void process.send?.(message)

await migrate({ url })
const media = await mkdtemp(join(tmpdir(), "shopwright-fuzz-"))
const secret = "a secret for the fuzzer that is long enough to sign with"
const mail = { mailer: { send: () => Effect.void }, passwordUrl: "https://shop.example/account" }
const shop = await openShop({ database: { url }, passwordCost: 4, secret, media, mail })
await restoreAccounts(shop)
const goods = { description: "Plain", price: 3, category: "Bath" }
await shop.importCatalog(operator, {
  categories: [{ name: "Bath" }],
  products: [
    { ...goods, name: "Soap", stock: 1_000_000_000 },
    { ...goods, name: "Towel", variants: [{ size: "L", color: "White", stock: 1_000_000_000 }] },
  ],
})
/** Sells again what requests have archived. */
const restoreGoods = async (): Promise<void> => {
  for (const id of [1, 2]) {
    const entry = await shop.viewProduct(operator, ProductId(id))
    if (!entry.ok) throw new Error(`There is no product ${id}.`)
    const variants = entry.value.variants.map(({ id }) => ({ id, isArchived: false }))
    await shop.editProduct(operator, { product: ProductId(id), changes: { isArchived: false, variants } })
  }
}
const defects: Array<string> = []
const note = (facts: object, message: string): void => {
  const error = "err" in facts && facts.err instanceof Error ? { stack: facts.err.stack } : {}
  defects.push(`${message}: ${JSON.stringify({ ...facts, ...error })}`)
}
const targets = finds === "documents" ? [] : await findTargets(shop)
const server = await serve({
  shop,
  host: "127.0.0.1",
  port: 0,
  trustProxy: 1,
  trustedOrigins: ["https://trusted.example"],
  log: { info: () => undefined, warn: () => undefined, error: note },
})
send({ kind: "ready", url: server.url, dialects: dialectNames, targets, credentials: await signInEverywhere(shop) })

const requests: { readonly [Kind in ToServer["kind"]]: () => Promise<void> } = {
  // Objects that wait for a second collection, such as finalized ones, are not counted.
  memory: async () => {
    globalThis.gc?.()
    await new Promise((resolve) => setImmediate(resolve))
    globalThis.gc?.()
    const { heapUsed, external, rss } = process.memoryUsage()
    send({ kind: "memory", heapUsed, external, rss, defects: defects.splice(0) })
  },
  credentials: async () => {
    await restoreAccounts(shop)
    await restoreGoods()
    send({ kind: "credentials", credentials: await signInEverywhere(shop) })
  },
  stop: async () => {
    await server.close()
    await shop.close()
    await rm(media, { recursive: true, force: true })
    process.disconnect()
  },
}
process.on("message", (message: ToServer) => void requests[message.kind]())
