import { describe, expect, it } from "vitest"
import { AccountId } from "../../domain/account/account.ts"
import { errorOf, HOME, login, openShop, PASSWORD, run } from "./test-shop.ts"

describe("managing accounts", () => {
  it("finds accounts by word beginnings, newest first, in pages", async () => {
    const { searchAccounts, admin, ann, bob } = await openShop()
    const first = await run(searchAccounts(admin, { limit: 2 }))
    expect(first).toMatchObject({ accounts: [{ account: bob }, { account: ann }], next: ann.id })
    const rest = await run(searchAccounts(admin, { before: first.next ?? undefined, limit: 2 }))
    expect(rest).toMatchObject({ accounts: [{ account: admin }], next: null })
    expect((await run(searchAccounts(admin, { text: "AN", limit: 2 }))).accounts).toMatchObject([{ account: ann }])
    expect(await errorOf(searchAccounts(ann, { limit: 2 }))).toMatchObject({ _tag: "NotPermitted" })
  })

  it("shows an account with its sessions and newest orders", async () => {
    const { viewAccount, placeOrder, logIn, admin, ann, lamp } = await openShop()
    await run(logIn(login("ann")))
    const lines = [{ product: lamp.id, quantity: 1 }]
    const orders = [await run(placeOrder(ann, { lines })), await run(placeOrder(ann, { lines }))]
    const seen = await run(viewAccount(admin, ann.id))
    expect(seen).toMatchObject({ account: ann, orders: orders.toReversed() })
    expect(seen.sessions).toHaveLength(1)
    expect(await errorOf(viewAccount(ann, ann.id))).toMatchObject({ _tag: "NotPermitted" })
    expect(await errorOf(viewAccount(admin, AccountId(99)))).toMatchObject({ _tag: "UnknownAccount", account: 99 })
  })

  it("grants and revokes the admin role, and keeps the last admin", async () => {
    const { setAdmin, viewProfile, admin, ann } = await openShop()
    const last = { account: admin.id, isAdmin: false }
    expect(await errorOf(setAdmin(admin, last))).toMatchObject({ _tag: "LastAdmin", account: admin.id })
    expect(await errorOf(setAdmin(ann, { account: ann.id, isAdmin: true }))).toMatchObject({ _tag: "NotPermitted" })
    await run(setAdmin(admin, { account: ann.id, isAdmin: true }))
    expect((await run(viewProfile(admin, ann.id))).account.isAdmin).toBe(true)
    await run(setAdmin(admin, last))
    expect((await run(viewProfile(admin, admin.id))).account.isAdmin).toBe(false)
    const unknown = { account: AccountId(99), isAdmin: true }
    expect(await errorOf(setAdmin(admin, unknown))).toMatchObject({ _tag: "UnknownAccount" })
  })

  it("changes one's own password with the current one, and ends the sessions", async () => {
    const { changePassword, listSessions, logIn, ann } = await openShop()
    await run(logIn(login("ann")))
    const change = { current: PASSWORD, next: "another password", address: HOME }
    const wrong = { ...change, current: "wrong horse" }
    expect(await errorOf(changePassword(ann, wrong))).toMatchObject({ _tag: "CurrentPasswordWrong" })
    expect(await errorOf(changePassword(ann, { ...change, next: "short" }))).toMatchObject({ _tag: "ProfileRefused" })
    expect(await run(listSessions(ann))).toHaveLength(1)
    await run(changePassword(ann, change))
    expect(await run(listSessions(ann))).toEqual([])
    expect((await run(logIn(login("ann", change.next)))).account).toEqual(ann)
  })
})
