import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { openMailbox } from "../../adapters/mail/in-memory.ts"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { type Mailer, MailNotSent } from "../../application/ports/mailer.ts"
import { AccountId } from "../../domain/account/account.ts"
import { errorOf, HOME, login, openShop, PASSWORD, rules, run, testShop } from "./test-shop.ts"

const NEXT = "another password"

/** A shop with a mailbox, and Mia, who signs in by e-mail. */
const withMail = async (mailer?: Mailer) => {
  const { mails, mailer: ownMailer } = openMailbox()
  const shop = await openShop(10, testShop({}, { mailer: mailer ?? ownMailer }))
  const signUp = { username: "mia", email: "mia@example.com", password: PASSWORD }
  const { account: mia } = await run(shop.register(signUp, { ...rules, signsInByEmail: true }))
  const deliver = async () => {
    const steps = []
    for (let more = true; more; ) {
      const step = await run(shop.sendQueuedMail())
      steps.push(step)
      more = step.more
    }
    return steps.flatMap(({ failure }) => failure ?? [])
  }
  const ask = (name: string) => run(shop.requestPasswordReset({ login: name, address: HOME }))
  const tokenOf = (i = -1) => decodeURIComponent(mails.at(i)?.link.split("Token=")[1] ?? "")
  return { ...shop, mia, mails, deliver, ask, tokenOf }
}

describe("a forgotten password", () => {
  it("is replaced with the token of a mail, once, which ends all sessions", async () => {
    const shop = await withMail()
    await run(shop.logIn(login("mia@example.com")))
    await shop.ask("MIA@example.com")
    expect(await shop.deliver()).toEqual([])
    expect(shop.mails).toMatchObject([{ purpose: "password", to: "mia@example.com" }])
    expect(shop.mails[0]?.link).toBe(`https://shop.example/account#passwordToken=${encodeURIComponent(shop.tokenOf())}`)
    expect(shop.mails[0]?.text).toContain(shop.mails[0]?.link)
    const token = shop.tokenOf()
    await run(shop.resetPassword({ token, password: NEXT }))
    expect(await run(shop.listSessions(shop.mia))).toEqual([])
    expect((await run(shop.logIn(login("mia", NEXT)))).account).toEqual(shop.mia)
    expect(await errorOf(shop.resetPassword({ token, password: NEXT }))).toMatchObject({ _tag: "InvalidAccountToken" })
  })

  it("follows the rules for new passwords, and a rejected one leaves the token valid", async () => {
    const shop = await withMail()
    await shop.ask("mia")
    await shop.deliver()
    for (const password of ["short", "password1234", "mia@example.com"])
      expect(await errorOf(shop.resetPassword({ token: shop.tokenOf(), password }))).toMatchObject({
        _tag: "ProfileRefused",
        faults: [{ field: "password" }],
      })
    await run(shop.resetPassword({ token: shop.tokenOf(), password: NEXT }))
  })

  it("does not hash a password for an unknown token", async () => {
    const shop = await withMail()
    const hashed = shop.hashed.length
    expect(await errorOf(shop.resetPassword({ token: "guess", password: NEXT }))).toMatchObject({
      _tag: "InvalidAccountToken",
    })
    expect(shop.hashed).toHaveLength(hashed)
  })

  it("needs a token that is at most 30 minutes old", async () => {
    const shop = await withMail()
    await shop.ask("mia")
    await shop.deliver()
    shop.clock.pass(30 * 60)
    expect(await errorOf(shop.resetPassword({ token: shop.tokenOf(), password: NEXT }))).toMatchObject({
      _tag: "InvalidAccountToken",
    })
  })

  it("stores the same for unknown logins, and sends nothing to them or to inactive accounts", async () => {
    const { queued, ports } = recordingQueue()
    const { mails, mailer } = openMailbox()
    const shop = await openShop(10, testShop(ports, { mailer }))
    await run(shop.setAccountActive(shop.admin, { account: shop.bob.id, isActive: false }))
    for (const name of ["nobody", "nobody@example.com", "ann", "bob"])
      await run(shop.requestPasswordReset({ login: name, address: HOME }))
    expect(queued()).toEqual([null, null, shop.ann.id, shop.bob.id])
    while ((await run(shop.sendQueuedMail())).more);
    expect(mails).toEqual([])
  })

  it("causes at most 5 mails in 30 minutes, whose links all work until one is used", async () => {
    const shop = await withMail()
    for (let i = 0; i < 7; i++) await shop.ask("mia")
    await shop.deliver()
    expect(shop.mails).toHaveLength(5)
    const [first, last] = [shop.tokenOf(0), shop.tokenOf()]
    await run(shop.resetPassword({ token: first, password: NEXT }))
    expect(await errorOf(shop.resetPassword({ token: last, password: NEXT }))).toMatchObject({
      _tag: "InvalidAccountToken",
    })
    await shop.ask("mia")
    await shop.deliver()
    expect(shop.mails).toHaveLength(6)
  })

  it("is limited per network", async () => {
    const shop = await withMail()
    for (let i = 0; i < 1000; i++) await shop.ask("nobody")
    const next = { login: "mia", address: HOME }
    expect(await errorOf(shop.requestPasswordReset(next))).toMatchObject({ _tag: "MailThrottled" })
    await run(shop.requestPasswordReset({ ...next, address: "198.51.100.7" }))
  })

  it("needs a mailer", async () => {
    const { requestPasswordReset, requestEmailVerification, ann } = await openShop()
    const request = { login: "ann", address: HOME }
    expect(await errorOf(requestPasswordReset(request))).toMatchObject({ _tag: "MailNotConfigured" })
    expect(await errorOf(requestEmailVerification(ann, request))).toMatchObject({ _tag: "MailNotConfigured" })
  })
})

