import type { Product } from "shopwright/client"
import type { Item } from "./basket.ts"
import { type Loading, useLoaded } from "./loading.ts"
import { shop } from "./shop.ts"
import { labelOf } from "./variants.ts"

/** Products by their ids. A product that the shop no longer shows is missing. */
export type Products = ReadonlyMap<number, Product>

/** Loads the products of lines. They are loaded again when other products are among them, or when `version` changes. */
export const useProducts = (lines: ReadonlyArray<Item>, version = 0): Loading<Products> => {
  const ids = [...new Set(lines.map(({ product }) => product))]
  return useLoaded(`${version}: ${ids.join()}`, async (signal) => {
    const outcomes = await Promise.all(ids.map((product) => shop.getProduct({ path: { product }, signal })))
    const products = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []))
    return { ok: true, value: new Map(products.map((product) => [product.id, product])) }
  })
}

/** Names the product of a line, with its variant. */
export const nameOf = ({ product: id, variant }: Item, products: Products): string => {
  const product = products.get(id)
  if (product === undefined) return `Product ${id}`
  const sold = product.variants.find((one) => one.id === variant)
  return sold === undefined ? product.name : `${product.name} (${labelOf(sold)})`
}
