import { has, stored } from "./stored.ts"

/** What identifies a line: a product, and one of its variants if it has any. */
export interface Item {
  readonly product: number
  readonly variant: number | null
}

export interface BasketLine extends Item {
  readonly quantity: number
}

export interface Basket {
  readonly lines: ReadonlyArray<BasketLine>
  readonly address: string
  /**
   * The idempotency key of an order of exactly these lines to this address. It is kept with them, so that a repetition
   * after a lost response, or after a reload of the page, is the same order. Every change of the basket removes it.
   */
  readonly key: string | null
}

const empty: Basket = { lines: [], address: "", key: null }

const isLine = (json: unknown): json is BasketLine =>
  has(json, "product") &&
  has(json, "variant") &&
  has(json, "quantity") &&
  [json.product, json.quantity, json.variant ?? 0].every(Number.isInteger)

const basket = stored<Basket>("basket", (json) =>
  has(json, "lines") &&
  Array.isArray(json.lines) &&
  json.lines.every(isLine) &&
  has(json, "address") &&
  has(json, "key")
    ? {
        lines: json.lines,
        address: typeof json.address === "string" ? json.address : "",
        key: typeof json.key === "string" ? json.key : null,
      }
    : empty,
)

export const useBasket = basket.use

const isSame = (one: Item, other: Item): boolean => one.product === other.product && one.variant === other.variant

/** Sets the quantity of an item. Zero removes the line. */
export const setQuantity = ({ product, variant }: Item, quantity: number): void => {
  const { lines, address } = basket.read()
  const line = { product, variant, quantity }
  const changed = lines.some((other) => isSame(other, line))
    ? lines.map((other) => (isSame(other, line) ? line : other))
    : [...lines, line]
  basket.write({ lines: changed.filter((other) => other.quantity > 0), address, key: null })
}

export const addOne = (item: Item): void => {
  const before = basket.read().lines.find((line) => isSame(line, item))
  setQuantity(item, (before?.quantity ?? 0) + 1)
}

export const setAddress = (address: string): void => basket.write({ ...basket.read(), address, key: null })

/** Returns the basket with the key of its order. The same basket has the same key. */
export const basketToOrder = (): Basket & { readonly key: string } => {
  const current = basket.read()
  const keyed = { ...current, key: current.key ?? newKey() }
  basket.write(keyed)
  return keyed
}

/** Empties the basket after its order. A basket that has been changed meanwhile stays. */
export const emptyAfter = (key: string): void => {
  if (basket.read().key === key) basket.write(empty)
}

/** `crypto.randomUUID` exists only on pages with HTTPS and on localhost. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("")
