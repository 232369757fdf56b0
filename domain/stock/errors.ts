import { Data } from "effect"
import type { SkuId } from "./sku.ts"

/** Fewer pieces of an SKU are available than an order asks for in all its lines together. */
export class OutOfStock extends Data.TaggedError("OutOfStock")<{
  readonly sku: SkuId
  readonly requested: number
  readonly available: number
}> {}
