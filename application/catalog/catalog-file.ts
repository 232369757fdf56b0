import { Result } from "effect"
import { categoryName } from "../../domain/catalog/category.ts"
import { type Currency, defaultCurrency } from "../../domain/catalog/currency.ts"
import { formatAmount, MAX_MONEY, type Money, money, moneyFromDecimal } from "../../domain/catalog/money.ts"
import {
  type NewVariant,
  PRODUCT_NAME_MAX_LENGTH,
  SKU_MAX_LENGTH,
  VARIANT_TEXT_MAX_LENGTH,
} from "../../domain/catalog/product.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import type { Metadata } from "../../domain/metadata.ts"
import { judgeMetadata, type MetadataRule, type MetadataRules } from "../../domain/metadata-rules.ts"
import { MAX_QUANTITY, quantityOnHand } from "../../domain/stock/stock-level.ts"
import { boundedText } from "../../domain/text.ts"
import type { CatalogToLoad, ProductToLoad } from "../ports/catalog-loader.ts"
import { ruleMessage } from "../rule-message.ts"
import { InvalidCatalog } from "./invalid-catalog.ts"
import { Faults, fault, fieldsOf, formatValue, itemsOf, type Placed } from "./placed-value.ts"

/**
 * Reads the catalogue format from parsed JSON. Every fault is reported with its position.
 *
 * ```json
 * { "categories": [{ "name": "Skincare" }],
 *   "products": [{ "name": "Sunscreen", "description": "SPF 30", "price": 5.5, "category": "Skincare",
 *                  "variants": [{ "size": "100ml", "color": "White", "stock": 50 }] }] }
 * ```
 *
 * A price is a number or a decimal string, in the currency of the shop, which defaults to USD. A product without variants accepts `stock`, which defaults to 0.
 * A variant accepts `sku`. Products and variants accept `metadata`, a JSON object.
 */
export const readCatalog = (
  file: unknown,
  currency: Currency = defaultCurrency,
  rules: MetadataRules = {},
): Result.Result<CatalogToLoad, InvalidCatalog> => {
  const faults = new Faults()
  const field = fieldsOf({ place: "", value: file, faults }, ["categories", "products"])
  const categories = readCategories(field("categories"))
  const listed = Array.isArray(field("categories")?.value) ? new Set(categories) : undefined
  const products = optional(field("products"), itemsOf, []).map((at) => readProduct(at, listed, currency, rules))
  return faults.count === 0
    ? Result.succeed({ categories, products })
    : Result.fail(new InvalidCatalog({ faults: faults.kept, more: faults.count - faults.kept.length }))
}

// After a fault the readers below return a placeholder. The result is discarded when there is any fault.

const readCategories = (list: Placed | undefined): ReadonlyArray<string> => {
  const places = new Map<string, string>()
  return optional(list, itemsOf, []).map((at) => {
    const field = fieldsOf(at, ["name"])("name")
    const name = optional(field, (at) => readText(at, categoryName), "")
    const before = places.get(name)
    if (field !== undefined && before !== undefined && name !== "") fault(field, `is the name of ${before} already`)
    else places.set(name, at.place)
    return name
  })
}

const readProduct = (
  at: Placed,
  categories: ReadonlySet<string> | undefined,
  currency: Currency,
  rules: MetadataRules,
): ProductToLoad => {
  const field = fieldsOf(at, ["name", "description", "price", "category"], ["stock", "variants", "metadata"])
  const variants = optional(field("variants"), itemsOf, []).map((at) => readVariant(at, rules))
  const stock = field("stock")
  if (stock !== undefined && variants.length > 0) fault(stock, "belongs to the variants where there are any")
  return {
    name: optional(field("name"), bounded(PRODUCT_NAME_MAX_LENGTH), ""),
    description: optional(field("description"), (at) => readText(at, Result.succeed), ""),
    price: optional(field("price"), (at) => readPrice(at, currency), noMoney),
    category: optional(field("category"), (at) => readCategoryName(at, categories), ""),
    stock: optional(stock, readStock, 0),
    variants,
    ...withMetadata(field("metadata"), rules.product),
  }
}

const readVariant = (at: Placed, rules: MetadataRules): NewVariant => {
  const field = fieldsOf(at, ["size", "color", "stock"], ["sku", "metadata"])
  const sku = field("sku")
  return {
    size: optional(field("size"), bounded(VARIANT_TEXT_MAX_LENGTH), ""),
    color: optional(field("color"), bounded(VARIANT_TEXT_MAX_LENGTH), ""),
    stock: optional(field("stock"), readStock, 0),
    ...(sku === undefined ? {} : { sku: bounded(SKU_MAX_LENGTH)(sku) }),
    ...withMetadata(field("metadata"), rules.variant),
  }
}

const withMetadata = (at: Placed | undefined, rule: MetadataRule | undefined): { readonly metadata?: Metadata } => {
  if (at === undefined) return {}
  const read = judgeMetadata(rule, at.place, at.value)
  if (Result.isSuccess(read)) return { metadata: read.success }
  const { field, rule: broken } = read.failure
  at.faults.add(field, ruleMessage(broken))
  return {}
}

const readCategoryName = (at: Placed, categories: ReadonlySet<string> | undefined): string => {
  const name = readText(at, Result.succeed)
  if (typeof at.value === "string" && categories?.has(name) === false)
    fault(at, `${formatValue(at.value)} is not among the file's categories`)
  return name
}

const readText = (at: Placed, check: (text: string) => Result.Result<string, InvalidField>): string => {
  if (typeof at.value !== "string") {
    fault(at, "must be a text")
    return ""
  }
  // Surrounding white space is never intended, and no store can keep a null character.
  const text = at.value.trim()
  if (text.includes("\0") || !text.isWellFormed()) {
    fault(at, "must be well-formed text without null characters")
    return text
  }
  return checked(at, check(text), text)
}

const bounded = (max: number) => (at: Placed) => readText(at, (text) => boundedText("text", text, max))

const readStock = (at: Placed): number => {
  const stock = typeof at.value === "number" ? at.value : Number.NaN
  const quantity = quantityOnHand("stock", stock)
  if (Result.isSuccess(quantity)) return quantity.success
  fault(at, `must be a whole number from 0 to ${MAX_QUANTITY}`)
  return 0
}

const readPrice = (at: Placed, currency: Currency): Money => {
  if (typeof at.value === "number" || typeof at.value === "string") {
    const price = moneyFromDecimal(String(at.value), currency)
    if (Result.isSuccess(price)) return price.success
  }
  const max = formatAmount(MAX_MONEY, currency)
  fault(at, `must be an amount of ${currency.code} from 0 to ${max} with ${decimalsOf(currency)}`)
  return noMoney
}

const decimalsOf = ({ decimals }: Currency): string => (decimals === 0 ? "no decimals" : `at most ${decimals} decimals`)

const noMoney = Result.getOrThrow(money(0))

const optional = <A>(at: Placed | undefined, read: (at: Placed) => A, otherwise: A): A =>
  at === undefined ? otherwise : read(at)

const checked = <A>(at: Placed, result: Result.Result<A, InvalidField>, otherwise: A): A => {
  if (Result.isSuccess(result)) return result.success
  fault(at, ruleMessage(result.failure.rule))
  return otherwise
}
