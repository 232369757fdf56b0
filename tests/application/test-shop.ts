import { Effect, Result } from "effect"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import type { Persistence } from "../../adapters/persistence/persistence.ts"
import type { AcceptedTokens, ForeignTokens } from "../../application/account/accepted-token.ts"
import type { LogInCommand } from "../../application/account/log-in.ts"
import { makeVerifyPassword } from "../../application/account/verify-password.ts"
import { makeUseCases } from "../../application/make-use-cases.ts"
import type { Mailer } from "../../application/ports/mailer.ts"
import { type PortReplacements, replacePorts } from "../../application/ports/replace-ports.ts"
import type { SessionTokens } from "../../application/ports/session-tokens.ts"
import type { Session, SessionId, Sessions } from "../../application/ports/sessions.ts"
import { defaultPasswordRule } from "../../domain/account/password.ts"
import { defaultRegistrationRules, type RegistrationRules } from "../../domain/account/registration.ts"
import { defaultSessionPolicy, type SessionPolicy } from "../../domain/account/session-policy.ts"
import { defaultSignInPolicy } from "../../domain/account/sign-in-policy.ts"
import type { CategoryId } from "../../domain/catalog/category.ts"
import { money } from "../../domain/catalog/money.ts"
import type { NewProduct } from "../../domain/catalog/product.ts"
import { fakeClock, fakePairs, fakePasswords, fakePhones, fakePictures } from "./fakes.ts"

export const NOON = new Date("2026-03-01T12:00:00.000Z")
export const rules: RegistrationRules = { required: ["username"], password: defaultPasswordRule }
export const PASSWORD = "correct horse"

export const run = <A, E>(effect: Effect.Effect<A, E>): Promise<A> => Effect.runPromise(effect)
export const errorOf = <A, E>(effect: Effect.Effect<A, E>): Promise<E> => run(Effect.flip(effect))

/** The dialect (audience) of the tests' tokens. */
export const DIALECT = "test"
const ACCEPTED: AcceptedTokens = { dialects: [DIALECT] }

/** The default client address of sign-ins in tests. */
export const HOME = "192.0.2.1"

/** A sign-in by any identifier. */
export const login = (name: string, password = PASSWORD, address = HOME): LogInCommand => ({
  login: name,
  by: ["username", "email", "phone"],
  password,
  address,
})

/** Every use case over a store in memory, with fake passwords, tokens and pictures. `ports` replaces single ports. */
export const testShop = (
  ports: PortReplacements = {},
  {
    sessionPolicy = defaultSessionPolicy,
    foreignTokens = null,
    maxUnpaidOrders = null,
    buyersCancel = true,
    guestOrders = false,
    timeZone = "UTC",
    mailer,
  }: {
    readonly mailer?: Mailer
    readonly maxUnpaidOrders?: number | null
    readonly buyersCancel?: boolean
    readonly guestOrders?: boolean
    readonly timeZone?: string
    readonly sessionPolicy?: SessionPolicy
    readonly foreignTokens?: ForeignTokens | null
  } = {},
) => {
  const store: Persistence = replacePorts(openInMemory(), ports)
  const clock = fakeClock(NOON)
  const { passwords, ...hashing } = fakePasswords()
  const { pictures, ...media } = fakePictures()
  const pairs = fakePairs(clock)
  let issued = 0
  const tokens: SessionTokens = { issue: () => `token ${++issued}`, digest: (token) => `digest of ${token}` }
  const commonPasswords = { contains: (password: string) => Effect.succeed(password === "password1234") }
  const services = { passwords, commonPasswords, tokens, pairs, phones: fakePhones, pictures, clock, mailer }
  const policy = defaultSignInPolicy
  const verifyPassword = makeVerifyPassword({ ...store.identity, passwords, policy, clock })
  const settings = {
    policy,
    registration: defaultRegistrationRules,
    sessionPolicy,
    foreignTokens,
    maxUnpaidOrders,
    buyersCancel,
    guestOrders,
    lowStockThreshold: 5,
    orderWaitSeconds: null,
    timeZone,
    passwordUrl: "https://shop.example/account",
  }
  const useCases = makeUseCases({ ...store, services }, settings)
  const tokenPairPorts = { ...store.identity, ...services, ...settings, verifyPassword }
  return {
    ...useCases,
    authenticateAccess: (token: string, accepted = ACCEPTED) => useCases.authenticateAccess(token, accepted),
    authenticateRefresh: (token: string, accepted = ACCEPTED) => useCases.authenticateRefresh(token, accepted),
    tokenPairPorts,
    store,
    clock,
    pairs,
    ...hashing,
    media,
    verifyPassword,
  }
}

export type TestShop = ReturnType<typeof testShop>

/** A shop whose store still finds ended sessions, as a lagging replica does. */
export const stillOpen = (): TestShop => {
  const store = openInMemory()
  const seen = new Map<SessionId, Session>()
  const findById: Sessions["findById"] = (id, now) =>
    Effect.map(store.identity.sessions.findById(id, now), (session) => {
      const former = seen.get(id)
      if (session !== null) seen.set(id, session)
      return session ?? (former === undefined ? null : { ...former, account: { ...former.account, isActive: false } })
    })
  return testShop(replacePorts(store, { identity: { sessions: { ...store.identity.sessions, findById } } }))
}

/** An admin, two buyers and a product with `stock` units. */
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
