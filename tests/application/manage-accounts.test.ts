import { describe, expect, it } from "vitest"
import { AccountId } from "../../domain/account/account.ts"
import { operator } from "../../domain/account/actor.ts"
import { defaultPasswordRule } from "../../domain/account/password.ts"
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

  it("sets the metadata of an account, for admins only, and from one version", async () => {
    const { setAccountMetadata, viewProfile, exportAccount, updateProfile, admin, ann, bob } = await openShop()
    const { version } = await run(viewProfile(ann, ann.id))
    const command = { account: ann.id, metadata: { crm: "C-7" }, version }
    expect(await errorOf(setAccountMetadata(ann, command))).toMatchObject({ _tag: "NotPermitted" })
    const set = await run(setAccountMetadata(admin, command))
    expect(set).toMatchObject({ account: ann, metadata: { crm: "C-7" } })
    for (const reader of [ann, admin]) {
      expect(await run(viewProfile(reader, ann.id))).toEqual(set)
      expect(await run(exportAccount(reader, ann.id))).toMatchObject({ metadata: { crm: "C-7" } })
    }
    expect((await run(viewProfile(bob, bob.id))).metadata).toBeNull()
    expect(await errorOf(setAccountMetadata(admin, command))).toMatchObject({ _tag: "ProfileChanged", version })
    const stale = { account: ann.id, details: { bio: "soap" }, version, address: HOME }
    expect(await errorOf(updateProfile(ann, stale, defaultPasswordRule))).toMatchObject({ _tag: "ProfileChanged" })
    const later = await run(updateProfile(ann, { ...stale, version: set.version }, defaultPasswordRule))
    expect(later).toMatchObject({ metadata: { crm: "C-7" }, profile: { bio: "soap" } })
    const removed = await run(setAccountMetadata(operator, { account: ann.id, metadata: null }))
    expect(removed).toMatchObject({ metadata: null, profile: { bio: "soap" } })
    const unknown = { account: AccountId(99), metadata: {} }
    expect(await errorOf(setAccountMetadata(admin, unknown))).toMatchObject({ _tag: "UnknownAccount", account: 99 })
    const large = { account: ann.id, metadata: { note: "a".repeat(9000) } }
    expect(await errorOf(setAccountMetadata(admin, large))).toMatchObject({ _tag: "InvalidField", field: "metadata" })
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
