import { randomUUID } from "node:crypto"
import { expect, it } from "vitest"
import {
  type Metadata,
  type MetadataRules,
  type MetadataSchema,
  openShop,
  operator,
  type Policies,
} from "../../composition/index.ts"

/** A schema that requires a text `supplier` and adds `checked`. */
const schema: MetadataSchema = {
  "~standard": {
    version: 1,
    vendor: "test",
    validate: (value) =>
      typeof value === "object" && value !== null && "supplier" in value && typeof value.supplier === "string"
        ? { value: { ...value, checked: true } }
        : { issues: [{ message: "Expected a text.", path: ["supplier", { key: 0 }] }] },
  },
}
const onlySize = (metadata: object) => (Object.keys(metadata).join() === "bin" ? null : "Only `bin` is known.")

const open = async (metadata?: MetadataRules, policies?: Policies) => {
  const shop = await openShop({ database: "memory", passwordCost: 4, metadata, policies })
  const product = { name: "Soap", price: "3.00", category: "Bath", description: "", stock: 9 }
  await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [product] })
  const [soap] = await shop.listProducts()
  const mia = await shop.register({ username: "mia", password: "a-long-password" })
  if (soap === undefined || !mia.ok) throw new Error("the shop is not furnished")
  return { shop, soap, product, buyer: mia.value.account }
}

const invalid = (field: string, reason: string) => ({
  ok: false,
  error: { _tag: "InvalidField", field, rule: { kind: "rejected", reason } },
})
const expected = (place: string) => invalid(`${place}metadata.supplier[0]`, "Expected a text.")
const unknown = (place: string) => invalid(`${place}metadata`, "Only `bin` is known.")

it("a schema decides what is stored, wherever metadata is written", async () => {
  const { shop, soap, product, buyer } = await open({
    product: schema,
    variant: onlySize,
    order: schema,
    orderLine: onlySize,
  })
  const described = { name: "Shirt", description: "", price: soap.price, category: soap.category, stock: 0 }
  const variant = { size: "S", color: "red", stock: 1 }
  const supplied = { supplier: "S-17" }
  const create = (metadata: typeof supplied | { n: number }, bin: object) =>
    shop.createProduct(operator, { ...described, metadata, variants: [{ ...variant, metadata: { ...bin } }] })
  expect(await create({ n: 1 }, { bin: 1 })).toMatchObject(expected(""))
  expect(await create(supplied, { n: 1 })).toMatchObject(unknown("variants[0]."))
  const created = await create(supplied, { bin: 7 })
  expect(created).toMatchObject({ value: { metadata: { supplier: "S-17", checked: true } } })
  if (!created.ok) return

  const edit = (changes: object) => shop.editProduct(operator, { product: created.value.id, changes })
  expect(await edit({ metadata: { n: 1 } })).toMatchObject(expected(""))
  expect(await edit({ addVariants: [{ ...variant, metadata: { n: 1 } }] })).toMatchObject(unknown("addVariants[0]."))
  expect(await edit({ name: "Shade", metadata: null })).toMatchObject({ value: { metadata: null } })

  const lines = [{ product: soap.id, quantity: 1 }]
  expect(await shop.placeOrder(buyer, { lines, metadata: { n: 1 } })).toMatchObject(expected(""))
  const placed = await shop.placeOrder(buyer, { lines, metadata: supplied })
  expect(placed).toMatchObject({ value: { metadata: { supplier: "S-17", checked: true } } })
  if (!placed.ok) return
  const change = (metadata: Metadata) => shop.changeOrderMetadata(operator, { order: placed.value.id, metadata })
  expect(await change({ n: 1 })).toMatchObject(expected(""))
  expect(await change({ supplier: "S-18" })).toMatchObject({
    value: { metadata: { supplier: "S-18", checked: true } },
  })
  expect(await shop.placeOrder(buyer, { lines })).toMatchObject({ value: { metadata: null } })

  const [line] = lines
  const ofLine = (...data: ReadonlyArray<{ readonly [name: string]: number }>) =>
    shop.placeOrder(buyer, { lines: data.map((metadata) => ({ product: soap.id, quantity: 1, metadata })) })
  expect(await ofLine({ bin: 1 }, { n: 1 })).toMatchObject(unknown("lines[1]."))
  expect(await ofLine({ bin: 1 })).toMatchObject({ value: { lines: [{ ...line, metadata: { bin: 1 } }] } })

  const file = { categories: [{ name: "Bath" }], products: [{ ...product, metadata: { n: 1 } }] }
  const place = "products[0].metadata.supplier[0]"
  expect(await shop.importCatalog(operator, file)).toMatchObject({ error: { faults: [{ place }] } })
  await shop.close()
})

it("a schema decides what is stored with accounts", async () => {
  const { shop, buyer } = await open({ account: schema })
  const register = (metadata?: Metadata | null) =>
    shop.register({ username: `user-${randomUUID()}`, password: "a-long-password", metadata })
  const refused = { error: { _tag: "RegistrationRefused", faults: [expected("").error] } }
  expect(await register({ n: 1 })).toMatchObject(refused)
  const supplied = { supplier: "S-17" }
  const stored = { metadata: { supplier: "S-17", checked: true } }
  expect(await register(supplied)).toMatchObject({ value: stored })
  for (const none of [undefined, null]) expect(await register(none)).toMatchObject({ value: { metadata: null } })

  const user = { externalId: "user_01HZX3" }
  const ensured = await shop.ensureAccount(user)
  if (!ensured.ok) throw ensured.error
  for (const { id: account } of [buyer, ensured.value.account]) {
    const set = (metadata: Metadata | null) => shop.setAccountMetadata(operator, { account, metadata })
    expect(await set({ n: 1 })).toMatchObject(expected(""))
    expect(await set(supplied)).toMatchObject({ value: { account: { id: account }, ...stored } })
    expect(await shop.viewProfile({ id: account, username: null, isAdmin: false }, account)).toMatchObject({
      value: stored,
    })
    expect(await set(null)).toMatchObject({ value: { metadata: null } })
    const own = await shop.setAccountMetadata(user, { account, metadata: supplied })
    expect(own).toMatchObject({ error: { _tag: "NotPermitted" } })
  }
  await shop.close()
})

it("policies see the metadata of order lines", async () => {
  const engraved = 500
  const { shop, soap, buyer } = await open(undefined, {
    pricing: ({ request, offers }) => ({
      prices: offers.map(
        ({ price }, i) => price + (request.lines[i]?.metadata?.engraving === undefined ? 0 : engraved),
      ),
    }),
    order: ({ request }) => (request.lines.some(({ metadata }) => metadata?.engraving === "") ? "blank" : null),
  })
  const line = { product: soap.id, quantity: 1 }
  const engraving = (text: string) =>
    shop.placeOrder(buyer, { lines: [line, { ...line, metadata: { engraving: text } }] })
  expect(await engraving("A & B")).toMatchObject({ value: { lines: [{ price: 300 }, { price: 800 }] } })
  expect(await engraving("")).toMatchObject({ error: { _tag: "OrderRefused", refusal: "blank" } })
  await shop.close()
})

it("an asynchronous schema is an error of the host", async () => {
  const validate = async (value: unknown) => ({ value })
  const { shop, soap, buyer } = await open({ order: { "~standard": { version: 1, vendor: "test", validate } } })
  const placing = shop.placeOrder(buyer, { lines: [{ product: soap.id, quantity: 1 }], metadata: {} })
  await expect(placing).rejects.toThrow(/`metadata` is asynchronous/)
  await shop.close()
})
