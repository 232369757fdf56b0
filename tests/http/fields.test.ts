import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { expectErrorResponse } from "./error-responses.ts"
import { openStockedShop } from "./stocked-shop.ts"

let shop: Awaited<ReturnType<typeof openStockedShop>>
beforeAll(async () => {
  shop = await openStockedShop()
})
afterAll(() => shop.close())

const register = "/api/users/register/"
const categories = "/api/products/categories/create/"
const products = "/api/products/create/"
const status = "/api/orders/1/update-status/"

/** Returns the error messages about one field of a body. */
const said = async (method: string, path: string, body: unknown, field: string): Promise<unknown> => {
  const response = await shop.ask(method, path, { token: shop.admin, body })
  expectErrorResponse(response)
  return (response.json() as Readonly<Record<string, unknown>>)[field]
}

describe("texts", () => {
  test.each([
    [undefined, "This field is required."],
    [null, "This field may not be null."],
    ["", "This field may not be blank."],
    [" \t\u00a0 ", "This field may not be blank."],
    [true, "Not a valid string."],
    [["a"], "Not a valid string."],
    [{ a: 1 }, "Not a valid string."],
    ["a\0b", "Null characters are not allowed."],
    ["a\ud800b", "Surrogate characters are not allowed: U+D800."],
    ["a".repeat(101), "Ensure this field has no more than 100 characters."],
  ])("%j", async (name, message) => {
    expect(await said("POST", categories, { name }, "name")).toEqual([message])
  })

  test("numbers are accepted as text; surrounding space is removed", async () => {
    const name = async (name: unknown) =>
      ((await shop.ask("POST", categories, { token: shop.admin, body: { name } })).json() as { name: string }).name
    expect(await name(42)).toBe("42")
    expect(await name("\u2003 Soap \u{1f9fc} ")).toBe("Soap \u{1f9fc}")
  })

  test("an invalid user name, address and password are reported together", async () => {
    const response = await shop.ask("POST", register, { body: { username: "a b", email: "a@b", password: "short" } })
    expect(response.status).toBe(400)
    expect(response.json()).toEqual({
      username: ["Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters."],
      email: ["Enter a valid email address."],
      password: ["Ensure this field has at least 8 characters."],
    })
  })

  test("a password keeps its surrounding space", async () => {
    const password = "  spaced out  "
    await shop.ask("POST", register, { body: { username: "spacey", email: "s@example.com", password } })
    const login = async (password: string) =>
      (await shop.ask("POST", "/api/users/login/", { body: { username: "spacey", password } })).status
    expect(await login(password.trim())).toBe(401)
    expect(await login(password)).toBe(200)
  })
})

describe("whole numbers", () => {
  const fault = async (quantity: unknown) => {
    const response = await shop.order([{ product: shop.soap, quantity }])
    expectErrorResponse(response)
    return (response.json() as { items: ReadonlyArray<{ quantity: unknown }> }).items[0]?.quantity
  }

  test.each([
    [undefined, "This field is required."],
    [null, "This field may not be null."],
    [5.5, "A valid integer is required."],
    ["5.5", "A valid integer is required."],
    ["", "A valid integer is required."],
    ["five", "A valid integer is required."],
    ["0x10", "A valid integer is required."],
    [true, "A valid integer is required."],
    [[1], "A valid integer is required."],
    [{}, "A valid integer is required."],
    [0, "Ensure this value is greater than or equal to 1."],
    [-0, "Ensure this value is greater than or equal to 1."],
    ["-5", "Ensure this value is greater than or equal to 1."],
    [1e308, "Ensure this value is less than or equal to 2147483647."],
    ["99999999999999999999", "Ensure this value is less than or equal to 2147483647."],
    ["9".repeat(1001), "String value too large."],
  ])("%j", async (quantity, message) => {
    expect(await fault(quantity)).toEqual([message])
  })

  test("numbers beyond every range are rejected", async () => {
    for (const huge of ["1e400", "-1e400", "99999999999999999999", "1".repeat(400)]) {
      const body = `{"items": [{"product": ${shop.soap}, "quantity": ${huge}}]}`
      expectErrorResponse(await shop.ask("POST", "/api/orders/", { token: shop.admin, body }))
      const id = `{"items": [{"product": ${huge}, "quantity": 1}]}`
      expectErrorResponse(await shop.ask("POST", "/api/orders/", { token: shop.admin, body: id }))
    }
  })

  test.each([1, "1", " 1 ", "1.0", "+1", "0001"])("%j is accepted", async (quantity) => {
    expect((await shop.order([{ product: shop.soap, quantity }])).status).toBe(201)
  })
})

