import bcrypt from "bcrypt"
import { describe, expect, it } from "vitest"
import type { Bcrypt } from "../../adapters/passwords/bcrypt-hash.ts"
import { makeWork } from "../../adapters/passwords/work.ts"

const COST = 9
const RIGHT = "correct horse"
const hashAt = (cost: number) => makeWork(bcrypt, cost).hash(RIGHT)

/** bcrypt that counts its rounds: a hash of cost c takes 2 to the power of c. */
const counted = () => {
  let rounds = 0
  const counting: Bcrypt = {
    genSaltSync: bcrypt.genSaltSync,
    hashSync: (password, salt) => {
      rounds += 2 ** Number(/^\$2b\$(\d\d)\$/.exec(salt)?.[1])
      return bcrypt.hashSync(password, salt)
    },
  }
  const work = makeWork(counting, COST)
  return (hash: string | null, password: string) => {
    rounds = 0
    const { matches } = work.verify(password, hash)
    return { matches, rounds }
  }
}

const oneHash = { matches: false, rounds: 2 ** COST }

describe("a rejected password takes exactly the work of one hash", () => {
  it.each([
    ["an unknown user", null],
    ["a user without a password", "!MnPdUVr2eLwbEs1CM3LO9GdrmDSbVmSjzHxwNgqO"],
    ["a hash that makes no sense", "pbkdf2_sha256$what"],
    ["a hash that asks for too much", "bcrypt_sha256$$2b$31$eIAq8PR8sIUnJ1HaohxX2O9x9Qlm2vK97LJ5dsXdmB.eXF42qjchC"],
    ["a wrong password", hashAt(COST)],
    ["a wrong password for a cheaper hash", hashAt(COST - 3)],
    ["a wrong password for the cheapest hash", hashAt(4)],
    ["a wrong password for a plain bcrypt hash", `bcrypt$${bcrypt.hashSync(RIGHT, COST)}`],
    ["a wrong password for a cheaper plain bcrypt hash", `bcrypt$${bcrypt.hashSync(RIGHT, COST - 2)}`],
  ])("%s", (_who, hash) => {
    expect(counted()(hash, "wrong")).toEqual(oneHash)
  })

  it("a password that is not valid Unicode", () => {
    expect(counted()(hashAt(COST), "\udc00")).toEqual(oneHash)
  })
})

describe("other functions than bcrypt", () => {
  it("get additional rounds: a cheap one leaves nearly the whole hash to do", () => {
    const check = counted()
    const cheap = "pbkdf2_sha256$1$seasalt$8xBlGd3jVgvJ+92hWPxi5ww0uuAuAnKgC45eudxro7c="
    // The first call measures the duration of bcrypt's rounds, with some rounds of its own.
    check(cheap, "wrong")
    const { matches, rounds } = check(cheap, "wrong")
    expect(matches).toBe(false)
    expect(rounds).toBeGreaterThan(2 ** COST / 2)
    expect(rounds).toBeLessThanOrEqual(2 ** COST)
  })

  it("get no additional rounds once they took as long as the hash itself", () => {
    const check = counted()
    const dear = "pbkdf2_sha256$1000000$seasalt$8xBlGd3jVgvJ+92hWPxi5ww0uuAuAnKgC45eudxro7c="
    check(dear, "wrong")
    expect(check(dear, "wrong")).toEqual({ matches: false, rounds: 0 })
  })
})

describe("a password that matches", () => {
  it("takes the work of its own hash", () => {
    expect(counted()(hashAt(COST - 2), RIGHT)).toEqual({ matches: true, rounds: 2 ** (COST - 2) })
  })
})
