import { DEFAULT_SCHEMA } from "../postgres/schema.ts"
import { catalogEntities } from "./entities/catalog.ts"
import { identityEntities } from "./entities/identity.ts"
import { ordersEntities } from "./entities/orders.ts"
import { outboxEntities } from "./entities/outbox.ts"

/**
 * Returns an entity for each table of a shop. `schema` is the PostgreSQL schema of the shop's tables and defaults to
 * `shopwright`. Use the entities to read. Migrations create the tables, and only a shop writes to them.
 *
 * @example
 * const tables = shopEntities("shop")
 * const unpaid = await em.find(tables.ShopOrder, { status: "created" })
 */
export const shopEntities = (schema: string = DEFAULT_SCHEMA) => ({
  ...identityEntities(schema),
  ...catalogEntities(schema),
  ...ordersEntities(schema),
  ...outboxEntities(schema),
})

const entities = shopEntities()

/**
 * Accounts, in the schema `shopwright`.
 *
 * @example
 * const admins = await em.find(ShopAccount, { isAdmin: true })
 */
export const ShopAccount = entities.ShopAccount

/**
 * Categories, in the schema `shopwright`.
 *
 * @example
 * const bath = await em.findOne(ShopCategory, { name: "Bath" })
 */
export const ShopCategory = entities.ShopCategory

/**
 * Products, in the schema `shopwright`. Prices are in minor units.
 *
 * @example
 * const cheap = await em.find(ShopProduct, { price: { $lt: 1000 } })
 */
export const ShopProduct = entities.ShopProduct

/**
 * Variants of products, in the schema `shopwright`.
 *
 * @example
 * const variants = await em.find(ShopVariant, { product: soap.id })
 */
export const ShopVariant = entities.ShopVariant

/**
 * Stock levels, in the schema `shopwright`. What is available is `onHand` less `reserved`.
 *
 * @example
 * const empty = await em.find(ShopStockLevel, { onHand: 0 })
 */
export const ShopStockLevel = entities.ShopStockLevel

/**
 * Changes of the stock on hand, in the schema `shopwright`.
 *
 * @example
 * const deliveries = await em.find(ShopStockMovement, { kind: "restock" })
 */
export const ShopStockMovement = entities.ShopStockMovement

/**
 * Orders, in the schema `shopwright`.
 *
 * @example
 * const unpaid = await em.find(ShopOrder, { status: "created" }, { orderBy: { id: "asc" } })
 */
export const ShopOrder = entities.ShopOrder

/**
 * Lines of orders, in the schema `shopwright`. Prices are in minor units, for one piece.
 *
 * @example
 * const lines = await em.find(ShopOrderLine, { order: order.id })
 */
export const ShopOrderLine = entities.ShopOrderLine
