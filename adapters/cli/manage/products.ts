import { Effect, Result } from "effect"
import { type ProductCursor, productSorts } from "../../../application/ports/product-search.ts"
import { ruleMessage } from "../../../application/rule-message.ts"
import { didYouMean } from "../../../application/suggest.ts"
import type { UseCases } from "../../../application/use-cases.ts"
import { operator } from "../../../domain/account/actor.ts"
import type { CategoryId } from "../../../domain/catalog/category.ts"
import { type Currency, defaultCurrency, MAX_DECIMALS } from "../../../domain/catalog/currency.ts"
import type { ProductChanges } from "../../../domain/catalog/edit-product.ts"
import { type Money, moneyFromDecimal } from "../../../domain/catalog/money.ts"
import { ProductId } from "../../../domain/catalog/product.ts"
import { CommandFailure, UsageError } from "../failure.ts"
import { type Action, asCommand } from "./action.ts"
import { flagOf, idOf, positionalsOf, wordOf } from "./arguments.ts"
import type { CommandGroup } from "./group.ts"
import { done, listed } from "./output.ts"
import { limitFlag, limitOf, type Range, readPages } from "./pages.ts"
import { productFormat, productRecord } from "./product-output.ts"

const categoryFlag = { name: "category", value: "NAME" }

const list: Action = {
  summary: "list products, newest first",
  synopsis: "",
  about: "Lists products with their price and what is available.",
  flags: [
    { name: "search", value: "TEXT", about: "only products that have a word with each of these beginnings" },
    { ...categoryFlag, about: "only products of this category" },
    { name: "available", about: "only products of which something is available" },
    { name: "archived", about: "archived products instead of those on sale" },
    { name: "sort", value: "ORDER", about: `${productSorts.join(", ")} (default: newest)` },
    limitFlag,
  ],
  read: (call) => {
    positionalsOf(call, [])
    const sort = flagOf(call, "sort", (text, what) => wordOf(text, what, productSorts))
    const [limit, text, categoryName] = [limitOf(call), call.value("search"), call.value("category")]
    return Effect.fnUntraced(function* (shop) {
      const names = yield* categoryNames(shop)
      const category = categoryName === undefined ? undefined : yield* categoryNamed(names, categoryName)
      const conditions = {
        ...{ text, sort, category, isArchived: call.has("archived") },
        ...(call.has("available") && { isAvailable: true }),
      }
      const found = yield* readPages(limit, (range: Range<ProductCursor>) =>
        Effect.map(shop.searchProducts(operator, { ...conditions, ...range }), ({ products, next }) => ({
          items: products,
          next,
        })),
      )
      return listed(found, productFormat(names, shop.currency))
    })
  },
}

const show: Action = {
  summary: "show a product with its variants",
  synopsis: " PRODUCT",
  about: "Shows a product with its variants and their stock, archived ones included.",
  flags: [],
  read: (call) => {
    const product = productOf(call)
    return Effect.fnUntraced(function* (shop) {
      const names = yield* categoryNames(shop)
      return productRecord(yield* shop.viewProduct(operator, product), names, shop.currency)
    })
  },
}

const priceOf = (text: string, currency: Currency): Money => {
  const price = moneyFromDecimal(text, currency)
  if (Result.isSuccess(price)) return price.success
  const example = `write an amount such as ${currency.decimals === 0 ? 550 : "5.50"}, not '${text}'`
  throw new UsageError(`--price ${ruleMessage(price.failure.rule)}: ${example}`)
}

const edit: Action = {
  summary: "change a product",
  synopsis: " PRODUCT",
  about: "Changes what the flags name. Existing orders keep the price that they were placed at.",
  flags: [
    { name: "name", value: "TEXT", about: "the new name" },
    { name: "description", value: "TEXT", about: "the new description" },
    { name: "price", value: "AMOUNT", about: "the new price, for example 5.50" },
    { ...categoryFlag, about: "the new category, by its name" },
  ],
  read: (call) => {
    const product = productOf(call)
    const categoryName = call.value("category")
    const price = call.value("price")
    // The currency is known after the shop was opened. What is no amount in any currency is rejected before.
    if (price !== undefined) priceOf(price, { ...defaultCurrency, decimals: MAX_DECIMALS })
    const changes: ProductChanges = { name: call.value("name"), description: call.value("description") }
    if (
      [categoryName, price].every((flag) => flag === undefined) &&
      Object.values(changes).every((change) => change === undefined)
    )
      throw new UsageError("Nothing to change: add --name, --description, --price or --category")
    return Effect.fnUntraced(function* (shop) {
      const names = yield* categoryNames(shop)
      const category = categoryName === undefined ? undefined : yield* categoryNamed(names, categoryName)
      const to = price === undefined ? undefined : priceOf(price, shop.currency)
      const edited = yield* shop.editProduct(operator, { product, changes: { ...changes, category, price: to } })
      return productRecord(edited, names, shop.currency)
    })
  },
}

const archiving = (isArchived: boolean): Action["read"] => {
  const verb = isArchived ? "archived" : "restored"
  return (call) => {
    const product = productOf(call)
    return (shop) =>
      Effect.map(shop.editProduct(operator, { product, changes: { isArchived } }), ({ name }) =>
        done({ id: product, isArchived }, `${verb} product ${product} (${name})`),
      )
  }
}

const archive: Action = {
  summary: "take a product off sale",
  synopsis: " PRODUCT",
  about: "Archives a product: it is neither listed nor sold. Its orders still show it.",
  flags: [],
  read: archiving(true),
}

const restore: Action = {
  summary: "put an archived product on sale again",
  synopsis: " PRODUCT",
  about: "Restores an archived product.",
  flags: [],
  read: archiving(false),
}

const productOf: (call: Parameters<Action["read"]>[0]) => ProductId = (call) =>
  idOf(positionalsOf(call, ["PRODUCT"])[0], "PRODUCT", ProductId)

/** Returns the names of the categories by id. */
const categoryNames = (shop: Pick<UseCases, "listCategories">) =>
  Effect.map(
    shop.listCategories(),
    (categories): ReadonlyMap<CategoryId, string> => new Map(categories.map(({ id, name }) => [id, name])),
  )

const categoryNamed = (
  names: ReadonlyMap<CategoryId, string>,
  name: string,
): Effect.Effect<CategoryId, CommandFailure> => {
  const found = [...names].find(([, known]) => known === name)
  return found !== undefined
    ? Effect.succeed(found[0])
    : Effect.fail(new CommandFailure(`There is no category '${name}'${didYouMean(name, names.values())}`))
}

export const products: CommandGroup = {
  summary: "list, show, edit, archive and restore products",
  about: "Manages the products of the shop.",
  commands: new Map([
    ["list", asCommand(list)],
    ["show", asCommand(show)],
    ["edit", asCommand(edit)],
    ["archive", asCommand(archive)],
    ["restore", asCommand(restore)],
  ]),
}
