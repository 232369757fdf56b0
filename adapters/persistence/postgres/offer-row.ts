/**
 * The row of the `n`th item that was asked for. An item without a row names no product that is sold. One without a stock
 * item names no variant of the product, or none of a product that is sold by variant.
 */
export type OfferRow = { readonly n: number | string; readonly price: number } & (
  | { readonly stock_item: number; readonly on_hand: number; readonly reserved: number }
  | { readonly stock_item: null }
)
