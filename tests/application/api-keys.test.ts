import { expect, it } from "vitest"
import { AccountId } from "../../domain/account/account.ts"
import { operator } from "../../domain/account/actor.ts"
import { ApiKeyId, MAX_API_KEYS } from "../../domain/account/api-key.ts"
import { errorOf, NOON, openShop, run } from "./test-shop.ts"

const HOUR = 60 * 60 * 1000
const after = (ms: number) => new Date(NOON.getTime() + ms)

/** A shop, and a key of its admin. */
const withKey = async (expiresAt: Date | null = null) => {
  const shop = await openShop()
  const command = { account: shop.admin.id, name: "Export", scopes: ["orders:read"], expiresAt }
  const created = await run(shop.createApiKey(shop.admin, command))
  const isAccepted = async () => {
    const bearer = await run(shop.authenticateApiKey(created.secret)).catch(() => null)
    return bearer !== null
  }
  return { ...shop, ...created, command, isAccepted }
}

it("acts as the admin who created it, within its scopes", async () => {
  const shop = await withKey()
  expect(shop.secret).toMatch(/^swk_/)
  expect(shop.key.hint).toBe(shop.secret.slice(-4))
  const bearer = await run(shop.authenticateApiKey(shop.secret))
  expect(bearer).toEqual({ account: shop.admin, key: shop.key })
  for (const secret of ["swk_other", shop.secret.slice(4), ""])
    expect(await errorOf(shop.authenticateApiKey(secret))).toMatchObject({ _tag: "NotAuthenticated" })
})

it("stops working when it expires, is revoked, or its owner is no active admin", async () => {
  const expiring = await withKey(after(HOUR))
  expect(await expiring.isAccepted()).toBe(true)
  expiring.clock.pass(HOUR / 1000)
  expect(await expiring.isAccepted()).toBe(false)

  const revoked = await withKey()
  expect(await run(revoked.revokeApiKey(operator, revoked.key.id))).toBe(true)
  expect(await revoked.isAccepted()).toBe(false)
  expect(await run(revoked.revokeApiKey(revoked.admin, revoked.key.id))).toBe(false)

  const shop = await withKey()
  const account = shop.admin.id
  await run(shop.setAdmin(operator, { account: shop.ann.id, isAdmin: true }))
  await run(shop.setAdmin(operator, { account, isAdmin: false }))
  expect(await shop.isAccepted()).toBe(false)
  await run(shop.setAdmin(operator, { account, isAdmin: true }))
  await run(shop.setAccountActive(operator, { account, isActive: false }))
  expect(await shop.isAccepted()).toBe(false)
})

it("is created by admins for themselves, and by the operator for any active admin", async () => {
  const { createApiKey, listApiKeys, revokeApiKey, setAdmin, admin, ann, command, key } = await withKey()
  const forAnn = { ...command, account: ann.id }
  expect(await errorOf(createApiKey(ann, forAnn))).toMatchObject({ _tag: "NotPermitted" })
  expect(await errorOf(createApiKey(admin, forAnn))).toMatchObject({ _tag: "NotPermitted" })
  expect(await errorOf(createApiKey(operator, forAnn))).toMatchObject({ _tag: "NotAnAdmin", account: ann.id })
  const unknown = { ...command, account: AccountId(99) }
  expect(await errorOf(createApiKey(operator, unknown))).toMatchObject({ _tag: "UnknownAccount", account: 99 })
  expect(await errorOf(listApiKeys(ann))).toMatchObject({ _tag: "NotPermitted" })
  expect(await errorOf(revokeApiKey(ann, key.id))).toMatchObject({ _tag: "NotPermitted" })
  await run(setAdmin(admin, { account: ann.id, isAdmin: true }))
  await run(createApiKey(operator, forAnn))
  const owners = (await run(listApiKeys(admin))).map(({ owner }) => owner.id)
  expect(owners.toSorted()).toEqual([admin.id, ann.id].toSorted())
  expect(await run(revokeApiKey(operator, ApiKeyId("unknown")))).toBe(false)
})

it("has a name, known scopes, and an expiry in the future", async () => {
  const { createApiKey, admin, command } = await withKey()
  const refused = async (change: object) => errorOf(createApiKey(admin, { ...command, ...change }))
  expect(await refused({ name: "" })).toMatchObject({ field: "name", rule: { kind: "blank" } })
  expect(await refused({ name: "x".repeat(101) })).toMatchObject({ field: "name", rule: { kind: "too-long" } })
  expect(await refused({ scopes: [] })).toMatchObject({ field: "scopes", rule: { kind: "blank" } })
  expect(await refused({ scopes: ["orders:all"] })).toMatchObject({ field: "scopes", rule: { kind: "rejected" } })
  for (const expiresAt of [NOON, new Date(Number.NaN), new Date(Date.UTC(10_000, 0))])
    expect(await refused({ expiresAt })).toMatchObject({ field: "expiresAt", rule: { kind: "rejected" } })
  const scopes = ["system:read", "orders:read", "orders:read"]
  const { key } = await run(createApiKey(admin, { ...command, scopes }))
  expect(key.scopes).toEqual(["orders:read", "system:read"])
})

it("is one of a limited number of keys of its owner", async () => {
  const { createApiKey, revokeApiKey, admin, command, key } = await withKey()
  for (let count = 1; count < MAX_API_KEYS; count++) await run(createApiKey(admin, command))
  expect(await errorOf(createApiKey(admin, command))).toMatchObject({ _tag: "TooManyApiKeys", max: MAX_API_KEYS })
  await run(revokeApiKey(admin, key.id))
  await run(createApiKey(admin, command))
})

it("records its use once an hour, and corrects a use in the future", async () => {
  const { authenticateApiKey, listApiKeys, admin, clock, secret } = await withKey()
  const lastUse = async () => (await run(listApiKeys(admin)))[0]?.key.lastUsedAt ?? null
  expect(await lastUse()).toBeNull()
  for (const [seconds, recorded] of [
    [0, 0],
    [3599, 0],
    [1, HOUR],
    [-60, HOUR - 60_000],
  ] as const) {
    clock.pass(seconds)
    await run(authenticateApiKey(secret))
    expect(await lastUse()).toEqual(after(recorded))
  }
})
