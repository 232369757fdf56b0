import { Result } from "effect"
import fc from "fast-check"
import { expect } from "vitest"
import { readPictureName } from "../../adapters/media/picture-name.ts"
import { numberingPlans } from "../../adapters/phones/libphonenumber.ts"
import * as kit from "../../adapters/testing/index.ts"
import { plainModel } from "../../adapters/testing/shop-model.ts"
import { emailAddress, phoneNumber, username } from "../../domain/account/identifier.ts"
import { lockoutSeconds, type RecentFailures } from "../../domain/account/lockout.ts"
import { checkPassword, defaultPasswordRule } from "../../domain/account/password.ts"
import { birthdate, emptyProfile, profileFaults } from "../../domain/account/profile.ts"
import { defaultRegistrationRules, register } from "../../domain/account/registration.ts"
import type { SignInPolicy } from "../../domain/account/sign-in-policy.ts"
import { categoryName } from "../../domain/catalog/category.ts"
import { money } from "../../domain/catalog/money.ts"
import { newProduct } from "../../domain/catalog/product.ts"
import { streamOf } from "../../domain/event/event.ts"
import { metadata } from "../../domain/metadata.ts"
import { newAdjustments } from "../../domain/order/adjustment.ts"
import { idempotencyKey } from "../../domain/order/idempotency-key.ts"
import { total } from "../../domain/order/order.ts"
import { placeOrder } from "../../domain/order/place-order.ts"
import { isOrderStatus, nextStatuses } from "../../domain/order/status.ts"
import { available, MAX_QUANTITY, quantityOnHand, quantityOrdered } from "../../domain/stock/stock-level.ts"
import { boundedText, optionalText } from "../../domain/text.ts"

interface Case {
  /** The simplest value, from any starting point. */
  readonly simplest: unknown
  /** Fails for every generated value that the domain rejects. */
  readonly check: () => void
}

const EXAMPLES = 200

/** The simplest values of an arbitrary, starting from several generated ones. */
const simplest = <A>(arbitrary: fc.Arbitrary<A>): ReadonlyArray<unknown> =>
  [1, 2, 3, 4, 5].map((seed) => {
    const { counterexample } = fc.check(
      fc.property(arbitrary, () => false),
      { numRuns: 1, seed },
    )
    if (counterexample === null) throw new Error("nothing was drawn")
    return counterexample[0]
  })

/** Returns 300 generated values. */
export const drawn = <A>(arbitrary: fc.Arbitrary<A>): ReadonlyArray<A> =>
  fc.sample(arbitrary, { numRuns: 300, seed: 7 })

/** What the values of each arbitrary satisfy, and what they shrink to, by its name. */
export const cases = new Map<string, Case & { readonly found: () => ReadonlyArray<unknown> }>()

/** Declares what the values of an arbitrary satisfy, and what they shrink to. */
const one = <A>(name: keyof typeof kit, arbitrary: fc.Arbitrary<A>, passes: (value: A) => boolean, end: unknown) =>
  cases.set(name, {
    simplest: end,
    check: () => fc.assert(fc.property(arbitrary, passes), { numRuns: EXAMPLES, seed: 7 }),
    found: () => simplest(arbitrary),
  })

const isSuccess = Result.isSuccess
/** An object with at least these properties. */
const is = (some: object): unknown => expect.objectContaining(some)
const aCharacter = expect.stringMatching(/^.$/su)
const inPlan = numberingPlans.toE164
const isId = (id: number) => isSuccess(quantityOrdered("id", id))
const isTime = (at: Date) => at.toISOString().length === 24
const someLine = [is({ product: 1, variant: null, quantity: 1 })]
const created = is({ status: "created", lines: someLine })

one("anyMoney", kit.anyMoney, (amount) => isSuccess(money(amount)), 0)
one("anyQuantity", kit.anyQuantity, (quantity) => isSuccess(quantityOrdered("quantity", quantity)), 1)
one("anyStock", kit.anyStock, (stock) => isSuccess(quantityOnHand("stock", stock)), 0)
one("anyId", kit.anyId, isId, 1)
one("anyTime", kit.anyTime, isTime, new Date(0))
one("anyTextUpTo", kit.anyTextUpTo(9), (text) => isSuccess(boundedText("text", text, 9)), aCharacter)
one("anyOptionalTextUpTo", kit.anyOptionalTextUpTo(9), (text) => isSuccess(optionalText("text", text, 9)), "")

