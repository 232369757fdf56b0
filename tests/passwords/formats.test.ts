import bcrypt from "bcrypt"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { makeWork } from "../../adapters/passwords/work.ts"
import { anyText } from "../support/any-text.ts"

const COST = 4
const work = makeWork(bcrypt, COST)

// From Django's own tests; the first two are in wire.md too. The argon2 one is for the password "secret".
const PBKDF2 = "pbkdf2_sha256$390000$seasalt$8xBlGd3jVgvJ+92hWPxi5ww0uuAuAnKgC45eudxro7c="
const SCRYPT =
  "scrypt$16384$seasalt$8$1$Qj3+9PPyRjSJIebHnG81TMjsqtaIGxNQG/aEB/NYafTJ7tibgfYz71m0ldQESkXFRkdVCBhhY8mx7rQwite/Pw=="
const ARGON2 = "argon2$argon2i$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$YC9+jJCrQhs5R6db7LlN8Q"
/** RFC 6070: password "password", salt "salt", 4096 rounds, 20 bytes. */
const PBKDF2_SHA1 = `pbkdf2_sha1$4096$salt$${Buffer.from("4b007901b765489abead49d926f721d065a429c1", "hex").toString("base64")}`

const matching = { matches: true, outdated: false }
const outdated = { matches: true, outdated: true }
const refused = { matches: false, outdated: false }

describe("a written hash", () => {
  it("is Django's bcrypt_sha256 with the given cost", () => {
    expect(work.hash("lètmein")).toMatch(/^bcrypt_sha256\$\$2b\$04\$[./A-Za-z0-9]{53}$/)
  })

  it("matches its password and no other", () => {
    const hash = work.hash("lètmein")
    expect(work.verify("lètmein", hash)).toEqual(matching)
    for (const other of ["letmein", "lètmein ", "", "lètmei"]) expect(work.verify(other, hash)).toEqual(refused)
  })

  it("is different each time", () => {
    expect(work.hash("lètmein")).not.toBe(work.hash("lètmein"))
  })

  it("distinguishes passwords that differ only after 72 bytes or after a NUL", () => {
    expect(work.verify(`${"x".repeat(100)}b`, work.hash(`${"x".repeat(100)}a`))).toEqual(refused)
    expect(work.verify("safe\0b", work.hash("safe\0a"))).toEqual(refused)
  })

  it("is never made from half a surrogate pair, because all halves would hash the same", () => {
    expect(() => work.hash("pass\ud800word")).toThrow("well-formed")
    expect(work.verify("pass\ud800word", work.hash("pass\ufffdword"))).toEqual(refused)
  })

  it("matches any password that it was made from", () => {
    const anyPassword = anyText.filter((text) => text.isWellFormed())
    fc.assert(
      fc.property(anyPassword, anyPassword, (password, other) => {
        const hash = work.hash(password)
        expect(work.verify(password, hash)).toEqual(matching)
        expect(work.verify(other, hash).matches).toBe(other === password)
      }),
    )
  })
})

describe("hashes of a Django shop", () => {
  it.each([
    ["pbkdf2_sha256", PBKDF2, "lètmein"],
    ["pbkdf2_sha1", PBKDF2_SHA1, "password"],
    ["scrypt", SCRYPT, "lètmein"],
    ["argon2", ARGON2, "secret"],
    ["bcrypt", `bcrypt$${bcrypt.hashSync("lètmein", COST)}`, "lètmein"],
  ])("%s: the password matches and the hash is outdated", (_format, hash, password) => {
    expect(work.verify(password, hash)).toEqual(outdated)
    expect(work.verify(`${password}!`, hash)).toEqual(refused)
    expect(work.verify("", hash)).toEqual(refused)
  })

  it("do not match after one character has changed", () => {
    for (const [hash, password] of [
      ["pbkdf2_sha256$2$seasalt$", "lètmein"],
      [ARGON2, "secret"],
      [`bcrypt$${bcrypt.hashSync("lètmein", COST)}`, "lètmein"],
      [work.hash("lètmein"), "lètmein"],
    ] as const) {
      // The last base64 character has unused bits, so the test changes the first character of the last part.
      const at = Math.max(hash.lastIndexOf("$") + 1, hash.length - 31)
      const changed = `${hash.slice(0, at)}${hash[at] === "A" ? "B" : "A"}${hash.slice(at + 1)}`
      expect(work.verify(password, changed), changed).toEqual(refused)
    }
  })

  it("are outdated if they took less work than the current cost, and not if they took more", () => {
    const [cheaper, dearer] = [makeWork(bcrypt, 4).hash("lètmein"), makeWork(bcrypt, 6).hash("lètmein")]
    const today = makeWork(bcrypt, 5)
    expect(today.verify("lètmein", cheaper)).toEqual(outdated)
    expect(today.verify("lètmein", dearer)).toEqual(matching)
  })

  it("treat 2a and 2y as other names of 2b", () => {
    const hash = work.hash("lètmein")
    expect(work.verify("lètmein", hash.replace("$2b$", "$2a$"))).toEqual(matching)
    expect(work.verify("lètmein", hash.replace("$2b$", "$2y$"))).toEqual(matching)
  })

  it("match nothing behind an exclamation mark", () => {
    expect(work.verify("lètmein", `!${work.hash("lètmein")}`)).toEqual(refused)
    expect(work.verify("", "!")).toEqual(refused)
    expect(work.verify("lètmein", `!${PBKDF2}`)).toEqual(refused)
  })
})

