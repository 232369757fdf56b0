import { expect, it } from "vitest"
import { openShop } from "../../composition/open-shop.ts"

it("openShop applies the session policy", async () => {
  await using shop = await openShop({ database: "memory", passwordCost: 4, sessionPolicy: { maxPerAccount: 2 } })
  const ann = await shop.register({ username: "ann", password: "correct horse" })
  if (!ann.ok) throw new Error("not registered")
  const command = { login: "ann", by: ["username"] as const, password: "correct horse", address: "192.0.2.1" }
  for (let i = 0; i < 3; i++) expect(await shop.logIn(command)).toMatchObject({ ok: true })
  const sessions = await shop.listSessions(ann.value.account)
  expect(sessions).toHaveLength(2)
  const days = ((sessions[0]?.expiresAt?.getTime() ?? 0) - Date.now()) / (24 * 60 * 60 * 1000)
  expect(Math.round(days)).toBe(90)
})

it.each([
  [{ sessionPolicy: { idleSeconds: 59 } }, "sessionPolicy.idleSeconds"],
  [{ sessionPolicy: { idleSeconds: 7_776_000_000 } }, "sessionPolicy.idleSeconds"],
  [{ sessionPolicy: { maxPerAccount: 0 } }, "sessionPolicy.maxPerAccount"],
  [{ sessionPolicy: { maxPerAccount: 1.5 } }, "sessionPolicy.maxPerAccount"],
  [{ foreignTokens: { acceptUntil: new Date(Number.NaN) } }, "foreignTokens.acceptUntil"],
])("openShop names the option that is out of range: %j", async (options, name) => {
  await expect(openShop({ database: "memory", ...options })).rejects.toThrow(`${name} must be`)
})