one("anyUsername", kit.anyUsername, (text) => isSuccess(username(text)), "a")
one("anyEmail", kit.anyEmail, (text) => isSuccess(emailAddress(text)), "a@a.a")
const isPhone = (text: string) => isSuccess(phoneNumber(text, inPlan)) && inPlan(text) === text
one("anyPhoneNumber", kit.anyPhoneNumber, isPhone, "+12125550000")
const eightCharacters = expect.stringMatching(/^.{8}$/su)
one("anyPassword", kit.anyPassword, (text) => isSuccess(checkPassword(text, defaultPasswordRule)), eightCharacters)
one("anyBirthdate", kit.anyBirthdate, (text) => isSuccess(birthdate(text)), "1970-01-01")
one("anyPictureName", kit.anyPictureName, (name) => readPictureName(name) !== null, `${"0".repeat(32)}.jpg`)
const { picture: _, isVerified: __, ...nothingTold } = emptyProfile
one("anyProfileDetails", kit.anyProfileDetails, (details) => profileFaults(details).length === 0, nothingTold)
one("anyProfile", kit.anyProfile, (profile) => profileFaults(profile).length === 0, emptyProfile)
one(
  "anyRegistration",
  kit.anyRegistration,
  (registration) => isSuccess(register(registration, defaultRegistrationRules, inPlan)),
  { username: "a", password: eightCharacters },
)
const active = { username: "a", email: null, phone: null, isAdmin: false, isActive: true }
one(
  "anyNewAccount",
  kit.anyNewAccount,
  ({ username, email, phone, signsInByEmail }) =>
    [username, email, phone].some((known) => known !== null) && !(signsInByEmail && email === null),
  { ...active, signsInByEmail: false },
)
one("anyAccount", kit.anyAccount, ({ id }) => isId(id), { ...active, externalId: null, id: 1 })
/** The computed wait respects the policy's bounds. */
const waits = (failures: RecentFailures, policy: SignInPolicy) => {
  const wait = lockoutSeconds(failures, policy.perAccount, policy, failures.last ?? new Date(0))
  return failures.count < policy.perAccount ? wait === 0 : wait > 0 && wait <= policy.longestWaitSeconds
}
one(
  "anySignInPolicy",
  kit.anySignInPolicy,
  (policy) => waits({ count: policy.perAccount, last: new Date() }, policy),
  is({ perAccount: 1, perAddress: 1, windowSeconds: 1, firstWaitSeconds: 1, longestWaitSeconds: 1 }),
)
const policy = { ...fc.sample(kit.anySignInPolicy, { numRuns: 1, seed: 7 })[0] } as SignInPolicy
one("anyRecentFailures", kit.anyRecentFailures, (failures) => waits(failures, policy), { count: 0, last: null })

one("anyCategoryName", kit.anyCategoryName, (text) => isSuccess(categoryName(text)), aCharacter)
one("anyCategory", kit.anyCategory, ({ id, name }) => isId(id) && isSuccess(categoryName(name)), {
  id: 1,
  name: aCharacter,
})
one(
  "anyAdjustments",
  kit.anyAdjustments(700),
  (adjustments) => isSuccess(newAdjustments(adjustments)) && total({ lines: [], adjustments }) >= -700,
  [],
)
one("anyMetadata", kit.anyMetadata, (data) => isSuccess(metadata("metadata", data)), {})
one("anyNewVariant", kit.anyNewVariant, ({ stock }) => isSuccess(quantityOnHand("stock", stock)), is({ stock: 0 }))
const small = { id: 1, stockItem: 1, size: "S", color: "red", sku: null, metadata: null, available: 0 }
one("anyVariant", kit.anyVariant, ({ id }) => isId(id), small)
const plain = { price: 0, description: "", category: 1, metadata: null, variants: [] }
one("anyNewProduct", kit.anyNewProduct(), (product) => isSuccess(newProduct(product)), {
  ...plain,
  name: aCharacter,
  stock: 0,
})
one(
  "anyProduct",
  kit.anyProduct(),
  ({ available, variants }) =>
    new Set(variants.map(({ id }) => id)).size === variants.length &&
    (variants.length === 0 || available === variants.reduce((sum, variant) => sum + variant.available, 0)),
  { ...plain, id: 1, name: aCharacter, available: 0, stockItem: 1 },
)
one("anyRepricing", kit.anyRepricing, ({ event: { from, to } }) => from !== to, is({ product: { id: 1, price: 1 } }))

const first = { stockItem: 1, product: 1, variant: null }
one("anyOffer", kit.anyOffer, ({ stockItem, price }) => isId(stockItem) && isSuccess(money(price)), is(first))
one("anyMissingOffer", kit.anyMissingOffer, (reason) => reason.length > 0, "no-such-product")
one("anyMovement", kit.anyMovement("ship"), ({ kind, quantity }) => kind === "ship" && isId(quantity), {
  stockItem: 1,
  kind: "ship",
  quantity: 1,
})
const emptyShelf = { stockItem: 1, onHand: 0, reserved: 0 }
one("anyStockLevel", kit.anyStockLevel, (level) => available(level) >= 0, emptyShelf)
one(
  "anyRestocking",
  kit.anyRestocking,
  ({ event: { quantity } }) => isSuccess(quantityOrdered("quantity", quantity)),
  is({ from: 0, level: { stockItem: 1, onHand: 1 }, event: is({ ...first, quantity: 1, at: new Date(0) }) }),
)

