import { Effect, Result } from "effect"
import { describe, expect } from "vitest"
import type { AccountErasure } from "../../../application/ports/account-erasure.ts"
import type { Account, NewAccount } from "../../../domain/account/account.ts"
import { PictureName } from "../../../domain/account/picture.ts"
import { emptyProfile } from "../../../domain/account/profile.ts"
import { claimOf } from "../../../domain/order/idempotency.ts"
import { idempotencyKey } from "../../../domain/order/idempotency-key.ts"
import type { Order } from "../../../domain/order/order.ts"
import { contractTestsOf } from "./contract-test.ts"
import { outboxReader } from "./outbox-reader.ts"
import { ownEvents } from "./own-events.ts"
import { errorOf, freshName, freshPhone, LATER, NOON, newAccount, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

const DELIVERY = { address: "1 Park Street", phone: "12345" }

/** An order as it is after the erasure of its buyer. */
const withoutDetails = (order: Order): Order => ({
  ...order,
  delivery: null,
  metadata: null,
  lines: order.lines.map(({ metadata: _, ...line }) => line),
})

/** A store that omits the erasure port passes. */
export const accountErasureContract = ({ store, shop, withEmptyStore }: Subject): void => {
  /** Adds an account with every identifier and a profile. */
  const person = async () => {
    const email = `${freshName("p")}@example.com`
    const given: NewAccount = {
      metadata: { crm: "Mia" },
      ...newAccount({ username: freshName("person"), email, phone: freshPhone() }),
      signsInByEmail: true,
    }
    const profile = { ...emptyProfile, firstName: "Mia", picture: PictureName(`${freshName("mia")}.jpg`) }
    const { account } = await run(store().identity.accounts.add(given, profile, "hash", NOON))
    return { account, given, profile }
  }
  const opening = ({ id: account }: Account, tokenDigest: string) =>
    store().identity.sessions.open({ account, tokenDigest, passwordChangedAt: null, openedAt: NOON, expiresAt: null })
  const tokenOf = ({ id: account }: Account) =>
    ({ digest: freshName("digest"), account, purpose: "password", expiresAt: LATER }) as const

  describe("account erasure", () => {
    const it = contractTestsOf("account erasure")
    const test = (title: string, check: (erasure: AccountErasure) => Promise<void>) =>
      it(title, async () => {
        const erasure = store().erasure?.accountErasure
        if (erasure !== undefined) await check(erasure)
      })

    test("hides the account from every port, ends its sessions and tokens, and frees its identifiers", async (erasure) => {
      const { identity, search, recovery, pictures } = store()
      const [{ account, given, profile }, other] = [await person(), await person()]
      const [digest, token] = [freshName("session"), tokenOf(account)]
      await run(opening(account, digest))
      if (recovery !== undefined) await run(recovery.accountTokens.add(token, 5, NOON))
      expect(await run(erasure.erase(account.id, LATER))).toEqual({ picture: profile.picture })
      expect(await run(identity.accounts.findById(account.id))).toBeNull()
      expect(await run(identity.profiles.find(account.id))).toBeNull()
      expect(await run(identity.sessions.find(digest, NOON))).toBeNull()
      expect(await run(identity.sessions.listOf(account.id, NOON))).toEqual([])
      if (recovery !== undefined)
        expect(await run(recovery.accountTokens.find(token.digest, "password", NOON))).toBeNull()
      if (pictures !== undefined) expect(await run(pictures.unusedPictures.find(0, 1000))).toContain(profile.picture)
      if (search !== undefined) {
        const found = await run(search.accountSearch.page({ words: ["mia"], limit: 1000 }))
        expect(found.map(({ account }) => account)).toContainEqual(other.account)
        expect(found.map(({ account }) => account.id)).not.toContain(account.id)
      }
      const again = await run(identity.accounts.add(given, emptyProfile, "hash", LATER))
      expect(again.account.id).not.toBe(account.id)
      expect(await run(identity.profiles.find(other.account.id))).toMatchObject({ account: other.account })
    })

    test("keeps orders and their stock, without delivery, note, reasons and idempotency key", async (erasure) => {
      const [{ account }, bystander] = [await person(), await shop().account()]
      const { id: product } = await shop().product({ stock: 9 })
      const metadata = { gift: "for Ann" }
      const lines = [{ product, variant: null, quantity: 2, metadata }]
      const placement = await run(shop().decide(account, lines, DELIVERY, NOON, metadata))
      const key = Result.getOrThrow(idempotencyKey(freshName("key")))
      const claim = claimOf(key, { lines, delivery: DELIVERY, metadata })
      const first = await run(store().orders.ledger.recordOnce(placement, claim))
      const paid = await shop().amend(await shop().place(account, lines, DELIVERY), "paid", LATER, null, "Mia called")
      const others = await shop().place(bystander, lines, DELIVERY)
      for (const { id } of [first, others]) await run(store().orders.history.setNote(id, "Ring twice.", NOON))
      await run(erasure.erase(account.id, LATER))
      for (const order of [first, paid]) {
        const found = await run(store().orders.history.find(order.id))
        const erased = withoutDetails(order)
        expect(found).toMatchObject({ order: { ...erased, username: null }, note: "" })
        expect(found?.steps.map(({ reason }) => reason).filter((reason) => reason !== "")).toEqual([])
        expect(await run(store().orders.orders.find(order.id))).toEqual(erased)
      }
      expect(await shop().ordersOf(account)).toHaveLength(2)
      expect(await run(store().orders.ledger.recall(account.id, claim))).toBeNull()
      expect(await shop().available(product)).toBe(3)
      expect(await run(store().orders.history.find(others.id))).toMatchObject({ order: others, note: "Ring twice." })
      await shop().amend({ ...paid, delivery: null }, "shipped")
    })

    test("removes identifiers and deliveries from recorded events, and records its own", async (erasure) => {
      const own = ownEvents()
      const reader = await outboxReader(store(), "now", own.includes)
      const { account } = await person()
      own.addAccount(account.id)
      const { id: product } = await shop().product({ stock: 9 })
      const metadata = { gift: "for Ann" }
      const order = await shop().place(account, [{ product, quantity: 2, metadata }], DELIVERY, NOON, metadata)
      await run(erasure.erase(account.id, LATER))
      const events = await reader.waitFor(3)
      expect(events.map(({ event }) => event)).toEqual([
        { _tag: "AccountRegistered", account: account.id, username: null, email: null, at: NOON },
        { _tag: "OrderPlaced", order: withoutDetails(order), at: order.createdAt },
        { _tag: "AccountErased", account: account.id, at: LATER },
      ])
      expect(events[2]?.stream).toBe(events[0]?.stream)
    })

    test("is a no-op for an account that was erased, and finds no unknown account", async (erasure) => {
      const own = ownEvents()
      const reader = await outboxReader(store(), "now", own.includes)
      const { account } = await person()
      own.addAccount(account.id)
      await run(erasure.erase(account.id, LATER))
      expect(await run(erasure.erase(account.id, NOON))).toEqual({ picture: null })
      expect(await run(erasure.erase((account.id + 1_000_000) as typeof account.id, NOON))).toBeNull()
      const bystander = await shop().account()
      own.addAccount(bystander.id)
      const tags = (await reader.waitFor(3)).map(({ event }) => event._tag)
      expect(tags).toEqual(["AccountRegistered", "AccountErased", "AccountRegistered"])
      expect((await run(store().identity.accounts.findById(bystander.id)))?.account).toEqual(bystander)
    })

    test("leaves an account that no port changes, and that places no order", async (erasure) => {
      const { identity, recovery, orders } = store()
      const { account } = await person()
      const { id: product } = await shop().product({ stock: 9 })
      const placement = await run(shop().decide(account, [{ product, quantity: 2 }], DELIVERY))
      await run(erasure.erase(account.id, LATER))
      await run(identity.security.promote(account.id, "new", LATER))
      await run(identity.security.setAdmin(account.id, true, LATER))
      await run(identity.security.setActive(account.id, true))
      expect(await run(identity.profiles.update(account.id, { profile: { bio: "hello" } }, LATER))).toBeNull()
      if (recovery !== undefined) expect(await run(recovery.accountTokens.add(tokenOf(account), 5, NOON))).toBe(false)
      expect(await run(identity.accounts.findById(account.id))).toBeNull()
      for (const maxUnpaidOrders of [null, 5])
        expect(await errorOf(orders.ledger.record({ ...placement, maxUnpaidOrders }))).toMatchObject({
          _tag: "UnknownAccount",
          account: account.id,
        })
      expect(await shop().available(product)).toBe(9)
    })

    it("keeps the last active admin, also under concurrency", { law: "one key, one owner" }, () =>
      withEmptyStore(async (empty) => {
        const erasure = empty.erasure?.accountErasure
        if (erasure === undefined) return
        const { accounts } = empty.identity
        const add = async (username: string) =>
          (await run(accounts.add({ ...newAccount({ username }), isAdmin: true }, emptyProfile, "hash", NOON))).account
        const [ann, bob] = [await add("ann"), await add("bob")]
        const ends = await race([ann, bob].map(({ id }) => erasure.erase(id, LATER)))
        expect(ends.filter(Result.isSuccess)).toHaveLength(1)
        expect(ends.filter(Result.isFailure)).toMatchObject([{ failure: { _tag: "LastAdmin" } }])
        const left = await Promise.all([ann, bob].map(({ id }) => run(accounts.findById(id))))
        expect(left.filter((found) => found !== null)).toMatchObject([{ account: { isAdmin: true, isActive: true } }])
      }),
    )

    it("leaves no delivery of an order that is placed at the same time", { law: "all or nothing" }, async () => {
      const erasure = store().erasure?.accountErasure
      if (erasure === undefined) return
      const [{ account }, bystander] = [await person(), await shop().account()]
      const { id: product } = await shop().product({ stock: 40 })
      const placing = (buyer: Account, maxUnpaidOrders: number | null) =>
        Effect.flatMap(shop().decide(buyer, [{ product, quantity: 1 }], DELIVERY), (placement) =>
          store().orders.ledger.record({ ...placement, maxUnpaidOrders }),
        )
      const orders = Array.from({ length: 12 }, (_, i) => placing(account, i % 2 === 0 ? null : 100))
      const ends = await race<unknown, unknown>([
        ...orders.slice(0, 6),
        erasure.erase(account.id, LATER),
        ...orders.slice(6),
        ...Array.from({ length: 4 }, () => placing(bystander, null)),
      ])
      for (const end of ends.filter(Result.isFailure)) expect(end.failure).toMatchObject({ _tag: "UnknownAccount" })
      const placed = await shop().ordersOf(account)
      for (const order of placed) expect(order).toMatchObject({ delivery: null, username: null })
      expect(await shop().ordersOf(bystander)).toHaveLength(4)
      expect(ends.filter(Result.isSuccess)).toHaveLength(placed.length + 5)
      expect(await shop().available(product)).toBe(36 - placed.length)
      expect(await errorOf(placing(account, null))).toMatchObject({ _tag: "UnknownAccount" })
    })

    it("leaves no session that is opened at the same time", { law: "no dirty read" }, async () => {
      const erasure = store().erasure?.accountErasure
      if (erasure === undefined) return
      const { account } = await person()
      const digests = Array.from({ length: 8 }, () => freshName("session"))
      await race<unknown, unknown>([
        ...digests.slice(0, 4).map((digest) => opening(account, digest)),
        erasure.erase(account.id, LATER),
        ...digests.slice(4).map((digest) => opening(account, digest)),
      ])
      expect(await run(store().identity.sessions.listOf(account.id, NOON))).toEqual([])
      for (const digest of digests) expect(await run(store().identity.sessions.find(digest, NOON))).toBeNull()
    })
  })
}
