import { Effect } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type BcryptHasher, makeBcryptHasher } from "../../adapters/passwords/bcrypt.ts"
import { absence, ask, itHasPeers } from "./python.ts"

const run = Effect.runPromise

itHasPeers()

if (absence === undefined)
  describe("passwords move between a Django shop and this one", () => {
    const passwords = ["lètmein", "пароль-密码-🔑", `${"x".repeat(60)} end`]
    let hasher: BcryptHasher
    beforeAll(async () => {
      hasher = await makeBcryptHasher({ cost: 5 })
    })
    afterAll(() => hasher.close())

    it("this shop verifies hashes of Django in each of its formats", async () => {
      const result = (await ask({ do: "hash", passwords })) as ReadonlyArray<Record<string, string>>
      expect(result).toHaveLength(passwords.length)
      for (const [index, password] of passwords.entries()) {
        const made = Object.entries(result[index] ?? {})
        expect(made.map(([format]) => format)).toEqual(
          expect.arrayContaining(["pbkdf2_sha256", "pbkdf2_sha1", "bcrypt_sha256", "bcrypt", "scrypt", "unusable"]),
        )
        for (const [format, hash] of made) {
          const found = await run(hasher.verify(password, hash))
          const expected = { matches: format !== "unusable", outdated: !["unusable", "bcrypt_sha256"].includes(format) }
          expect({ hash, ...found }).toEqual({ hash, ...expected })
          expect((await run(hasher.verify(`${password}?`, hash))).matches, hash).toBe(false)
        }
      }
      // Django runs its own iterations here, some hundred thousand per password.
    }, 90_000)

    it("Django verifies hashes of this shop", async () => {
      const long = [...passwords, "y".repeat(128), "z".repeat(71), "z".repeat(73), "NUL\0inside"]
      const hashes = await Promise.all(long.map((password) => run(hasher.hash(password))))
      const right = long.map((password, index) => [password, hashes[index]])
      const wrong = long.map((password, index) => [`${password}?`, hashes[index]])
      expect(await ask({ do: "check", pairs: [...right, ...wrong] })).toEqual([
        ...right.map(() => true),
        ...wrong.map(() => false),
      ])
    })
  })