one("anyStatus", kit.anyStatus, isOrderStatus, "created")
one("anyDelivery", kit.anyDelivery, (delivery) => delivery === null || delivery.address.length >= 0, null)
one(
  "anyOfferedLine",
  kit.anyOfferedLine,
  ({ line, offer }) => line.product === offer.product,
  is({ line: someLine[0] }),
)
one(
  "anyOrderRequest",
  kit.anyOrderRequest,
  ({ request, offers }) => isSuccess(placeOrder(request, offers.map(Result.succeed), new Date())),
  is({ request: { account: 1, lines: someLine, delivery: null, metadata: null } }),
)
one("anyPlacement", kit.anyPlacement, ({ movements }) => movements.length > 0, is({ order: created }))
one("anyNewOrder", kit.anyNewOrder, (order) => Number.isSafeInteger(total(order)), created)
one("anyPlacedOrder", kit.anyPlacedOrder, ({ status }) => status === "created", created)
one("anyHistory", kit.anyHistory, ([first]) => first === "created", ["created"])
one("anyOrder", kit.anyOrder, (order) => order.updatedAt >= order.createdAt, created)
one(
  "anyStatusChange",
  kit.anyStatusChange,
  ({ event: { from }, order }) => nextStatuses(from).includes(order.status) && order.updatedAt >= order.createdAt,
  is({ event: is({ from: "created" }), order: is({ status: "paid", lines: someLine }), movements: [] }),
)
one("anyIdempotencyKey", kit.anyIdempotencyKey, (key) => isSuccess(idempotencyKey(key)), "a")
one("anyIdempotencyClaim", kit.anyIdempotencyClaim, ({ key }) => isSuccess(idempotencyKey(key)), {
  key: "a",
  fingerprint: "[[[1,null,1]],null]",
})

one("anyOrderPlaced", kit.anyOrderPlaced, ({ order }) => order.status === "created", is({ order: created }))
one(
  "anyOrderStatusChanged",
  kit.anyOrderStatusChanged,
  ({ from, to }) => plainModel.next(from).includes(to),
  is({ from: "created", to: "paid" }),
)
one("anyAccountRegistered", kit.anyAccountRegistered, ({ at }) => isTime(at), is({ account: 1, username: "a" }))
one("anyAccountErased", kit.anyAccountErased, ({ at }) => isTime(at), is({ account: 1 }))
one(
  "anyStockCounted",
  kit.anyStockCounted,
  ({ from, onHand }) => from !== onHand,
  is({ from: 0, onHand: 1, reason: "" }),
)
one(
  "anyStockReplenished",
  kit.anyStockReplenished,
  ({ quantity, onHand }) => quantity <= onHand && onHand <= MAX_QUANTITY,
  is({ ...first, quantity: 1, onHand: 1 }),
)
one("anyProductEdited", kit.anyProductEdited, ({ product }) => product > 0, is({ product: 1, isArchived: false }))
one("anyProductRepriced", kit.anyProductRepriced, ({ from, to }) => from !== to, is({ product: 1, from: 0, to: 1 }))
const stream = /^(order|account|stock|product)\/[1-9]\d*$/
one("anyShopEvent", kit.anyShopEvent, (event) => stream.test(streamOf(event)), is({ _tag: expect.any(String) }))

const driver = kit.openDomainDriver()
one("anyItems", kit.anyItems(driver), (items) => items.every(({ price }) => isSuccess(money(price))), [
  is({ stock: 0 }),
])
one("anyLines", kit.anyLines, (lines) => lines.every(({ quantity }) => isId(quantity)), [{ item: 0, quantity: 1 }])
one(
  "anyStep",
  kit.anyStep(driver),
  (step) => step.do !== "change" || isOrderStatus(step.to),
  is({ do: expect.any(String) }),
)
one(
  "anyScenario",
  kit.anyScenario(driver, { maxSteps: 9, concurrent: true }),
  ({ items, moments }) => {
    // Every status change names an order that a model of plain counts has placed by then.
    const model = kit.modelShop(items)
    return moments.flat().every((step) => {
      const exists = step.do !== "change" || step.order < model.orders().length
      model.take(step)
      return exists
    })
  },
  { items: [is({ stock: 0 })], moments: [] },
)
