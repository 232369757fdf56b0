import { Deferred, Effect, Fiber } from "effect"
import { describe, expect, it } from "vitest"
import type { UpdateProfileCommand } from "../../application/account/profile.ts"
import { replacePorts } from "../../application/ports/replace-ports.ts"
import { AccountId } from "../../domain/account/account.ts"
import { defaultPasswordRule as rule } from "../../domain/account/password.ts"
import { emptyProfile } from "../../domain/account/profile.ts"
import { errorOf, HOME, login, openShop, PASSWORD, run, testShop } from "./test-shop.ts"

type Shop = Awaited<ReturnType<typeof openShop>>

const NEXT = "battery staple"
const picture = Uint8Array.of(1)

const of = ({ ann }: Shop, command: Partial<UpdateProfileCommand>): UpdateProfileCommand => ({
  account: ann.id,
  details: {},
  address: HOME,
  ...command,
})
const profileOf = async ({ viewProfile, ann }: Shop) => (await run(viewProfile(ann, ann.id))).profile

describe("a profile", () => {
  it("can be read by its owner and admins; others do not learn whether it exists", async () => {
    const { viewProfile, ann, bob, admin } = await openShop()
    for (const actor of [ann, admin])
      expect(await run(viewProfile(actor, ann.id))).toMatchObject({ account: ann, profile: emptyProfile })
    for (const account of [ann.id, AccountId(99)])
      expect(await errorOf(viewProfile(bob, account))).toMatchObject({ _tag: "NotPermitted" })
    expect(await errorOf(viewProfile(admin, AccountId(99)))).toMatchObject({ _tag: "UnknownAccount", account: 99 })
  })

  it("can be changed by its owner and admins, field by field", async () => {
    const shop = await openShop()
    const { updateProfile, ann, bob, admin } = shop
    await run(updateProfile(ann, of(shop, { details: { bio: "hello" } }), rule))
    shop.clock.pass(60)
    const { profile, updatedAt } = await run(updateProfile(admin, of(shop, { details: { year: "3rd" } }), rule))
    expect(profile).toEqual({ ...emptyProfile, bio: "hello", year: "3rd" })
    expect(updatedAt).toEqual(shop.clock.now())
    const refused = of(shop, { details: { bio: "hacked" }, picture })
    expect(await errorOf(updateProfile(bob, refused, rule))).toMatchObject({ _tag: "NotPermitted" })
    expect((await profileOf(shop)).bio).toBe("hello")
    expect(shop.media.stored()).toBe(0)
    const unknownAccount = { ...refused, account: AccountId(99) }
    expect(await errorOf(updateProfile(admin, unknownAccount, rule))).toMatchObject({ _tag: "UnknownAccount" })
    expect([...shop.media.kept]).toEqual([])
  })

  it("reports all errors at once and changes nothing", async () => {
    const shop = await openShop()
    const details = { firstName: "x".repeat(151), bio: "a\0b", birthdate: "2001-02-29", year: "1st" }
    const command = of(shop, { details, picture, password: { current: PASSWORD, next: NEXT } })
    const refused = await errorOf(shop.updateProfile(shop.ann, command, rule))
    expect(refused).toMatchObject({
      _tag: "ProfileRefused",
      faults: [{ field: "firstName" }, { field: "bio" }, { field: "birthdate" }],
    })
    expect(await profileOf(shop)).toEqual(emptyProfile)
    expect(shop.media.stored()).toBe(0)
    expect(shop.verified).toEqual([])
  })
})

