import { Result } from "effect"
import { describe, expect } from "vitest"
import type { NewAccountToken } from "../../../application/ports/account-tokens.ts"
import type { AccountId } from "../../../domain/account/account.ts"
import type { TokenPurpose } from "../../../domain/account/account-token.ts"
import { contractTestsOf } from "./contract-test.ts"
import { freshName, LATER, NOON, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

const seconds = (count: number): Date => new Date(NOON.getTime() + count * 1000)
const NO_LIMIT = Number.POSITIVE_INFINITY

/** A store that omits the recovery ports passes. */
export const recoveryContract = ({ store, shop }: Subject): void => {
  const newToken = (account: AccountId, purpose: TokenPurpose = "password", expiresAt = seconds(60)) =>
    ({ digest: freshName("digest"), account, purpose, expiresAt }) satisfies NewAccountToken
  const ports = () => store().recovery

  describe("account tokens", () => {
    const it = contractTestsOf("account tokens")

    it("are found by digest and purpose until they expire", async () => {
      const tokens = ports()?.accountTokens
      if (tokens === undefined) return
      const { id } = await shop().account()
      const token = newToken(id)
      expect(await run(tokens.add(token, NO_LIMIT, NOON))).toBe(true)
      expect(await run(tokens.find(token.digest, "password", NOON))).toBe(id)
      expect(await run(tokens.find(token.digest, "email", NOON))).toBeNull()
      expect(await run(tokens.find(freshName("digest"), "password", NOON))).toBeNull()
      expect(await run(tokens.find(token.digest, "password", token.expiresAt))).toBeNull()
      expect(await run(tokens.resetPassword(token.digest, "new", token.expiresAt))).toBe(false)
    })

    it("are limited per account and purpose, and are removed one by one or together", async () => {
      const tokens = ports()?.accountTokens
      if (tokens === undefined) return
      const [{ id }, other] = [await shop().account(), await shop().account()]
      const [first, second, third] = [newToken(id), newToken(id), newToken(id)]
      expect(await run(tokens.add(first, 2, NOON))).toBe(true)
      expect(await run(tokens.add(second, 2, NOON))).toBe(true)
      expect(await run(tokens.add(third, 2, NOON))).toBe(false)
      expect(await run(tokens.find(third.digest, "password", NOON))).toBeNull()
      expect(await run(tokens.add(newToken(id, "email"), 2, NOON))).toBe(true)
      expect(await run(tokens.add(newToken(other.id), 2, NOON))).toBe(true)
      await run(tokens.remove(first.digest))
      expect(await run(tokens.add(third, 2, NOON))).toBe(true)
      await run(tokens.removeAll(id, "password"))
      for (const { digest } of [second, third]) expect(await run(tokens.find(digest, "password", NOON))).toBeNull()
    })

    it("do not count against the limit after they have expired", async () => {
      const tokens = ports()?.accountTokens
      if (tokens === undefined) return
      const { id } = await shop().account()
      expect(await run(tokens.add(newToken(id), 1, NOON))).toBe(true)
      expect(await run(tokens.add(newToken(id, "password", seconds(120)), 1, seconds(60)))).toBe(true)
    })

    it("replace the password once, end the sessions, and make other tokens of the password invalid", async () => {
      const tokens = ports()?.accountTokens
      if (tokens === undefined) return
      const { accounts, sessions } = store().identity
      const [{ id }, bystander] = [await shop().account(), await shop().account()]
      const opened = { passwordChangedAt: null, openedAt: NOON, expiresAt: null }
      const [own, others] = [freshName("session"), freshName("session")]
      await run(sessions.open({ ...opened, account: id, tokenDigest: own }))
      await run(sessions.open({ ...opened, account: bystander.id, tokenDigest: others }))
      const [token, spare] = [newToken(id), newToken(id)]
      for (const one of [token, spare]) await run(tokens.add(one, NO_LIMIT, NOON))
      expect(await run(tokens.resetPassword(token.digest, "new", seconds(1)))).toBe(true)
      const credentials = await run(accounts.findById(id))
      expect(credentials).toMatchObject({ passwordHash: "new", passwordChangedAt: seconds(1) })
      expect((await run(store().identity.profiles.find(id)))?.updatedAt).toEqual(seconds(1))
      expect(await run(sessions.find(own, NOON))).toBeNull()
      expect(await run(sessions.find(others, NOON))).not.toBeNull()
      expect(await run(tokens.resetPassword(token.digest, "again", seconds(2)))).toBe(false)
      expect(await run(tokens.find(spare.digest, "password", seconds(2)))).toBeNull()
      expect(await run(tokens.resetPassword(spare.digest, "again", seconds(2)))).toBe(false)
      expect(await run(accounts.findById(id))).toEqual(credentials)
    })

    it("are invalid after the password was changed in another way", async () => {
      const tokens = ports()?.accountTokens
      if (tokens === undefined) return
      const { id } = await shop().account()
      const token = newToken(id)
      await run(tokens.add(token, NO_LIMIT, NOON))
      await run(store().identity.profiles.update(id, { profile: {}, passwordHash: "changed" }, seconds(1)))
      expect(await run(tokens.resetPassword(token.digest, "new", seconds(2)))).toBe(false)
      expect((await run(store().identity.accounts.findById(id)))?.passwordHash).toBe("changed")
    })

    it("are used by one of many concurrent calls", { law: "one key, one owner" }, async () => {
      const tokens = ports()?.accountTokens
      if (tokens === undefined) return
      const { id } = await shop().account()
      const [one, two] = [newToken(id), newToken(id)]
      for (const token of [one, two]) await run(tokens.add(token, NO_LIMIT, NOON))
      const calls = Array.from({ length: 16 }, (_, i) =>
        tokens.resetPassword((i % 2 === 0 ? one : two).digest, `hash ${i}`, seconds(i + 1)),
      )
      const ends = (await race(calls)).map((end) => Result.getOrThrow(end))
      expect(ends.filter((succeeded) => succeeded)).toHaveLength(1)
      expect((await run(store().identity.accounts.findById(id)))?.passwordHash).toBe(`hash ${ends.indexOf(true)}`)
    })

    it("verify an account once, and change nothing else", async () => {
      const tokens = ports()?.accountTokens
      if (tokens === undefined) return
      const { id } = await shop().account()
      const before = await run(store().identity.profiles.find(id))
      const token = newToken(id, "email")
      await run(tokens.add(token, NO_LIMIT, NOON))
      expect(await run(tokens.resetPassword(token.digest, "new", NOON))).toBe(false)
      const again = newToken(id, "email")
      await run(tokens.add(again, NO_LIMIT, NOON))
      expect(await run(tokens.verifyEmail(again.digest, LATER))).toBe(false)
      const last = newToken(id, "email")
      await run(tokens.add(last, NO_LIMIT, NOON))
      expect(await run(tokens.verifyEmail(last.digest, seconds(1)))).toBe(true)
      expect(await run(store().identity.profiles.find(id))).toEqual({
        ...before,
        profile: { ...before?.profile, isVerified: true },
        updatedAt: seconds(1),
        version: 1,
      })
      expect(await run(tokens.verifyEmail(last.digest, seconds(1)))).toBe(false)
    })
  })

  describe("mail queue", () => {
    const it = contractTestsOf("mail queue")

    /** Returns the queue without the mails of earlier tests. Every mail counts as due by then. */
    const emptyQueue = async () => {
      const mailQueue = ports()?.mailQueue
      if (mailQueue === undefined) return undefined
      const take = () => run(mailQueue.take(new Date("2200-01-01T00:00:00Z"), 60))
      for (let mail = await take(); mail !== null; mail = await take()) await run(mailQueue.remove(mail.id))
      return mailQueue
    }

    it("returns the mail that is due for the longest time, to one caller at a time, until it is removed", async () => {
      const mailQueue = await emptyQueue()
      if (mailQueue === undefined) return
      expect(await run(mailQueue.take(NOON, 60))).toBeNull()
      const account = 7 as AccountId
      await run(mailQueue.add({ purpose: "email", account: null, requestedAt: seconds(2) }))
      await run(mailQueue.add({ purpose: "password", account, requestedAt: seconds(1) }))
      expect(await run(mailQueue.take(NOON, 60))).toBeNull()
      const first = await run(mailQueue.take(seconds(2), 60))
      expect(first).toMatchObject({ purpose: "password", account, requestedAt: seconds(1), attempts: 1 })
      const second = await run(mailQueue.take(seconds(2), 60))
      expect(second).toMatchObject({ purpose: "email", account: null, attempts: 1 })
      expect(await run(mailQueue.take(seconds(61), 60))).toBeNull()
      if (first === null || second === null) throw new Error("no mails")
      await run(mailQueue.remove(second.id))
      expect(await run(mailQueue.take(seconds(62), 60))).toEqual({ ...first, attempts: 2 })
      await run(mailQueue.postpone(first.id, seconds(300)))
      expect(await run(mailQueue.take(seconds(299), 60))).toBeNull()
      expect(await run(mailQueue.take(seconds(300), 60))).toEqual({ ...first, attempts: 3 })
      await run(mailQueue.remove(first.id))
      expect(await run(mailQueue.take(seconds(3600), 60))).toBeNull()
    })

    it("counts a mail as due that a wrong clock has postponed too far", async () => {
      const mailQueue = await emptyQueue()
      if (mailQueue === undefined) return
      await run(mailQueue.add({ purpose: "password", account: null, requestedAt: new Date("2100-01-01T00:00:00Z") }))
      expect(await run(mailQueue.take(NOON, 60))).not.toBeNull()
    })

    it("gives each mail to one of many concurrent callers", { law: "one key, one owner" }, async () => {
      const mailQueue = await emptyQueue()
      if (mailQueue === undefined) return
      for (let i = 0; i < 4; i++) await run(mailQueue.add({ purpose: "password", account: null, requestedAt: NOON }))
      const taken = await race(Array.from({ length: 8 }, () => mailQueue.take(NOON, 60)))
      const ids = taken.flatMap((end) => Result.getOrThrow(end)?.id ?? [])
      expect(new Set(ids).size).toBe(ids.length)
      for (let mail = await run(mailQueue.take(NOON, 60)); mail !== null; mail = await run(mailQueue.take(NOON, 60)))
        ids.push(mail.id)
      expect(new Set(ids).size).toBe(4)
    })
  })
}
