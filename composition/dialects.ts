import type { Dialect } from "../adapters/http/dialect.ts"
import { ecommerceBackend } from "../adapters/http/dialects/ecommerce-backend/dialect.ts"
import type { Shop } from "./open-shop.ts"

/** One root a dialect: how each is made from an open shop. */
const dialects = {
  "ecommerce-backend": ({ useCases }: Shop) => ecommerceBackend({ shop: useCases }),
} satisfies Record<string, (shop: Shop) => Dialect>

/** The name of an API that can be served. */
export type DialectName = keyof typeof dialects

export const dialectNames = Object.keys(dialects) as ReadonlyArray<DialectName>

export const isDialectName = (name: string): name is DialectName => Object.hasOwn(dialects, name)

export const makeDialect = (name: DialectName, shop: Shop): Dialect => dialects[name](shop)
