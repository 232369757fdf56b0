import { type Mutant, mutantsOf } from "./mutant.ts"

/** Mistakes in the rules of the catalogue, of shelves and of accounts, and in the use cases around them. */
export const otherMutants: ReadonlyArray<Mutant> = [
  ...mutantsOf(
    "domain/catalog/money.ts",
    ["nothing is free", "minorUnits < 0", "minorUnits <= 0"],
    ["the largest price is refused", "minorUnits > MAX_MONEY", "minorUnits >= MAX_MONEY"],
    ["a fraction of a hundredth is money", "!Number.isInteger(minorUnits)", "Number.isNaN(minorUnits)"],
    ["a third decimal is taken", "fraction.length > 2", "fraction.length > 3"],
    ["zeros at the end count as decimals", `.replace(/0+$/, "")`, ""],
    ["0.5 is 0.05", "padEnd", "padStart"],
    ["whole units are ten", "Number(whole) * 100", "Number(whole) * 10"],
    ["less than nothing is as much more", "negative ? 0 - minorUnits : minorUnits", "minorUnits"],
    ["shown amounts have no hundredths", "amount / 100", "Math.floor(amount / 100)"],
  ),
  ...mutantsOf(
    "domain/catalog/product.ts",
    [
      "a product with one variant has stock of its own",
      "product.variants.length > 0 && product.stock",
      "product.variants.length > 1 && product.stock",
    ],
    ["a product's own stock is not checked", `yield* quantityOnHand("stock", product.stock)`, ""],
    ["variants' stock is not checked", `yield* quantityOnHand(\`variants[\${i}].stock\`, variant.stock)`, ""],
    [
      "variants' colour is not checked",
      `yield* boundedText(\`variants[\${i}].color\`, variant.color, VARIANT_TEXT_MAX_LENGTH)`,
      "",
    ],
    ["faults name the variant before", `\`variants[\${i}].size\``, `\`variants[\${i - 1}].size\``],
    ["names are longer than the database holds", "PRODUCT_NAME_MAX_LENGTH = 255", "PRODUCT_NAME_MAX_LENGTH = 256"],
  ),
  ...mutantsOf("domain/text.ts", ["the longest text is refused", "text.length > max", "text.length >= max"]),
  ...mutantsOf("domain/catalog/category.ts", [
    "categories' names are longer",
    'boundedText("name", text, CATEGORY_NAME_MAX_LENGTH)',
    'boundedText("name", text, CATEGORY_NAME_MAX_LENGTH + 1)',
  ]),
  ...mutantsOf(
    "domain/account/identifier.ts",
    ["the longest user name is refused", "text.length > USERNAME_MAX_LENGTH", "text.length >= USERNAME_MAX_LENGTH"],
    ["user names have spaces", "_@.+-]+$/u", "_@.+ -]+$/u"],
    ["user names are longer", "USERNAME_MAX_LENGTH = 150", "USERNAME_MAX_LENGTH = 151"],
    ["the longest local part is refused", "at <= 64", "at < 64"],
    ["an address needs no dot", "labels.length > 1", "labels.length >= 1"],
    [
      "an address is cut at the first @",
      `text.lastIndexOf("@")`,
      `text.indexOf("@")`,
      "No local part has an @, so the address is refused at either.",
    ],
    ["numbers end an address", `!/^\\p{N}+$/u.test(labels.at(-1) ?? "")`, "true"],
    ["addresses compare with case", "email.toLowerCase()", "email"],
  ),
  ...mutantsOf(
    "domain/account/password.ts",
    ["the shortest password is refused", "length < rule.minLength", "length <= rule.minLength"],
    ["the longest password is refused", "length > rule.maxLength", "length >= rule.maxLength"],
    ["an emoji counts twice", "[...password].length", "password.length"],
    ["passwords of seven are enough", "minLength: 8", "minLength: 7"],
  ),
  ...mutantsOf(
    "domain/account/registration.ts",
    ["whoever registers is an admin", "isAdmin: false", "isAdmin: true"],
    ["whoever registers is locked out", "isActive: true", "isActive: false"],
  ),
  ...mutantsOf("domain/account/actor.ts", [
    "everybody but admins manages the shop",
    "actor.isAdmin ?",
    "!actor.isAdmin ?",
  ]),
  ...mutantsOf(
    "domain/stock/stock-level.ts",
    [
      "a full shelf takes no last piece",
      "quantity > MAX_QUANTITY - level.onHand",
      "quantity >= MAX_QUANTITY - level.onHand",
    ],
    ["a shelf holds more than it can count", "quantity > MAX_QUANTITY - level.onHand", "quantity > MAX_QUANTITY"],
    [
      "a full shelf tells what is not promised",
      "onHand: level.onHand, quantity, max",
      "onHand: available(level), quantity, max",
    ],
  ),
  ...mutantsOf(
    "domain/stock/restock.ts",
    ["any count of pieces can come in", "if (Result.isFailure(counted))\n", "if (false)\n"],
    [
      "pieces of a variant are the product's own",
      "{ stockItem, product, variant, quantity, at: now }",
      "{ stockItem, product, variant: null, quantity, at: now }",
    ],
    ["pieces came in at the beginning of time", "at: now", "at: new Date(0)"],
  ),
  ...mutantsOf(
    "domain/catalog/reprice.ts",
    ["every wish is a change of price", "price === to ? null :", ""],
    ["a change of price is told the wrong way round", "from: price, to, at", "from: to, to: price, at"],
  ),
  ...mutantsOf("domain/event/event.ts", [
    "changes of price wait for each other, whatever they are of",
    `\`product/\${event.product}\``,
    "`product/0`",
  ]),
  ...mutantsOf(
    "application/stock/restock.ts",
    ["anybody fills shelves", "yield* Effect.fromResult(requireAdmin(actor))", ""],
    [
      "a store without an answer crashes",
      `[offer = Result.fail("no-such-product" as const)]`,
      "[offer = undefined as never]",
    ],
    [
      "the variant that came in is forgotten",
      "const request = { product, variant, quantity }",
      "const request = { product, variant: null as typeof variant, quantity }",
    ],
  ),
  ...mutantsOf(
    "application/catalog/reprice.ts",
    ["anybody sets prices", "yield* Effect.fromResult(requireAdmin(actor))", ""],
    ["a price is of the beginning of time", "clock.now()", "new Date(0)"],
    ["less than nothing is a price", "yield* Effect.fromResult(money(price))", "price"],
  ),
  ...mutantsOf(
    "adapters/persistence/in-memory/catalog.ts",
    ["the list shows the old price", "store.staleProducts.add(id)", ""],
    ["the new price is forgotten", "store.products.set(id, repriced)", ""],
    ["nobody is told of a price", "putEvent(store, productRepriced(repricing))", ""],
  ),
  ...mutantsOf(
    "adapters/persistence/in-memory/inventory.ts",
    ["what came in is told and not kept", "putLevel(store, after.success, product)", ""],
    ["what came in is kept and not told", "putEvent(store, stockReplenished(", "void (stockReplenished("],
    ["what is told was on hand before", "after.success.onHand))", "level.onHand))"],
  ),
  ...mutantsOf(
    "application/catalog/create-product.ts",
    ["anybody adds products", "yield* Effect.fromResult(requireAdmin(actor))", ""],
    ["products are not checked", "yield* Effect.fromResult(newProduct(product))", "product"],
  ),
  ...mutantsOf(
    "application/catalog/create-category.ts",
    ["anybody adds categories", "yield* Effect.fromResult(requireAdmin(actor))", ""],
    ["categories' names are not checked", "yield* Effect.fromResult(categoryName(name))", "name"],
  ),
  ...mutantsOf(
    "application/catalog/catalog-file.ts",
    ["space around a text is kept", "at.value.trim()", "at.value"],
    [
      "a category may come twice",
      "field !== undefined && before !== undefined",
      "field === undefined && before !== undefined",
    ],
    [
      "products with variants have stock of their own",
      "stock !== undefined && variants.length > 0",
      "stock !== undefined && variants.length > 1",
    ],
    ["null characters are taken", `text.includes("\\0") || !text.isWellFormed()`, "!text.isWellFormed()"],
    ["half characters are taken", `text.includes("\\0") || !text.isWellFormed()`, `text.includes("\\0")`],
    ["any category will do", "categories?.has(name) === false", "categories?.has(name) === undefined"],
  ),
  ...mutantsOf(
    "application/catalog/placed-value.ts",
    ["one fault too many is kept", "this.kept.length < MAX_FAULTS", "this.kept.length <= MAX_FAULTS"],
    ["misspelt keys are let through", "!known.includes(key)", "known.length === 0"],
    ["a list is an object", "value === null || Array.isArray(value)", "value === null"],
    ["missing fields are let through", "if (!fields.has(key))", "if (fields.size < 0)"],
  ),
  ...mutantsOf("application/catalog/import-catalog.ts", [
    "progress is told against the wrong total",
    "onProgress?.(loaded, total)",
    "onProgress?.(loaded, catalog.categories.length)",
  ]),
]
