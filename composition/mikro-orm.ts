/**
 * The tables of a shop as entities, for the MikroORM of a host. Needs `@mikro-orm/core`.
 *
 * @example
 * import { ShopOrder } from "shopwright/mikro-orm"
 *
 * const unpaid = await em.find(ShopOrder, { status: "created" })
 */
export {
  ShopAccount,
  ShopCategory,
  ShopOrder,
  ShopOrderLine,
  ShopProduct,
  ShopStockLevel,
  ShopStockMovement,
  ShopVariant,
  shopEntities,
} from "../adapters/persistence/mikro-orm/shop-entities.ts"