describe("a new password", () => {
  it("requires the current password, from admins as well", async () => {
    const shop = await openShop()
    for (const actor of [shop.ann, shop.admin]) {
      const change = (current: string | undefined) =>
        errorOf(shop.updateProfile(actor, of(shop, { picture, password: { current, next: NEXT } }), rule))
      for (const current of [undefined, ""])
        expect(await change(current)).toMatchObject({ _tag: "CurrentPasswordMissing" })
      expect(await change("wrong")).toMatchObject({ _tag: "CurrentPasswordWrong" })
    }
    expect((await run(shop.logIn(login("ann")))).account).toEqual(shop.ann)
    expect([...shop.media.kept]).toEqual([])
  })

  it("is checked against the rule before the current password is verified", async () => {
    const shop = await openShop()
    const command = of(shop, { password: { current: "wrong", next: "short" } })
    expect(await errorOf(shop.updateProfile(shop.ann, command, rule))).toMatchObject({
      _tag: "ProfileRefused",
      faults: [{ field: "password", rule: { kind: "too-short", min: 8 } }],
    })
    expect(shop.verified).toEqual([])
  })

  it("replaces the old one and ends every session", async () => {
    const shop = await openShop()
    const { token } = await run(shop.logIn(login("ann")))
    await run(shop.updateProfile(shop.ann, of(shop, { password: { current: PASSWORD, next: NEXT } }), rule))
    expect(await errorOf(shop.authenticate(token))).toMatchObject({ _tag: "NotAuthenticated" })
    expect(await errorOf(shop.logIn(login("ann")))).toMatchObject({ _tag: "InvalidCredentials" })
    const { token: second } = await run(shop.logIn(login("ann", NEXT)))
    expect((await run(shop.authenticate(second))).account).toEqual(shop.ann)
  })

  it("allows no more guesses of the current password than sign-in does", async () => {
    const shop = await openShop()
    const change = (current: string) =>
      errorOf(shop.updateProfile(shop.ann, of(shop, { password: { current, next: NEXT } }), rule))
    for (let i = 0; i < 6; i++) expect(await change("wrong")).toMatchObject({ _tag: "CurrentPasswordWrong" })
    expect(await change(PASSWORD)).toMatchObject({ _tag: "SignInThrottled" })
    expect(await errorOf(shop.logIn(login("ann")))).toMatchObject({ _tag: "SignInThrottled" })
  })
})

describe("a profile's picture", () => {
  const put = (shop: Shop, given: Uint8Array | null | undefined) =>
    shop.updateProfile(shop.ann, of(shop, { details: { bio: "hello" }, picture: given }), rule)

  it("is removed when it is replaced or deleted", async () => {
    const shop = await openShop()
    expect((await run(put(shop, picture))).profile.picture).toBe("picture 1")
    expect((await run(put(shop, undefined))).profile.picture).toBe("picture 1")
    expect([...shop.media.kept]).toEqual(["picture 1"])
    expect((await run(put(shop, picture))).profile.picture).toBe("picture 2")
    expect([...shop.media.kept]).toEqual(["picture 2"])
    for (let i = 0; i < 2; i++) expect((await run(put(shop, null))).profile.picture).toBeNull()
    expect([...shop.media.kept]).toEqual([])
  })

  it("stays, like all other fields, when the new picture is rejected", async () => {
    const shop = await openShop()
    await run(shop.updateProfile(shop.ann, of(shop, { picture }), rule))
    expect(await errorOf(put(shop, Uint8Array.of(0)))).toMatchObject({ _tag: "PictureRefused" })
    expect(await profileOf(shop)).toEqual({ ...emptyProfile, picture: "picture 1" })
    expect([...shop.media.kept]).toEqual(["picture 1"])
  })

  it("leaves no file behind when the store fails", async () => {
    const shop = await openShop()
    await run(put(shop, picture))
    const profiles = { ...shop.store.identity.profiles, update: () => Effect.die("disk full") }
    const failing = testShop(replacePorts(shop.store, { identity: { profiles } }))
    await expect(run(failing.updateProfile(shop.ann, of(shop, { picture }), rule))).rejects.toThrow("disk full")
    expect(failing.media.stored()).toBe(1)
    expect([...failing.media.kept]).toEqual([])
  })

  it("matches the record even if the request was interrupted while the record was written", async () => {
    const shop = await openShop()
    await run(put(shop, picture))
    const [writing, go] = [Deferred.makeUnsafe<void>(), Deferred.makeUnsafe<void>()]
    const { profiles } = shop.store.identity
    // A database statement that was sent is not cancelled by the client's disconnect.
    const update: typeof profiles.update = (...change) =>
      Effect.promise(async () => {
        await run(Deferred.succeed(writing, undefined))
        await run(Deferred.await(go))
        return run(profiles.update(...change))
      })
    const { updateProfile, media } = testShop(
      replacePorts(shop.store, { identity: { profiles: { ...profiles, update } } }),
    )
    const [former, next] = [(await profileOf(shop)).picture, "picture 1"]
    if (former === null) throw new Error("there was a picture")
    const removed: Array<string> = []
    media.kept.delete = (name) => removed.push(name) > 0
    const fiber = Effect.runFork(updateProfile(shop.ann, of(shop, { picture }), rule))
    await run(Deferred.await(writing))
    const interrupting = run(Fiber.interrupt(fiber))
    await run(Deferred.succeed(go, undefined))
    await interrupting
    expect((await profileOf(shop)).picture).toBe(next)
    expect(removed).toEqual([former])
  })
})
