import { deepStrictEqual } from "node:assert/strict"
import { Result } from "effect"
import { type MetadataSchema, money, openShop, operator } from "shopwright"
import type { Channel } from "./types.ts"

/** A schema as Zod and others create them. */
const product: MetadataSchema<{ readonly supplier: string }> = {
  "~standard": {
    version: 1,
    vendor: "example",
    validate: (value) => {
      const { supplier } = value as { readonly supplier?: unknown }
      return typeof supplier === "string" ? { value: { supplier } } : { issues: [{ message: "no supplier" }] }
    },
  },
}

const shop = await openShop({ database: "memory", metadata: { product } })
const category = await shop.createCategory(operator, { name: "Lamps" })
if (!category.ok) throw category.error
const price = money(4000)
if (Result.isFailure(price)) throw price.failure
const lamp = {
  name: "Lamp",
  description: "Brass",
  price: price.success,
  category: category.value.id,
  stock: 5,
  variants: [],
}
const created = await shop.createProduct(operator, { ...lamp, metadata: { supplier: "S-17" } })
if (!created.ok) throw created.error
const supplier: string | undefined = created.value.metadata?.supplier

const lines = [{ product: created.value.id, quantity: 1 }]
const placed = await shop.placeOrder({ externalId: "user_1" }, { lines, metadata: { channel: "web" } })
if (!placed.ok) throw placed.error
const channel: Channel | undefined = placed.value.metadata?.channel
deepStrictEqual([supplier, channel], ["S-17", "web"])
await shop.close()
console.log("ok")
