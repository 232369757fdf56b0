import { useState } from "react"
import type { Order } from "shopwright/client"
import { useLoaded } from "./loading.ts"
import { shown } from "./money.ts"
import { nameOf, useProducts } from "./named-products.ts"
import { shop } from "./shop.ts"

const PAGE = 10

export const OrdersPage = () => {
  const [limit, setLimit] = useState(PAGE)
  const { value, error } = useLoaded(String(limit), (signal) => shop.listOrders({ query: { limit }, signal }))
  return (
    <>
      <h1>Your orders</h1>
      {error !== null && <p role="alert">{error}</p>}
      {value?.items.length === 0 && <p>You have not ordered anything yet.</p>}
      {value !== null && <Orders orders={value.items} />}
      {value !== null && value.next !== null && (
        <button type="button" className="more" onClick={() => setLimit(limit + PAGE)}>
          Show older orders
        </button>
      )}
    </>
  )
}

const Orders = ({ orders }: { readonly orders: ReadonlyArray<Order> }) => {
  const { value: products } = useProducts(orders.flatMap(({ lines }) => lines))
  return orders.map(({ id, status, createdAt, lines, total, delivery }) => (
    <article className="card order" key={id} aria-label={`Order ${id}`}>
      <h2>Order {id}</h2>
      <span className="status" data-status={status}>
        {status}
      </span>
      <time className="quiet" dateTime={createdAt}>
        {new Date(createdAt).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" })}
      </time>
      <ul>
        {lines.map((line) => (
          <li key={line.id}>
            {line.quantity} × {nameOf(line, products ?? new Map())}
            <span className="price">{shown(line.price, line.quantity)}</span>
          </li>
        ))}
      </ul>
      {delivery !== null && <p className="quiet">To {delivery.address}</p>}
      <p className="total">
        Total <strong>{shown(total)}</strong>
      </p>
    </article>
  ))
}
