import { useState } from "react"
import type { Product } from "shopwright/client"
import { addOne } from "./basket.ts"
import { useLoaded } from "./loading.ts"
import { shown } from "./money.ts"
import { shop } from "./shop.ts"
import { itemsOf } from "./variants.ts"

const PAGE = 12

export const ProductsPage = () => {
  const [text, setText] = useState("")
  const [limit, setLimit] = useState(PAGE)
  const { value, error } = useLoaded(`${limit} ${text}`, (signal) =>
    shop.listProducts({ query: { limit, sort: "name", ...(text.trim() === "" ? {} : { text }) }, signal }),
  )
  return (
    <>
      <div className="title">
        <h1>Products</h1>
        <input
          type="search"
          aria-label="Search"
          placeholder="Search"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </div>
      {error !== null && <p role="alert">{error}</p>}
      {value?.items.length === 0 && <p>No product was found.</p>}
      <ul className="products">
        {value?.items.map((product) => (
          <li key={product.id}>
            <ProductCard product={product} />
          </li>
        ))}
      </ul>
      {value !== null && value.next !== null && (
        <button type="button" className="more" onClick={() => setLimit(limit + PAGE)}>
          Show more
        </button>
      )}
    </>
  )
}

const ProductCard = ({ product }: { readonly product: Product }) => {
  const items = itemsOf(product)
  const [chosen, choose] = useState(
    Math.max(
      0,
      items.findIndex(({ available }) => available > 0),
    ),
  )
  const item = items[chosen]
  const [picture] = product.pictures
  return (
    <article>
      {picture === undefined ? (
        <div className="picture" aria-hidden="true">
          {product.name[0]}
        </div>
      ) : (
        <img className="picture" src={picture.url} alt={picture.alt} loading="lazy" />
      )}
      <h2>{product.name}</h2>
      <p className="quiet">{product.description}</p>
      <p className="price">{shown(product.price)}</p>
      {items.length > 1 && (
        <select
          aria-label={`Variant of ${product.name}`}
          value={chosen}
          onChange={({ target }) => choose(Number(target.value))}
        >
          {items.map(({ variant, label, available }, i) => (
            <option key={variant} value={i}>
              {available > 0 ? label : `${label} (out of stock)`}
            </option>
          ))}
        </select>
      )}
      {item === undefined || item.available === 0 ? (
        <button type="button" disabled>
          Out of stock
        </button>
      ) : (
        <button type="button" aria-label={`Add to basket: ${product.name}`} onClick={() => addOne(item)}>
          Add to basket
        </button>
      )}
    </article>
  )
}
