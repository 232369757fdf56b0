import { Effect } from "effect"
import { type ProductSort, productSorts } from "../../../../application/ports/product-search.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { CategoryId } from "../../../../domain/catalog/category.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import { MAX_ID } from "../../../../domain/max-id.ts"
import { siteOf } from "../../browser/site.ts"
import { described, object, optional, text } from "../../dialect/json/fields.ts"
import { booleanText, choiceText, wholeText } from "../../dialect/json/query.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { invalidQuery } from "./faults.ts"
import { pageFields, pageHeaders, pageResponse, pageSchema } from "./paging.ts"
import { productCursor } from "./product-cursor.ts"
import { formatProduct, productSchema } from "./product-view.ts"

const TEXT_MAX_LENGTH = 200

const filters = object({
  limit: pageFields.limit,
  after: described(optional(productCursor.field, undefined), {
    description: "The `next` of the page before, with the same `sort`. Defaults to the beginning.",
  }),
  sort: described(optional(choiceText(productSorts), "oldest"), {
    description: "By time of creation, name or price.",
  }),
  text: described(optional(text(TEXT_MAX_LENGTH), ""), {
    description: "Each word must be the beginning of a word of the name or the description. Case does not matter.",
  }),
  category: described(optional(wholeText({ min: 1, max: MAX_ID }, CategoryId), undefined), {
    description: "Only products of this category.",
  }),
  archived: described(optional(booleanText, false), {
    description: "Archived products instead. For admins: others find none.",
  }),
  available: described(optional(booleanText, undefined), {
    description: "Only products that can be ordered, or only those that cannot.",
  }),
})

/** Returns the list of products. Only admins find archived products, and only if they ask for them. */
export const productList = (shop: Pick<UseCases, "searchProducts">, currency: Currency): Endpoints => [
  endpoint({
    method: "GET",
    path: "products",
    access: "public",
    ignoresCredentials: "invalid",
    query: filters,
    docs: {
      id: "listProducts",
      tag: "Catalogue",
      summary: "List and search products",
      description: "In ascending order of id, or in the order of `sort`.",
      calls: ["searchProducts"],
      returns: [
        {
          status: 200,
          description: "A page of products.",
          schema: pageSchema("ProductPage", productSchema),
          headers: pageHeaders,
        },
      ],
    },
    handle: ({ caller, query: { available, archived: isArchived, ...search }, request, prefix }) => {
      if (search.after !== undefined && !fits(search.after.value, search.sort))
        return Effect.succeed(invalidQuery({ after: ["must be the `next` of a page with this `sort`"] }))
      const actor = isArchived ? (caller?.account ?? null) : null
      const conditions = { ...search, isAvailable: available, isArchived }
      return Effect.map(shop.searchProducts(actor, conditions), ({ products, next }) => {
        const format = { base: siteOf(request, prefix), currency }
        const items = products.map((product) => formatProduct(product, format))
        return pageResponse(request.url, items, next === null ? null : productCursor.encode(next))
      })
    },
  }),
]

/** Returns whether the value of a cursor belongs to a sort. */
const fits = (value: string | number, sort: ProductSort): boolean => (typeof value === "string") === (sort === "name")