describe("ids", () => {
  test.each([
    [true, "Incorrect type. Expected pk value, received bool."],
    ["abc", "Incorrect type. Expected pk value, received str."],
    [[1], "Incorrect type. Expected pk value, received list."],
    [{ id: 1 }, "Incorrect type. Expected pk value, received dict."],
    ["", "This field may not be null."],
    [null, "This field may not be null."],
    [0, 'Invalid pk "0" - object does not exist.'],
    [-1, 'Invalid pk "-1" - object does not exist.'],
    [1.5, 'Invalid pk "1.5" - object does not exist.'],
    [99_999_999_999, 'Invalid pk "99999999999" - object does not exist.'],
    ["99999999999", 'Invalid pk "99999999999" - object does not exist.'],
  ])("%j in a body", async (category, message) => {
    const body = { name: "x", description: "x", price: 1, category }
    expect(await said("POST", products, body, "category")).toEqual([message])
  })

  test.each(["9e99", "-1", "abc", "99999999999", "1.0", "0x1", "%31%00", "1;drop", "٣", "__proto__", "2147483648"])(
    "%s in a path is not found",
    async (id) => {
      const path = `/api/orders/${encodeURI(decodeURI(id))}/update-status/`
      const response = await shop.ask("PATCH", path, { token: shop.admin, body: { status: "paid" } })
      expect(response.status).toBe(404)
      expect(response.text).toBe(`{"detail":"Not found."}`)
    },
  )
})

describe("prices", () => {
  const create = (price: unknown) =>
    shop.ask("POST", products, { token: shop.admin, body: { name: "x", description: "x", price, category: 1 } })

  test.each([
    [true, "A valid number is required."],
    ["", "A valid number is required."],
    [".", "A valid number is required."],
    ["NaN", "A valid number is required."],
    ["Infinity", "A valid number is required."],
    ["1e9999999", "A valid number is required."],
    [[1], "A valid number is required."],
    [-1, "Ensure this value is greater than or equal to 0."],
    [1.234, "Ensure that there are no more than 2 decimal places."],
    [0.1 + 0.2, "Ensure that there are no more than 10 digits in total."],
    ["550.500", "Ensure that there are no more than 2 decimal places."],
    [123_456_789, "Ensure that there are no more than 8 digits before the decimal point."],
    [1e21, "Ensure that there are no more than 10 digits in total."],
    ["1e400", "Ensure that there are no more than 10 digits in total."],
    ["9".repeat(1001), "String value too large."],
  ])("%j", async (price, message) => {
    const response = await create(price)
    expectErrorResponse(response)
    expect(response.json()).toEqual({ price: [message] })
  })

  test.each([
    [0, 0],
    ["-0", 0],
    [550, 550],
    [550.5, 550.5],
    ["550.50", 550.5],
    [19.99, 19.99],
    [" 1_0.5 ".replace("_", ""), 10.5],
    ["5.5e2", 550],
    [".5", 0.5],
    [99_999_999.99, 99_999_999.99],
  ])("%j shows as %j", async (price, shown) => {
    const response = await create(price)
    expect(response.status).toBe(201)
    expect(response.text).toContain(`"price":${shown},`)
  })
})

describe("lists", () => {
  test.each([
    [undefined, ["This field is required."]],
    [null, ["This field may not be null."]],
    [[], ["This list may not be empty."]],
    [{}, { non_field_errors: ['Expected a list of items but got type "dict".'] }],
    ["x", { non_field_errors: ['Expected a list of items but got type "str".'] }],
    [[5], [{ non_field_errors: ["Invalid data. Expected a dictionary, but got int."] }]],
    [[[]], [{ non_field_errors: ["Invalid data. Expected a dictionary, but got list."] }]],
    [[null], [{ non_field_errors: ["Invalid data. Expected a dictionary, but got NoneType."] }]],
    [Array(1001).fill({ product: 1, quantity: 1 }), ["Ensure this field has no more than 1000 elements."]],
  ])("%j", async (items, faults) => {
    expect(await said("POST", "/api/orders/", { items }, "items")).toEqual(faults)
  })

  test("errors are reported by position, all at once", async () => {
    const items = [{ product: shop.soap, quantity: 1 }, { quantity: 0 }, { product: "x", variant: [], quantity: null }]
    expect(await said("POST", "/api/orders/", { items }, "items")).toEqual([
      {},
      { product: ["This field is required."], quantity: ["Ensure this value is greater than or equal to 1."] },
      {
        product: ["Incorrect type. Expected pk value, received str."],
        variant: ["Incorrect type. Expected pk value, received list."],
        quantity: ["This field may not be null."],
      },
    ])
  })

  test("a product with variants has no stock of its own; variants are validated by position", async () => {
    const variants = [
      { size: "S", color: "Red", stock: 1 },
      { size: "", color: "c".repeat(51), stock: -1 },
    ]
    const body = { name: "x", description: "x", price: 1, category: 1, variants }
    expect(await said("POST", products, body, "variants")).toEqual([
      {},
      {
        size: ["This field may not be blank."],
        color: ["Ensure this field has no more than 50 characters."],
        stock: ["Ensure this value is greater than or equal to 0."],
      },
    ])
    const both = { ...body, variants: variants.slice(0, 1), stock: 5 }
    expect(await said("POST", products, both, "stock")).toEqual(["Ensure this value is less than or equal to 0."])
  })
})

test.each([
  ["lost", '"lost" is not a valid choice.'],
  ["", '"" is not a valid choice.'],
  ["CREATED", '"CREATED" is not a valid choice.'],
  ["__proto__", '"__proto__" is not a valid choice.'],
  [5, '"5" is not a valid choice.'],
  [true, '"True" is not a valid choice.'],
  [["paid"], '"list" is not a valid choice.'],
  [undefined, "This field is required."],
  [null, "This field may not be null."],
])("the status %j", async (value, message) => {
  expect(await said("PATCH", status, { status: value }, "status")).toEqual([message])
})
