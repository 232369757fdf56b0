import { useState } from "react"
import { type BasketLine, basketToOrder, emptyAfter, setAddress, setQuantity, useBasket } from "./basket.ts"
import { shown, sum } from "./money.ts"
import { nameOf, type Products, useProducts } from "./named-products.ts"
import { noResponse, shop } from "./shop.ts"
import { SignInForm } from "./sign-in-form.tsx"
import { itemsOf } from "./variants.ts"

/** What a refused order tells: a message for each line by its position, or one for the whole order. */
interface Refusal {
  readonly detail: string
  readonly lines: ReadonlyMap<number, string>
}

export const BasketPage = ({ signedIn }: { readonly signedIn: boolean }) => {
  const { lines, address } = useBasket()
  const [refusals, setRefusals] = useState(0)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [pending, setPending] = useState(false)
  const { value: products } = useProducts(lines, refusals)

  const order = async () => {
    setPending(true)
    const refused = await placeOrder().catch(() => ({ detail: noResponse, lines: new Map() }))
    setPending(false)
    setRefusal(refused)
    // The stock has changed since the basket was shown.
    if (refused !== null) setRefusals(refusals + 1)
    else location.hash = "#/orders"
  }
  if (lines.length === 0)
    return (
      <>
        <h1>Basket</h1>
        <p>
          The basket is empty. <a href="#/">See the products</a>
        </p>
      </>
    )
  const total = products === null ? null : sum(priced(lines, products))
  return (
    <>
      <h1>Basket</h1>
      <ul className="lines">
        {lines.map((line, i) => (
          <Line
            key={`${line.product} ${line.variant}`}
            line={line}
            products={products ?? new Map()}
            fault={refusal?.lines.get(i) ?? shortage(line, products)}
            onChange={(quantity) => {
              setRefusal(null)
              setQuantity(line, quantity)
            }}
          />
        ))}
      </ul>
      <p className="total">
        Total <strong>{total === null ? "" : shown(total)}</strong>
      </p>
      {signedIn ? (
        <form
          className="card"
          onSubmit={(event) => {
            event.preventDefault()
            order()
          }}
        >
          <label>
            Delivery address
            <textarea
              rows={3}
              autoComplete="street-address"
              required
              value={address}
              onChange={({ target }) => setAddress(target.value)}
            />
          </label>
          {refusal !== null && refusal.lines.size === 0 && <p role="alert">{refusal.detail}</p>}
          <button type="submit" disabled={pending}>
            Place the order
          </button>
        </form>
      ) : (
        <SignInForm />
      )}
    </>
  )
}

/** Places the order of the basket. A repetition after a lost response has the same key, so the shop places one order. */
const placeOrder = async (): Promise<Refusal | null> => {
  const { lines, address, key } = basketToOrder()
  const placed = await shop.placeOrder({ headers: { "Idempotency-Key": key }, body: { lines, delivery: { address } } })
  if (placed.ok) {
    emptyAfter(key)
    return null
  }
  const { detail, errors = [] } = placed.error
  const places = errors.flatMap(({ pointer = "", detail }) => {
    const line = /^\/lines\/(\d+)\//.exec(pointer)?.[1]
    return line === undefined ? [] : [[Number(line), detail] as const]
  })
  return { detail, lines: new Map(places) }
}

const priced = (lines: ReadonlyArray<BasketLine>, products: Products) =>
  lines.flatMap(({ product, quantity }) => {
    const price = products.get(product)?.price
    return price === undefined ? [] : [{ price, quantity }]
  })

/** Tells what is missing for a line; `undefined` if there is enough, or if the products are being loaded. */
const shortage = ({ product, variant, quantity }: BasketLine, products: Products | null): string | undefined => {
  if (products === null) return undefined
  const shownProduct = products.get(product)
  const item = shownProduct && itemsOf(shownProduct).find((one) => one.variant === variant)
  if (item === undefined || shownProduct?.isArchived) return "This product is no longer sold."
  if (item.available === 0) return "Out of stock."
  return item.available < quantity ? `Only ${item.available} left.` : undefined
}

interface LineSettings {
  readonly line: BasketLine
  readonly products: Products
  readonly fault: string | undefined
  readonly onChange: (quantity: number) => void
}

const Line = ({ line, products, fault, onChange }: LineSettings) => {
  const name = nameOf(line, products)
  const price = products.get(line.product)?.price
  return (
    <li>
      <span className="name">{name}</span>
      <input
        type="number"
        aria-label={`Quantity of ${name}`}
        min={1}
        max={9999}
        defaultValue={line.quantity}
        onChange={({ target }) => {
          if (target.validity.valid && target.value !== "") onChange(target.valueAsNumber)
        }}
        onBlur={({ target }) => {
          target.value = String(line.quantity)
        }}
      />
      <span className="price">{price && shown(price, line.quantity)}</span>
      <button type="button" className="plain" aria-label={`Remove ${name}`} onClick={() => onChange(0)}>
        Remove
      </button>
      {fault !== undefined && (
        <span className="fault" role="alert">
          {fault}
        </span>
      )}
    </li>
  )
}
