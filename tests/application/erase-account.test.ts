import { describe, expect, it } from "vitest"
import { makeEraseAccount } from "../../application/account/erase-account.ts"
import { AccountId } from "../../domain/account/account.ts"
import { operator } from "../../domain/account/actor.ts"
import { errorOf, HOME, login, openShop, PASSWORD, rules, run } from "./test-shop.ts"

describe("erasing an account", () => {
  it("needs the current password of its owner", async () => {
    const { eraseAccount, logIn, ann } = await openShop()
    const own = { account: ann.id, address: HOME }
    expect(await errorOf(eraseAccount(ann, own))).toMatchObject({ _tag: "CurrentPasswordMissing" })
    expect(await errorOf(eraseAccount(ann, { ...own, password: "" }))).toMatchObject({ _tag: "CurrentPasswordMissing" })
    const wrong = { ...own, password: "wrong horse" }
    expect(await errorOf(eraseAccount(ann, wrong))).toMatchObject({ _tag: "CurrentPasswordWrong" })
    await run(logIn(login("ann")))
    await run(eraseAccount(ann, { ...own, password: PASSWORD }))
    expect(await errorOf(logIn(login("ann")))).toMatchObject({ _tag: "InvalidCredentials" })
    expect(await errorOf(eraseAccount(ann, { ...own, password: PASSWORD }))).toMatchObject({ _tag: "UnknownAccount" })
  })

  it("limits wrong passwords like sign-ins", async () => {
    const { eraseAccount, ann } = await openShop()
    const wrong = { account: ann.id, address: HOME, password: "wrong horse" }
    const tags: Array<string> = []
    for (let i = 0; i < 20; i++) tags.push((await errorOf(eraseAccount(ann, wrong)))._tag)
    expect(new Set(tags)).toEqual(new Set(["CurrentPasswordWrong", "SignInThrottled"]))
  })

  it("is for admins and the operator too, and not for others", async () => {
    const { eraseAccount, viewProfile, admin, ann, bob } = await openShop()
    expect(await errorOf(eraseAccount(ann, { account: bob.id }))).toMatchObject({ _tag: "NotPermitted" })
    expect(await errorOf(eraseAccount(ann, { account: AccountId(99) }))).toMatchObject({ _tag: "NotPermitted" })
    expect(await errorOf(eraseAccount(admin, { account: AccountId(99) }))).toMatchObject({ _tag: "UnknownAccount" })
    await run(eraseAccount(admin, { account: bob.id }))
    await run(eraseAccount(admin, { account: bob.id }))
    await run(eraseAccount(operator, { account: ann.id }))
    for (const { id } of [ann, bob])
      expect(await errorOf(viewProfile(admin, id))).toMatchObject({ _tag: "UnknownAccount", account: id })
  })

  it("is refused for the last admin, who needs the password as well", async () => {
    const { eraseAccount, admin } = await openShop()
    expect(await errorOf(eraseAccount(admin, { account: admin.id }))).toMatchObject({ _tag: "CurrentPasswordMissing" })
    const own = { account: admin.id, password: PASSWORD, address: HOME }
    expect(await errorOf(eraseAccount(admin, own))).toMatchObject({ _tag: "LastAdmin", account: admin.id })
    expect(await errorOf(eraseAccount(operator, { account: admin.id }))).toMatchObject({ _tag: "LastAdmin" })
  })

  it("deletes the picture, and keeps the orders", async () => {
    const shop = await openShop()
    const { eraseAccount, register, placeOrder, viewOrder, admin, lamp, media } = shop
    const command = { username: "mia", password: PASSWORD, picture: Buffer.from("a picture") }
    const { account: mia } = await run(register(command, rules))
    const delivery = { address: "1 Park Street", phone: "12345" }
    const order = await run(placeOrder(mia, { lines: [{ product: lamp.id, quantity: 2 }], delivery }))
    expect(media.kept.size).toBe(1)
    await run(eraseAccount(admin, { account: mia.id }))
    expect(media.kept.size).toBe(0)
    expect((await run(viewOrder(admin, order.id))).order).toEqual({ ...order, delivery: null, username: null })
    const again = placeOrder(mia, { lines: [{ product: lamp.id, quantity: 2 }], delivery })
    expect(await errorOf(again)).toMatchObject({ _tag: "UnknownAccount", account: mia.id })
    expect((await run(register({ username: "mia", password: PASSWORD }, rules))).account.id).not.toBe(mia.id)
  })

  it("is not supported by a store without the port", async () => {
    const { tokenPairPorts, admin, ann } = await openShop()
    const eraseAccount = makeEraseAccount({ ...tokenPairPorts, erasure: undefined })
    expect(await errorOf(eraseAccount(admin, { account: ann.id }))).toMatchObject({ _tag: "NotSupported" })
  })
})
