import { timeSlice } from "../../../application/time-slice.ts"
import type { Product } from "../../../domain/catalog/product.ts"
import { isSameMetadata } from "../../../domain/metadata.ts"

/**
 * Replaces products of a new reading by the objects of an earlier one wherever both show the same. Returns the earlier
 * array itself when nothing differs. Both are in ascending order of id.
 */
export const reuse = async (
  earlier: ReadonlyArray<Product>,
  later: ReadonlyArray<Product>,
): Promise<ReadonlyArray<Product>> => {
  const slice = timeSlice()
  const products: Array<Product> = []
  let at = 0
  let differs = earlier.length !== later.length
  for (const product of later) {
    while ((earlier[at]?.id ?? Number.POSITIVE_INFINITY) < product.id) at++
    const before = earlier[at]
    const isKnown = before !== undefined && isSameProduct(before, product)
    products.push(isKnown ? before : product)
    differs ||= !isKnown
    if (products.length % 500 === 0 && slice.isOver()) await slice.next()
  }
  return differs ? products : earlier
}

/** Whether two readings of a product show the same. */
export const isSameProduct = (a: Product, b: Product): boolean =>
  a.id === b.id &&
  a.stockItem === b.stockItem &&
  a.available === b.available &&
  a.price === b.price &&
  a.name === b.name &&
  a.description === b.description &&
  a.category === b.category &&
  isSameMetadata(a.metadata, b.metadata) &&
  a.variants.length === b.variants.length &&
  a.variants.every((variant, i) => {
    const other = b.variants[i]
    return (
      other !== undefined &&
      variant.id === other.id &&
      variant.stockItem === other.stockItem &&
      variant.available === other.available &&
      variant.size === other.size &&
      variant.color === other.color &&
      variant.sku === other.sku &&
      isSameMetadata(variant.metadata, other.metadata)
    )
  })
