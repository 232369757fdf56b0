import { Brand } from "effect"

/** Stock keeping unit: whatever is sold and counted on its own, a variant or a product that has none. */
export type SkuId = number & Brand.Brand<"SkuId">
export const SkuId = Brand.nominal<SkuId>()
