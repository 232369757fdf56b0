import { Result } from "effect"
import { afterAll, beforeAll, describe, expect } from "vitest"
import type { PasswordHasher } from "../../../application/ports/password-hasher.ts"
import { run } from "../ports.ts"
import { contractTestsOf } from "./contract-test.ts"
import { race } from "./shop.ts"

/** A hasher that is open, and what closes it, where it holds anything. */
export interface OpenHasher {
  readonly hasher: PasswordHasher
  readonly close?: () => Promise<void>
}

const PASSWORD = "correct horse battery staple"

/**
 * Registers, in vitest, the contract of a password hasher. Open it at its lowest cost: it hashes about thirty times.
 *
 * @example
 * describePasswordHasher("scrypt", async () => ({ hasher: makeScryptHasher({ cost: 2 ** 4 }) }))
 */
export const describePasswordHasher = (
  name: string,
  open: () => Promise<OpenHasher>,
  { timeout = 60_000 }: { readonly timeout?: number } = {},
): void => {
  describe(`password hasher: ${name}`, { timeout }, () => {
    const it = contractTestsOf("password hasher")
    let opened: OpenHasher | undefined
    beforeAll(async () => {
      opened = await open()
    }, timeout)
    afterAll(() => opened?.close?.(), timeout)
    const hasher = (): PasswordHasher => {
      if (opened === undefined) throw new Error("the hasher did not open")
      return opened.hasher
    }

    it("knows a password by its hash, and no other", async () => {
      const hash = await run(hasher().hash(PASSWORD))
      expect(await run(hasher().verify(PASSWORD, hash))).toEqual({ matches: true, outdated: false })
      for (const wrong of ["", PASSWORD.toUpperCase(), `${PASSWORD} `, PASSWORD.slice(1)])
        expect(await run(hasher().verify(wrong, hash))).toEqual({ matches: false, outdated: false })
    })

    it("hashes one password differently each time, and never shows it", async () => {
      const [one, other] = [await run(hasher().hash(PASSWORD)), await run(hasher().hash(PASSWORD))]
      expect(one).not.toBe(other)
      expect(one).not.toContain(PASSWORD)
    })

    it("reads a password to its end: no two of up to 128 characters are alike", async () => {
      for (const long of ["p".repeat(128), "🔑".repeat(128)]) {
        const hash = await run(hasher().hash(long))
        expect((await run(hasher().verify(long, hash))).matches).toBe(true)
        expect((await run(hasher().verify(`${long.slice(0, -2)}qq`, hash))).matches).toBe(false)
      }
    })

    it("does not stop at a null character", async () => {
      const hash = await run(hasher().hash("secret\0first"))
      expect((await run(hasher().verify("secret\0other", hash))).matches).toBe(false)
    })

    it("matches nothing where there is no hash, or none that makes sense", async () => {
      for (const hash of [null, "", "!", "plain", PASSWORD, "bcrypt$", "a$b$c$d", "\0"])
        expect(await run(hasher().verify(PASSWORD, hash))).toEqual({ matches: false, outdated: false })
    })

    it("keeps apart what is asked at once, and tells nobody a lie where it is too busy", async () => {
      const hash = await run(hasher().hash(PASSWORD))
      const ends = await race(
        Array.from({ length: 12 }, (_, i) => hasher().verify(i % 2 === 0 ? PASSWORD : `${PASSWORD}${i}`, hash)),
      )
      for (const [i, end] of ends.entries()) {
        if (Result.isSuccess(end)) expect(end.success.matches).toBe(i % 2 === 0)
        else expect(end.failure.retryAfterSeconds).toBeGreaterThanOrEqual(1)
      }
      expect(ends.some(Result.isSuccess)).toBe(true)
    })
  })
}
