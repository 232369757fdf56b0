import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { databases, type EmptyDatabase } from "../support/databases.ts"
import { type ServedShop, serveShop, signInAdmin } from "../support/http.ts"

// Requests and responses are those of the document, byte for byte, with its order of keys. The ids match because each
// shop is new: testuser is account 1, Skincare category 3, and so on.
const time = "2026-01-14T05:07:06.527149Z"
const timePattern = /"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?Z"/g

const compact = (json: string): string => JSON.stringify(JSON.parse(json))
const withDocumentTime = (text: string): string => text.replace(timePattern, `"${time}"`)

describe.each(databases)("the document of ecommerce-backend, on $name", ({ empty }) => {
  let database: EmptyDatabase
  let served: ServedShop
  let userToken: string
  let adminToken: string

  beforeAll(async () => {
    database = await empty()
    served = await serveShop({ database: database.option })
  })
  afterAll(async () => {
    await served?.close()
    await database?.drop()
  })

  test("1.1 Register User", async () => {
    const response = await served.ask("POST", "/api/users/register/", {
      body: `{
        "username": "testuser",
        "email": "test@example.com",
        "password": "test12345"
      }`,
    })
    expect(response.status).toBe(201)
    expect(response.headers.get("content-type")).toBe("application/json")
    expect(response.text).toBe(
      compact(`{
        "id": 1,
        "username": "testuser",
        "email": "test@example.com"
      }`),
    )
  })

  test("1.2 Login User", async () => {
    const response = await served.ask("POST", "/api/users/login/", {
      body: `{
        "username": "testuser",
        "password": "test12345"
      }`,
    })
    expect(response.status).toBe(200)
    userToken = (response.json() as { token: string }).token
    expect(userToken).toMatch(/^[A-Za-z0-9_-]{20,}$/)
    expect(response.text.replace(userToken, "abc123xyz")).toBe(
      compact(`{
        "token": "abc123xyz",
        "user_id": 1,
        "username": "testuser"
      }`),
    )
  })

  test("2.4 Create Category (Admin Only)", async () => {
    adminToken = await signInAdmin(served)
    for (const name of ["Haircare", "Perfume"])
      await served.ask("POST", "/api/products/categories/create/", { token: adminToken, body: { name } })
    const response = await served.ask("POST", "/api/products/categories/create/", {
      token: adminToken,
      body: `{
        "name": "Skincare"
      }`,
    })
    expect(response.status).toBe(201)
    expect(response.text).toBe(
      compact(`{
        "id": 3,
        "name": "Skincare"
      }`),
    )
  })

  test("2.3 List Categories", async () => {
    const response = await served.ask("GET", "/api/products/categories/")
    expect(response.status).toBe(200)
    expect(response.text).toBe(
      `[{"id":1,"name":"Haircare"},{"id":2,"name":"Perfume"},${compact(`{
        "id": 3,
        "name": "Skincare"
      }`)}]`,
    )
  })

  test("2.2 Create Product (Admin Only): the response shows all variants of the body", async () => {
    const response = await served.ask("POST", "/api/products/create/", {
      token: adminToken,
      body: `{
        "name": "Sunscreen",
        "description": "SPF 30 sunscreen",
        "price": 550,
        "category": 3,
        "variants": [
          {
            "size": "100ml",
            "color": "White",
            "stock": 50
          },
          {
            "size": "200ml",
            "color": "Yellow",
            "stock": 30
          }
        ]
      }`,
    })
    expect(response.status).toBe(201)
    expect(response.text).toBe(
      compact(`{
        "id": 1,
        "name": "Sunscreen",
        "description": "SPF 30 sunscreen",
        "price": 550,
        "category": 3,
        "variants": [
          {
            "id": 1,
            "size": "100ml",
            "color": "White",
            "stock": 50
          },
          {
            "id": 2,
            "size": "200ml",
            "color": "Yellow",
            "stock": 30
          }
        ]
      }`),
    )
  })

  test("3.1 Create Order", async () => {
    for (const name of ["Lotion", "Soap"])
      await served.ask("POST", "/api/products/create/", {
        token: adminToken,
        body: { name, description: "Plain", price: 300, category: 3, stock: 5 },
      })
    const response = await served.ask("POST", "/api/orders/", {
      token: userToken,
      body: `{
        "items": [
          {
            "product": 1,
            "variant": 2,
            "quantity": 2
          },
          {
            "product": 3,
            "quantity": 1
          }
        ]
      }`,
    })
    expect(response.status).toBe(201)
    expect(withDocumentTime(response.text)).toBe(
      compact(`{
        "id": 1,
        "user": 1,
        "user_name": "testuser",
        "status": "created",
        "items": [
          {
            "id": 1,
            "product": 1,
            "variant": 2,
            "quantity": 2,
            "price": 550
          },
          {
            "id": 2,
            "product": 3,
            "variant": null,
            "quantity": 1,
            "price": 300
          }
        ],
        "created_at": "${time}",
        "updated_at": "${time}"
      }`),
    )
  })

  test("3.2 List Orders: the same order", async () => {
    const response = await served.ask("GET", "/api/orders/", { token: userToken })
    expect(response.status).toBe(200)
    expect(withDocumentTime(response.text)).toBe(
      `[{"id":1,"user":1,"user_name":"testuser","status":"created","items":[` +
        `{"id":1,"product":1,"variant":2,"quantity":2,"price":550},` +
        `{"id":2,"product":3,"variant":null,"quantity":1,"price":300}],` +
        `"created_at":"${time}","updated_at":"${time}"}]`,
    )
  })

  test("2.1 List Products: ordered stock is no longer available", async () => {
    const response = await served.ask("GET", "/api/products/")
    expect(response.status).toBe(200)
    expect(response.text).toBe(
      `[{"id":1,"name":"Sunscreen","description":"SPF 30 sunscreen","price":550,"category":3,"variants":[` +
        `{"id":1,"size":"100ml","color":"White","stock":50},{"id":2,"size":"200ml","color":"Yellow","stock":28}]},` +
        `{"id":2,"name":"Lotion","description":"Plain","price":300,"category":3,"variants":[],"stock":5},` +
        `{"id":3,"name":"Soap","description":"Plain","price":300,"category":3,"variants":[],"stock":4}]`,
    )
  })

  test("3.3 Update Order Status (Admin Only)", async () => {
    const response = await served.ask("PATCH", "/api/orders/1/update-status/", {
      token: adminToken,
      body: `{
        "status": "shipped"
      }`,
    })
    expect(response.status).toBe(200)
    expect(response.text).toBe(
      compact(`{
        "id": 1,
        "status": "shipped"
      }`),
    )
  })

  test("1.3 Logout User", async () => {
    const response = await served.ask("POST", "/api/users/logout/", { token: userToken })
    expect(response.status).toBe(200)
    expect(response.text).toBe(
      compact(`{
        "message": "Logged out successfully"
      }`),
    )
    expect((await served.ask("GET", "/api/orders/", { token: userToken })).status).toBe(401)
  })
})
