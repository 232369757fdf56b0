import { describe, expect } from "vitest"
import type { SessionTokens } from "../../../application/ports/session-tokens.ts"
import { contractTestsOf } from "./contract-test.ts"

/**
 * Registers, in vitest, the contract of the secrets that stand for sessions.
 *
 * @example
 * describeSessionTokens("mine", () => myTokens)
 */
export const describeSessionTokens = (name: string, make: () => SessionTokens): void => {
  describe(`session tokens: ${name}`, () => {
    const it = contractTestsOf("session tokens")

    it("issues unique secrets that are too long to guess", {
      law: "one key, one owner",
    }, () => {
      const tokens = make()
      const issued = Array.from({ length: 1000 }, () => tokens.issue())
      expect(new Set(issued).size).toBe(1000)
      // 128 bits need 22 characters of an alphabet of 64.
      for (const token of issued) expect(token.length).toBeGreaterThanOrEqual(22)
    })

    it("issues secrets without a common prefix", () => {
      const tokens = make()
      const beginnings = Array.from({ length: 100 }, () => tokens.issue().slice(0, 8))
      expect(new Set(beginnings).size).toBeGreaterThan(95)
    })

    it("returns the same digest for the same secret, in every process", () => {
      const [one, other] = [make(), make()]
      const token = one.issue()
      expect(one.digest(token)).toBe(one.digest(token))
      expect(other.digest(token)).toBe(one.digest(token))
    })

    it("returns different digests for different secrets, which do not reveal the secret", () => {
      const tokens = make()
      const issued = Array.from({ length: 1000 }, () => tokens.issue())
      const digests = issued.map(tokens.digest)
      expect(new Set(digests).size).toBe(1000)
      for (const [i, digest] of digests.entries()) expect(digest).not.toContain(issued[i])
    })

    it("returns a digest of any text, without throwing", () => {
      const { digest, issue } = make()
      const ours = digest(issue())
      for (const text of ["", "\0", "💡", "x".repeat(100_000)]) expect(digest(text)).not.toBe(ours)
    })
  })
}