describe("a mail that is not sent", () => {
  const failing = (isPermanent: boolean) => {
    let calls = 0
    let isDown = true
    const { mails, mailer } = openMailbox()
    const flaky: Mailer = {
      send: (mail) =>
        Effect.suspend(() => {
          calls++
          return isDown ? Effect.fail(new MailNotSent({ reason: "down", isPermanent })) : mailer.send(mail)
        }),
    }
    const repair = (): void => {
      isDown = false
    }
    return { flaky, mails, calls: () => calls, repair }
  }

  it("is sent again after growing pauses, with a new token", async () => {
    const server = failing(false)
    const shop = await withMail(server.flaky)
    await shop.ask("mia")
    expect(await shop.deliver()).toMatchObject([{ reason: "down" }])
    expect(await shop.deliver()).toEqual([])
    for (const pause of [10, 20, 40, 80, 160, 300, 300]) {
      shop.clock.pass(pause - 1)
      expect(await shop.deliver()).toEqual([])
      shop.clock.pass(1)
      expect(await shop.deliver()).toHaveLength(1)
    }
    server.repair()
    shop.clock.pass(300)
    expect(await shop.deliver()).toEqual([])
    const token = decodeURIComponent(server.mails[0]?.link.split("Token=")[1] ?? "")
    await run(shop.resetPassword({ token, password: NEXT }))
  })

  it("is given up after an hour", async () => {
    const server = failing(false)
    const shop = await withMail(server.flaky)
    await shop.ask("mia")
    await shop.deliver()
    shop.clock.pass(3601)
    server.repair()
    await shop.deliver()
    shop.clock.pass(3601)
    await shop.deliver()
    expect([server.calls(), server.mails]).toEqual([1, []])
  })

  it("is given up at once if a retry is futile", async () => {
    const server = failing(true)
    const shop = await withMail(server.flaky)
    await shop.ask("mia")
    expect(await shop.deliver()).toHaveLength(1)
    shop.clock.pass(600)
    await shop.deliver()
    expect(server.calls()).toBe(1)
  })
})

describe("an e-mail address", () => {
  it("is verified with the token of a mail, once", async () => {
    const shop = await withMail()
    const request = { address: HOME }
    await run(shop.requestEmailVerification(shop.mia, request))
    await shop.deliver()
    expect(shop.mails).toMatchObject([{ purpose: "email", to: "mia@example.com" }])
    const token = shop.tokenOf()
    expect(await errorOf(shop.resetPassword({ token, password: NEXT }))).toMatchObject({ _tag: "InvalidAccountToken" })
    await run(shop.verifyEmail({ token }))
    expect((await run(shop.viewProfile(shop.mia, shop.mia.id))).profile.isVerified).toBe(true)
    expect(await errorOf(shop.verifyEmail({ token }))).toMatchObject({ _tag: "InvalidAccountToken" })
    await run(shop.requestEmailVerification(shop.mia, request))
    await shop.deliver()
    expect(shop.mails).toHaveLength(1)
  })

  it("is required", async () => {
    const shop = await withMail()
    const asked = shop.requestEmailVerification(shop.ann, { address: HOME })
    expect(await errorOf(asked)).toMatchObject({ _tag: "NoEmailAddress", account: shop.ann.id })
  })
})

describe("a password link", () => {
  it("is created by admins, replaces the former one, and works once for 24 hours", async () => {
    const shop = await withMail()
    const of = { account: shop.ann.id }
    const [first, second] = [
      await run(shop.createPasswordLink(shop.admin, of)),
      await run(shop.createPasswordLink(shop.admin, of)),
    ]
    expect(second.url).toBe(`https://shop.example/account#passwordToken=${encodeURIComponent(second.token)}`)
    const use = (token: string) => shop.resetPassword({ token, password: NEXT })
    expect(await errorOf(use(first.token))).toMatchObject({ _tag: "InvalidAccountToken" })
    shop.clock.pass(24 * 3600 - 1)
    await run(use(second.token))
    expect((await run(shop.logIn(login("ann", NEXT)))).account).toEqual(shop.ann)
    const third = await run(shop.createPasswordLink(shop.admin, of))
    shop.clock.pass(24 * 3600)
    expect(await errorOf(use(third.token))).toMatchObject({ _tag: "InvalidAccountToken" })
  })

  it("is refused to buyers, and for unknown accounts", async () => {
    const { createPasswordLink, admin, ann } = await withMail()
    expect(await errorOf(createPasswordLink(ann, { account: ann.id }))).toMatchObject({ _tag: "NotPermitted" })
    expect(await errorOf(createPasswordLink(admin, { account: AccountId(99) }))).toMatchObject({
      _tag: "UnknownAccount",
    })
  })
})

/** A mail queue in memory that remembers the accounts of its requests. */
const recordingQueue = () => {
  const accounts: Array<AccountId | null> = []
  const { recovery } = openInMemory()
  if (recovery === undefined) throw new Error("no recovery ports")
  const { mailQueue } = recovery
  const add: typeof mailQueue.add = (request) => {
    accounts.push(request.account)
    return mailQueue.add(request)
  }
  return { queued: () => accounts, ports: { recovery: { mailQueue: { ...mailQueue, add } } } }
}
