import { Result } from "effect"
import { afterAll, beforeAll, describe, expect } from "vitest"
import type { PasswordHasher } from "../../../application/ports/password-hasher.ts"
import { run } from "../ports.ts"
import { contractTestsOf } from "./contract-test.ts"
import { race } from "./shop.ts"

/** An open hasher. `close` releases what it holds. */
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

    it("matches a password with its hash, and no other password", async () => {
      const hash = await run(hasher().hash(PASSWORD))
      expect(await run(hasher().verify(PASSWORD, hash))).toEqual({ matches: true, outdated: false })
      for (const wrong of ["", PASSWORD.toUpperCase(), `${PASSWORD} `, PASSWORD.slice(1)])
        expect(await run(hasher().verify(wrong, hash))).toEqual({ matches: false, outdated: false })
    })

    it("creates a different hash of the same password each time, without the password in it", async () => {
      const [one, other] = [await run(hasher().hash(PASSWORD)), await run(hasher().hash(PASSWORD))]
      expect(one).not.toBe(other)
      expect(one).not.toContain(PASSWORD)
    })

    it("hashes the whole password: passwords of up to 128 characters that differ do not match", async () => {
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

    it("matches nothing without a hash or with a malformed one", async () => {
      for (const hash of [null, "", "!", "plain", PASSWORD, "bcrypt$", "a$b$c$d", "\0"])
        expect(await run(hasher().verify(PASSWORD, hash))).toEqual({ matches: false, outdated: false })
    })

    it("returns the right result to each of many concurrent calls, or an error when it is too busy", async () => {
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
