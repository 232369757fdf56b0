import { Effect, Result } from "effect"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import type { Persistence } from "../../adapters/persistence/persistence.ts"
import { makeAuthenticate } from "../../application/account/authenticate.ts"
import { makeCreateAdmin, makeEnsureAdmin } from "../../application/account/create-admin.ts"
import { makeLogIn } from "../../application/account/log-in.ts"
import { makeLogOut } from "../../application/account/log-out.ts"
import { makeRegister } from "../../application/account/register.ts"
import { makeCreateCategory } from "../../application/catalog/create-category.ts"
import { makeCreateProduct } from "../../application/catalog/create-product.ts"
import { makeListCategories } from "../../application/catalog/list-categories.ts"
import { makeListProducts } from "../../application/catalog/list-products.ts"
import { makeChangeOrderStatus } from "../../application/order/change-order-status.ts"
import { makeListOrders, makeStreamOrders } from "../../application/order/list-orders.ts"
import { makePageOrders } from "../../application/order/page-orders.ts"
import { makePlaceOrder } from "../../application/order/place-order.ts"
import type { PasswordHasher } from "../../application/ports/password-hasher.ts"
import type { SessionTokens } from "../../application/ports/session-tokens.ts"
import { defaultPasswordRule } from "../../domain/account/password.ts"
import type { RegistrationRules } from "../../domain/account/registration.ts"
import type { CategoryId } from "../../domain/catalog/category.ts"
import { money } from "../../domain/catalog/money.ts"
import type { NewProduct } from "../../domain/catalog/product.ts"

export const NOON = new Date("2026-03-01T12:00:00.000Z")
export const rules: RegistrationRules = { required: ["username"], password: defaultPasswordRule }
export const PASSWORD = "correct horse"

export const run = <A, E>(effect: Effect.Effect<A, E>): Promise<A> => Effect.runPromise(effect)
export const refusal = <A, E>(effect: Effect.Effect<A, E>): Promise<E> => run(Effect.flip(effect))

/** Every use case over a store in memory, with passwords and tokens that cost nothing. */
export const testShop = (ports: Partial<Persistence> = {}) => {
  const store: Persistence = { ...openInMemory(), ...ports }
  /** What passwords were hashed, and what hashes were asked about, in order. */
  const hashed: Array<string> = []
  const verified: Array<string | null> = []
  const passwords: PasswordHasher = {
    hash: (password) =>
      Effect.sync(() => {
        hashed.push(password)
        return `hash of ${password}`
      }),
    verify: (password, hash) =>
      Effect.sync(() => {
        verified.push(hash)
        return { matches: hash === `hash of ${password}`, outdated: false }
      }),
  }
  let issued = 0
  const tokens: SessionTokens = { issue: () => `token ${++issued}`, digest: (token) => `digest of ${token}` }
  const clock = { now: () => NOON }
  const { accounts, sessions, products, categories, offers, orderLedger: ledger, orders } = store
  return {
    store,
    hashed,
    verified,
    register: makeRegister({ accounts, passwords }),
    logIn: makeLogIn({ accounts, passwords, sessions, tokens, clock }),
    authenticate: makeAuthenticate({ sessions, tokens }),
    logOut: makeLogOut({ sessions }),
    createAdmin: makeCreateAdmin({ accounts, passwords }),
    ensureAdmin: makeEnsureAdmin({ accounts, passwords }),
    listProducts: makeListProducts({ products }),
    createProduct: makeCreateProduct({ products, clock }),
    listCategories: makeListCategories({ categories }),
    createCategory: makeCreateCategory({ categories }),
    placeOrder: makePlaceOrder({ offers, ledger, clock }),
    listOrders: makeListOrders({ orders }),
    streamOrders: makeStreamOrders({ orders }),
    pageOrders: makePageOrders({ orders }),
    changeOrderStatus: makeChangeOrderStatus({ orders, ledger, clock }),
  }
}

export type TestShop = ReturnType<typeof testShop>

/** An admin, two buyers and a product of which there are `stock` pieces. */
export const openShop = async (stock = 10, shop: TestShop = testShop()) => {
  const admin = await run(shop.createAdmin({ username: "admin", password: PASSWORD }, rules))
  const ann = await run(shop.register({ username: "ann", password: PASSWORD }, rules))
  const bob = await run(shop.register({ username: "bob", password: PASSWORD }, rules))
  const category = await run(shop.createCategory(admin, { name: "Lamps" }))
  const lamp = await run(shop.createProduct(admin, { ...newLamp(category.id), stock }))
  return { ...shop, admin, ann, bob, category, lamp }
}

export const newLamp = (category: CategoryId): NewProduct => ({
  name: "Lamp",
  description: "Gives light.",
  price: Result.getOrThrow(money(1250)),
  category,
  stock: 0,
  variants: [],
})
