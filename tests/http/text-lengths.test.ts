import { Result } from "effect"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { Field } from "../../adapters/http/dialect/field.ts"
import { dialectNames, makeDialect } from "../../composition/dialects.ts"
import { type ServedShop, serveShop } from "../support/http.ts"

let served: ServedShop
beforeAll(async () => {
  served = await serveShop({ dialect: "all" })
})
afterAll(() => served.close())

/** One letter that normalization (NFKC) turns into 18. */
const LONG = "\ufdfa".repeat(345_000)

interface TextField {
  readonly path: string
  readonly field: Field<unknown>
  readonly maxLength: number
}

const textFields = (path: string, field: Field<unknown>): ReadonlyArray<TextField> => {
  const { shape } = field
  // A text that must be one of some needs no maximum.
  if (shape.type === "text" && shape.json?.enum !== undefined) return []
  if (shape.type === "text") return [{ path, field, maxLength: shape.maxLength }]
  if (shape.type === "list") return textFields(`${path}[]`, shape.item)
  if (shape.type !== "object") return []
  return Object.entries(shape.fields).flatMap(([name, inner]) => textFields(`${path}.${name}`, inner))
}

test("every text field of every dialect has a maximum, which is checked first", () => {
  const all = dialectNames.flatMap((name) =>
    makeDialect(name, served.shop).routes.flatMap(({ path, bodies }) =>
      bodies.flatMap(({ method, field }) => textFields(`${name} ${method} ${path}`, field)),
    ),
  )
  expect(all.length).toBeGreaterThan(30)
  for (const { path, field, maxLength } of all) {
    const read = field.read(LONG, false)
    const message = path.startsWith("shopwright ")
      ? `must have at most ${maxLength} characters`
      : `Ensure this field has no more than ${maxLength} characters.`
    expect([path, Result.isFailure(read) ? read.failure : "accepted"]).toEqual([path, [message]])
  }
})

test.each([
  ["/ecommerce-backend/api/users/login/", "username"],
  ["/webstore/api/login_view/", "username"],
  ["/myecommerce/api/token/", "username"],
  ["/phone-login/api/login/", "username"],
  ["/nitrmart/users/token/", "email"],
])("%s checks the lengths of the login and the password", async (path, field) => {
  const body = { [field]: LONG.slice(0, 100_000), password: LONG.slice(0, 100_000) }
  const response = await served.ask("POST", path, { body })
  expect(response.status).toBe(400)
  expect(response.text).toContain("Ensure this field has no more than 254 characters.")
  expect(response.text).toContain("Ensure this field has no more than 4096 characters.")
})

test.each(["/shopwright/v1/tokens", "/shopwright/v1/sessions"])("%s checks both lengths too", async (path) => {
  const body = { login: LONG.slice(0, 100_000), password: LONG.slice(0, 100_000) }
  const response = await served.ask("POST", path, { body })
  expect([response.status, response.json()]).toMatchObject([
    400,
    {
      errors: [
        { pointer: "/login", detail: "must have at most 254 characters" },
        { pointer: "/password", detail: "must have at most 4096 characters" },
      ],
    },
  ])
})
