import { describe, expect, onTestFinished, test } from "vitest"
import { type DialectName, dialectNames } from "../../composition/dialects.ts"
import { migrate } from "../../composition/open-shop.ts"
import { openBooks } from "../support/books.ts"
import { SECRET, type ServedShop, type ServeSettings, serveShop } from "../support/http.ts"
import { freshDatabase } from "../support/postgres.ts"
import { forge, hmac } from "../tokens/forge.ts"
import { claimsOf } from "./jwt.ts"
import { dialectProbes, registerPeople, type Tokens } from "./signed-in.ts"

/** A shop with every dialect, the tests' common secret and the same accounts under the same ids. */
const openWithPeople = async (settings: ServeSettings = {}): Promise<ServedShop> => {
  const served = await serveShop({ dialect: "all", ...settings })
  onTestFinished(served.close)
  await registerPeople(served)
  return served
}

const signInEverywhere = async (served: ServedShop): Promise<ReadonlyArray<readonly [DialectName, Tokens]>> => {
  const all: Array<readonly [DialectName, Tokens]> = []
  for (const name of dialectNames) all.push([name, await dialectProbes[name].signIn(served)])
  return all
}

/** The dialects of a shop that accept a token, in either of its uses. */
const acceptedBy = async (served: ServedShop, tokens: Tokens): Promise<ReadonlyArray<string>> => {
  const found: Array<string> = []
  for (const name of dialectNames) {
    if (await dialectProbes[name].acceptsAccess(served, tokens)) found.push(`${name}: access`)
    if (tokens.refresh !== null && (await dialectProbes[name].acceptsRefresh(served, tokens)))
      found.push(`${name}: refresh`)
  }
  return found
}

const ownUses = (name: DialectName, { refresh }: Tokens) =>
  refresh === null ? [`${name}: access`] : [`${name}: access`, `${name}: refresh`]

test("a token is accepted by the dialect that issued it, and by no other one of the same shop", async () => {
  const served = await openWithPeople()
  for (const [name, tokens] of await signInEverywhere(served))
    expect(await acceptedBy(served, tokens), name).toEqual(ownUses(name, tokens))
})

test("a token of one shop is rejected by another shop with the same secret, accounts and sessions", async () => {
  const [one, other] = [await openWithPeople(), await openWithPeople()]
  const [theirs, ours] = [await signInEverywhere(one), await signInEverywhere(other)]
  for (const [i, [name, tokens]] of theirs.entries()) {
    expect(await acceptedBy(other, tokens), name).toEqual([])
    if (tokens.refresh === null) continue
    // The accounts have the same ids, so only the shop and the session distinguish the tokens.
    const [a, b] = [claimsOf(tokens.access), claimsOf(ours[i]?.[1].access ?? "")]
    expect([a.user_id, a.aud]).toEqual([b.user_id, b.aud])
    expect(a.iss).not.toBe(b.iss)
    expect(a.sid).not.toBe(b.sid)
    // The session does not exist in the other shop, even when its id is copied into a token of that shop.
    const access = forge({ alg: "HS256", typ: "JWT" }, { ...b, sid: a.sid }, hmac(SECRET))
    expect(await acceptedBy(other, { access, refresh: null, csrf: "" }), name).toEqual([])
  }
})

test("a token from before the schema was recreated is rejected; one from before a restart is accepted", async () => {
  const database = await freshDatabase()
  onTestFinished(database.drop)
  const open = async () => {
    await migrate({ url: database.url })
    return serveShop({ dialect: "all", database: { url: database.url } })
  }
  const first = await open()
  await registerPeople(first)
  const before = await signInEverywhere(first)
  await first.close()
  const restarted = await open()
  for (const [name, tokens] of before) expect(await acceptedBy(restarted, tokens), name).toEqual(ownUses(name, tokens))
  await restarted.close()

  const books = openBooks(database.url)
  await books.rows("drop schema shopwright cascade").finally(books.close)
  const recreated = await open()
  onTestFinished(recreated.close)
  await registerPeople(recreated)
  await signInEverywhere(recreated)
  for (const [name, tokens] of before) expect(await acceptedBy(recreated, tokens), name).toEqual([])
})

describe("a token of another simplejwt server with the same secret", () => {
  const now = Math.floor(Date.now() / 1000)
  const tokenOf = (type: "access" | "refresh", more: object = {}) =>
    forge(
      { alg: "HS256", typ: "JWT" },
      { token_type: type, exp: now + 3600, iat: now, jti: "0123456789abcdef0123456789abcdef", user_id: 1, ...more },
      hmac(SECRET),
    )
  const foreign = (more?: object): Tokens => ({
    access: tokenOf("access", more),
    refresh: tokenOf("refresh", more),
    csrf: "",
  })
  const every = ["myecommerce", "phone-login", "nitrmart"].flatMap((name) => [`${name}: access`, `${name}: refresh`])
  const inAnHour = new Date(Date.now() + 3_600_000)

  test("is rejected by default, and after the end date", async () => {
    const past = { acceptUntil: new Date(Date.now() - 1000) }
    for (const served of [await openWithPeople(), await openWithPeople({ options: { foreignTokens: past } })])
      expect(await acceptedBy(served, foreign())).toEqual([])
  })

  test("is accepted until the end date, except for cookies that rotate", async () => {
    const served = await openWithPeople({ options: { foreignTokens: { acceptUntil: inAnHour } } })
    expect(await acceptedBy(served, foreign())).toEqual([...every, "webstore: access"])
    // A token that names another issuer, a session or another shop is not one of that server.
    for (const more of [{ iss: "other" }, { sid: "f".repeat(32) }, { iss: "f".repeat(32), sid: "f".repeat(32) }])
      expect(await acceptedBy(served, foreign(more))).toEqual([])
  })

  test("names the issuer that the setting names", async () => {
    const served = await openWithPeople({ options: { foreignTokens: { acceptUntil: inAnHour, issuer: "django" } } })
    expect(await acceptedBy(served, foreign({ iss: "django" }))).toEqual([...every, "webstore: access"])
    expect(await acceptedBy(served, foreign())).toEqual([])
  })
})
