import { Effect, Stream } from "effect"
import { expect, it, test } from "vitest"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import type { Persistence } from "../../adapters/persistence/persistence.ts"
import { StoreUnavailable } from "../../application/ports/store-unavailable.ts"
import { promised } from "../../composition/promises.ts"
import { PictureName } from "../../domain/account/picture.ts"
import { CategoryId } from "../../domain/catalog/category.ts"
import { OrderId } from "../../domain/order/order.ts"
import { errorOf, HOME, login, newLamp, openShop, PASSWORD, rules, testShop } from "./test-shop.ts"

const outage = new StoreUnavailable({ message: "The database cannot answer: it is away", retryAfterSeconds: 5 })

/** A store whose every port raises the outage while `isAway` says so. */
const unreliable = (store: Persistence, isAway: () => boolean): Persistence =>
  Object.fromEntries(
    Object.entries(store).map(([group, ports]) => [group, typeof ports === "object" ? portsOf(ports, isAway) : ports]),
  ) as unknown as Persistence

const portsOf = (ports: object, isAway: () => boolean): object =>
  Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [
      name,
      Object.fromEntries(
        Object.entries(
          port as Readonly<Record<string, (...args: ReadonlyArray<unknown>) => Effect.Effect<unknown>>>,
        ).map(([method, call]) => [
          method,
          (...args: ReadonlyArray<unknown>) => Effect.suspend(() => (isAway() ? Effect.die(outage) : call(...args))),
        ]),
      ),
    ]),
  )

const open = async () => {
  let away = false
  const shop = await openShop(10, testShop(unreliable(openInMemory(), () => away)))
  away = true
  return shop
}

type OpenedShop = Awaited<ReturnType<typeof open>>

/** One call of each use case, except those that run in the background. */
const calls: Readonly<Record<string, (shop: OpenedShop) => Effect.Effect<unknown, unknown>>> = {
  register: ({ register }) => register({ username: "eve", password: PASSWORD }),
  logIn: ({ logIn }) => logIn(login("ann")),
  authenticate: ({ authenticate }) => authenticate("token 1"),
  obtainTokenPair: ({ obtainTokenPair }) =>
    obtainTokenPair(login("ann"), { dialect: "test", access: 60, refresh: 600 }),
  listSessions: ({ listSessions, ann }) => listSessions(ann),
  setAccountActive: ({ setAccountActive, admin, ann }) => setAccountActive(admin, { account: ann.id, isActive: false }),
  setAccountMetadata: ({ setAccountMetadata, admin, ann }) =>
    setAccountMetadata(admin, { account: ann.id, metadata: { crm: 7 } }),
  setPassword: ({ setPassword }) => setPassword({ login: "ann", by: ["username"], password: "another horse" }),
  viewProfile: ({ viewProfile, ann }) => viewProfile(ann, ann.id),
  updateProfile: ({ updateProfile, ann }) =>
    updateProfile(ann, { account: ann.id, details: { firstName: "Ann" }, address: HOME }, rules.password),
  createFirstAdmin: ({ createFirstAdmin }) => createFirstAdmin({ username: "root", password: PASSWORD }, rules),
  createAdmin: ({ createAdmin }) => createAdmin({ username: "root", password: PASSWORD }, rules),
  ensureAdmin: ({ ensureAdmin }) => ensureAdmin({ username: "root", password: PASSWORD }, rules),
  listProducts: ({ listProducts }) => listProducts(),
  createProduct: ({ createProduct, admin }) => createProduct(admin, newLamp(CategoryId(1))),
  reprice: ({ reprice, admin, lamp }) => reprice(admin, { product: lamp.id, price: lamp.price }),
  restock: ({ restock, admin, lamp }) => restock(admin, { product: lamp.id, quantity: 1 }),
  listCategories: ({ listCategories }) => listCategories(),
  createCategory: ({ createCategory, admin }) => createCategory(admin, { name: "Chairs" }),
  importCatalog: ({ importCatalog, admin }) => importCatalog(admin, { categories: [{ name: "Chairs" }], products: [] }),
  placeOrder: ({ placeOrder, ann, lamp }) => placeOrder(ann, { lines: [{ product: lamp.id, quantity: 1 }] }),
  listOrders: ({ listOrders, ann }) => listOrders(ann),
  streamOrders: ({ streamOrders, ann }) => Stream.runCollect(streamOrders(ann)),
  pageOrders: ({ pageOrders, ann }) => pageOrders(ann, { limit: 10 }),
  changeOrderStatus: ({ changeOrderStatus, admin }) =>
    changeOrderStatus(admin, { order: OrderId(1), status: "cancelled" }),
  expireOrders: ({ expireOrders }) => expireOrders(60),
  deleteSubscriber: ({ deleteSubscriber }) => deleteSubscriber("mail"),
  purgeExpired: ({ purgeExpired }) => purgeExpired(),
  auditStock: ({ auditStock }) => auditStock({ repair: false }),
  auditPictures: ({ auditPictures, media }) => {
    media.kept.add(PictureName("unknown"))
    return auditPictures({ repair: false })
  },
}

it.each(Object.entries(calls))("%s fails with StoreUnavailable while the store is away", async (_name, call) => {
  expect(await errorOf(call(await open()))).toBe(outage)
})

test("a promise rejects with StoreUnavailable, whether or not the use case can be refused", async () => {
  const { admin, ann, ...useCases } = await open()
  const shop = promised(useCases)
  await expect(shop.listProducts()).rejects.toBe(outage)
  await expect(shop.createCategory(admin, { name: "Chairs" })).rejects.toBe(outage)
  await expect(shop.streamOrders(ann)[Symbol.asyncIterator]().next()).rejects.toBe(outage)
})

test("another defect of a port stays a defect", async () => {
  const bug = new Error("bug")
  const store = openInMemory()
  const products = { ...store.catalog.products, list: () => Effect.die(bug) }
  const shop = promised(testShop({ catalog: { products } }))
  await expect(shop.listProducts()).rejects.toBe(bug)
  expect(await errorOf(Effect.sandbox(testShop({ catalog: { products } }).listProducts()))).toMatchObject({
    reasons: [{ _tag: "Die", defect: bug }],
  })
})
