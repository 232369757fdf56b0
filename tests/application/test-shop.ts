import { Effect, Result } from "effect"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import type { Persistence } from "../../adapters/persistence/persistence.ts"
import { makeAuthenticate } from "../../application/account/authenticate.ts"
import { makeCreateAdmin, makeEnsureAdmin } from "../../application/account/create-admin.ts"
import { makeLimitRegistrations } from "../../application/account/limit-registrations.ts"
import { type LogInCommand, makeLogIn } from "../../application/account/log-in.ts"
import { makeUpdateProfile, makeViewProfile } from "../../application/account/profile.ts"
import { makeRegister } from "../../application/account/register.ts"
import { makeAuthenticateRefresh, makeRotateRefresh } from "../../application/account/rotate-refresh.ts"
import { makeEndSession, makeListSessions, makeSetAccountActive } from "../../application/account/sessions.ts"
import { makeAuthenticateAccess, makeObtainTokenPair, makeRefreshAccess } from "../../application/account/token-pair.ts"
import { makeVerifyPassword } from "../../application/account/verify-password.ts"
import { makeCreateCategory } from "../../application/catalog/create-category.ts"
import { makeCreateProduct } from "../../application/catalog/create-product.ts"
import { makeListCategories } from "../../application/catalog/list-categories.ts"
import { makeListProducts } from "../../application/catalog/list-products.ts"
import { makeReprice } from "../../application/catalog/reprice.ts"
import { makeChangeOrderStatus } from "../../application/order/change-order-status.ts"
import { makeListOrders, makeStreamOrders } from "../../application/order/list-orders.ts"
import { makePageOrders } from "../../application/order/page-orders.ts"
import { makePlaceOrder } from "../../application/order/place-order.ts"
import type { SessionTokens } from "../../application/ports/session-tokens.ts"
import type { Session, SessionId, Sessions } from "../../application/ports/sessions.ts"
import { makeRestock } from "../../application/stock/restock.ts"
import { defaultPasswordRule } from "../../domain/account/password.ts"
import type { RegistrationRules } from "../../domain/account/registration.ts"
import { defaultSignInPolicy } from "../../domain/account/sign-in-policy.ts"
import type { CategoryId } from "../../domain/catalog/category.ts"
import { money } from "../../domain/catalog/money.ts"
import type { NewProduct } from "../../domain/catalog/product.ts"
import { fakeClock, fakePairs, fakePasswords, fakePhones, fakePictures } from "./fakes.ts"

export const NOON = new Date("2026-03-01T12:00:00.000Z")
export const rules: RegistrationRules = { required: ["username"], password: defaultPasswordRule }
export const PASSWORD = "correct horse"

export const run = <A, E>(effect: Effect.Effect<A, E>): Promise<A> => Effect.runPromise(effect)
export const refusal = <A, E>(effect: Effect.Effect<A, E>): Promise<E> => run(Effect.flip(effect))

/** Where the tests' people sign in from, unless they say otherwise. */
export const HOME = "192.0.2.1"

/** A sign-in by any identifier. */
export const login = (name: string, password = PASSWORD, address = HOME): LogInCommand => ({
  login: name,
  by: ["username", "email", "phone"],
  password,
  address,
})

/** Every use case over a store in memory, with passwords, tokens and pictures that cost nothing. */
export const testShop = (ports: Partial<Persistence> = {}) => {
  const store: Persistence = { ...openInMemory(), ...ports }
  const clock = fakeClock(NOON)
  const { passwords, ...hashing } = fakePasswords()
  const { pictures, ...media } = fakePictures()
  const pairs = fakePairs(clock)
  const phones = fakePhones
  let issued = 0
  const tokens: SessionTokens = { issue: () => `token ${++issued}`, digest: (token) => `digest of ${token}` }
  const { accounts, security, profiles, sessions, signInAttempts: attempts } = store
  const { products, categories, offers, inventory, orderLedger: ledger, orders } = store
  const verifyPassword = makeVerifyPassword({ security, passwords, attempts, policy: defaultSignInPolicy, clock })
  const limitRegistrations = makeLimitRegistrations({ attempts, policy: defaultSignInPolicy, clock })
  const tokenPairPorts = { accounts, phones, verifyPassword, sessions, pairs, clock }
  const rotation = { sessions, rotations: store.rotations, pairs, clock }
  const admins = { accounts, security, passwords, phones, clock }
  return {
    store,
    clock,
    pairs,
    ...hashing,
    media,
    verifyPassword,
    register: makeRegister({ accounts, passwords, phones, pictures, clock, limitRegistrations }),
    logIn: makeLogIn({ accounts, phones, verifyPassword, sessions, tokens, clock }),
    authenticate: makeAuthenticate({ sessions, tokens, clock }),
    obtainTokenPair: makeObtainTokenPair(tokenPairPorts),
    refreshAccess: makeRefreshAccess(tokenPairPorts),
    authenticateAccess: makeAuthenticateAccess(tokenPairPorts),
    authenticateRefresh: makeAuthenticateRefresh(rotation),
    rotateRefresh: makeRotateRefresh(rotation),
    listSessions: makeListSessions({ sessions, clock }),
    endSession: makeEndSession({ sessions }),
    setAccountActive: makeSetAccountActive({ accounts, security }),
    viewProfile: makeViewProfile({ profiles }),
    updateProfile: makeUpdateProfile({ accounts, profiles, passwords, verifyPassword, pictures, clock }),
    createAdmin: makeCreateAdmin(admins),
    ensureAdmin: makeEnsureAdmin(admins),
    listProducts: makeListProducts({ products }),
    createProduct: makeCreateProduct({ products, clock }),
    reprice: makeReprice({ products, clock }),
    restock: makeRestock({ offers, inventory, clock }),
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

/** A shop whose store goes on finding sessions that were ended, as one that reads from a copy does for a moment. */
export const stillOpen = (): TestShop => {
  const store = openInMemory()
  const seen = new Map<SessionId, Session>()
  const findById: Sessions["findById"] = (id, now) =>
    Effect.map(store.sessions.findById(id, now), (session) => {
      const former = seen.get(id)
      if (session !== null) seen.set(id, session)
      return session ?? (former === undefined ? null : { ...former, account: { ...former.account, isActive: false } })
    })
  return testShop({ ...store, sessions: { ...store.sessions, findById } })
}

/** An admin, two buyers and a product of which there are `stock` pieces. */
export const openShop = async (stock = 10, shop: TestShop = testShop()) => {
  const { account: admin } = await run(shop.createAdmin({ username: "admin", password: PASSWORD }, rules))
  const { account: ann } = await run(shop.register({ username: "ann", password: PASSWORD }, rules))
  const { account: bob } = await run(shop.register({ username: "bob", password: PASSWORD }, rules))
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