describe("malformed hashes", () => {
  it.each([
    "",
    "$",
    "lètmein",
    "md5$salt$0cc175b9c0f1b6a831c399e269772661",
    "constructor$x",
    "__proto__$x",
    "bcrypt_sha256$",
    "bcrypt_sha256$$2b$04$tooshort",
    "bcrypt_sha256$$2b$4$eIAq8PR8sIUnJ1HaohxX2O9x9Qlm2vK97LJ5dsXdmB.eXF42qjchC",
    "pbkdf2_sha256$$seasalt$8xBlGd3jVgvJ+92hWPxi5ww0uuAuAnKgC45eudxro7c=",
    "pbkdf2_sha256$-1$seasalt$8xBlGd3jVgvJ+92hWPxi5ww0uuAuAnKgC45eudxro7c=",
    "pbkdf2_sha256$1e5$seasalt$8xBlGd3jVgvJ+92hWPxi5ww0uuAuAnKgC45eudxro7c=",
    "pbkdf2_sha256$1$$8xBlGd3jVgvJ+92hWPxi5ww0uuAuAnKgC45eudxro7c=",
    "pbkdf2_sha256$1$seasalt$",
    "pbkdf2_sha256$1$seasalt$x$y",
    "scrypt$1$seasalt$8$1$x",
    "scrypt$15$seasalt$8$1$x",
    "scrypt$16384$seasalt$0$1$x",
    "argon2$argon2id$v=16$m=8,t=1,p=1$c2FsdHNhbHQ$YC9+jJCrQhs5R6db7LlN8Q",
    "argon2$argon2id$v=19$m=8,t=1,p=8$c2FsdHNhbHQ$YC9+jJCrQhs5R6db7LlN8Q",
    "argon2$argon2id$v=19$m=8,t=1,p=1$c2E$YC9+jJCrQhs5R6db7LlN8Q",
  ])("match nothing: %s", (hash) => {
    expect(work.verify("lètmein", hash)).toEqual(refused)
    expect(work.verify("", hash)).toEqual(refused)
  })

  // Each of these would run for hours or exhaust the memory: the test proves that it ends.
  it.each([
    "pbkdf2_sha256$1000000000000$seasalt$8xBlGd3jVgvJ+92hWPxi5ww0uuAuAnKgC45eudxro7c=",
    "pbkdf2_sha256$999999999$seasalt$8xBlGd3jVgvJ+92hWPxi5ww0uuAuAnKgC45eudxro7c=",
    "bcrypt_sha256$$2b$31$eIAq8PR8sIUnJ1HaohxX2O9x9Qlm2vK97LJ5dsXdmB.eXF42qjchC",
    "bcrypt$$2b$24$eIAq8PR8sIUnJ1HaohxX2O9x9Qlm2vK97LJ5dsXdmB.eXF42qjchC",
    "scrypt$67108864$seasalt$8$1$x",
    "scrypt$1048576$seasalt$1$1000000$x",
    "argon2$argon2id$v=19$m=99999999,t=1,p=1$c2FsdHNhbHQ$YC9+jJCrQhs5R6db7LlN8Q",
    "argon2$argon2id$v=19$m=102400,t=999999,p=8$c2FsdHNhbHQ$YC9+jJCrQhs5R6db7LlN8Q",
  ])("are refused before any work of theirs: %s", (hash) => {
    expect(work.verify("lètmein", hash)).toEqual(refused)
  })

  it("never throw", () => {
    const algorithm = fc.constantFrom(
      "bcrypt_sha256",
      "bcrypt",
      "pbkdf2_sha256",
      "pbkdf2_sha1",
      "scrypt",
      "argon2",
      "!",
    )
    const part = fc.oneof(
      anyText,
      fc.nat(300).map(String),
      fc.constantFrom("2b", "argon2id", "v=19", "m=8,t=1,p=1", "04"),
    )
    const anyHash = fc
      .tuple(algorithm, fc.array(part, { maxLength: 6 }))
      .map(([name, parts]) => [name, ...parts].join("$"))
    fc.assert(fc.property(anyHash, (hash) => work.verify("lètmein", hash).matches === false))
  })
})
