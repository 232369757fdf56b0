import { describe, expect } from "vitest"
import type { Clock } from "../../../application/ports/clock.ts"
import { SessionId } from "../../../application/ports/sessions.ts"
import type { TokenPairs, TokenRequest, TokenType } from "../../../application/ports/token-pairs.ts"
import { AccountId } from "../../../domain/account/account.ts"
import { run } from "../ports.ts"
import { contractTestsOf } from "./contract-test.ts"
import { errorOf } from "./shop.ts"

const ISSUER = "0123456789abcdef0123456789abcdef"
const SESSION = SessionId("fedcba9876543210fedcba9876543210")
const NOON = new Date("2026-03-01T12:00:00.000Z")

/**
 *
 * Registers the contract of signed tokens in vitest. `make` must use the same key each time and the given clock,
 * without
 * tolerance between clocks.
 *
 * @example
 * describeTokenPairs("PASETO", (clock) => makePaseto({ key }, clock))
 */
export const describeTokenPairs = (name: string, make: (clock: Clock) => Promise<TokenPairs>): void => {
  describe(`token pairs: ${name}`, () => {
    const it = contractTestsOf("token pairs")
    const at = (seconds: number): Clock => ({ now: () => new Date(NOON.getTime() + seconds * 1000) })
    const request = (tokens: TokenPairs, lifetimeSeconds = 300): TokenRequest => ({
      issuer: ISSUER,
      audience: "nitrmart",
      account: AccountId(7),
      session: SESSION,
      id: tokens.newId(),
      lifetimeSeconds,
    })

    for (const type of ["access", "refresh"] as const satisfies ReadonlyArray<TokenType>) {
      it(`verifies a token of type ${type}, also when another process issued it`, async () => {
        const tokens = await make(at(0))
        const asked = request(tokens)
        const token = await run(tokens.issue(type, asked))
        const claims = await run((await make(at(299))).read(type, token))
        expect(claims).toEqual({
          issuer: ISSUER,
          audience: ["nitrmart"],
          account: 7,
          session: SESSION,
          id: asked.id,
          issuedAt: NOON,
          expiresAt: new Date(NOON.getTime() + 300_000),
        })
      })

      it(`rejects a token of type ${type} as the other type`, async () => {
        const tokens = await make(at(0))
        const token = await run(tokens.issue(type, request(tokens)))
        const other = type === "access" ? "refresh" : "access"
        expect(await errorOf(tokens.read(other, token))).toMatchObject({ _tag: "InvalidToken", reason: "wrong-type" })
      })
    }

    it("gives each token a unique id of 32 hexadecimal digits", { law: "one key, one owner" }, async () => {
      const tokens = await make(at(0))
      const ids = Array.from({ length: 1000 }, tokens.newId)
      expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true)
      expect(new Set(ids).size).toBe(1000)
    })

    it("rejects a token from the moment it expires", async () => {
      const tokens = await make(at(0))
      const token = await run(tokens.issue("access", request(tokens, 60)))
      expect((await run((await make(at(59))).read("access", token))).account).toBe(7)
      for (const seconds of [60, 61, 1_000_000])
        expect(await errorOf((await make(at(seconds))).read("access", token))).toMatchObject({ reason: "expired" })
    })

    it("rejects a token that was changed at any place", async () => {
      const tokens = await make(at(0))
      const token = await run(tokens.issue("access", request(tokens)))
      for (let i = 0; i < token.length - 1; i += 3) {
        const changed = `${token.slice(0, i)}${token[i] === "A" ? "B" : "A"}${token.slice(i + 1)}`
        expect(await errorOf(tokens.read("access", changed))).toMatchObject({ _tag: "InvalidToken" })
      }
    })

    it("rejects text that is not a token", async () => {
      const tokens = await make(at(0))
      for (const text of ["", ".", "..", "a.b.c", "null", "\0", "x".repeat(100_000)])
        expect(await errorOf(tokens.read("access", text))).toMatchObject({ _tag: "InvalidToken" })
    })
  })
}
