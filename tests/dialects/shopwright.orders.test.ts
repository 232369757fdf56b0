import { describe, expect, test } from "vitest"
import { databases } from "../support/databases.ts"
import { type Buyer, kindOf } from "./shopwright.ts"
import { suiteShop } from "./suite-shop.ts"

describe.each(databases)("orders of shopwright, on $name", ({ empty }) => {
  const shop = suiteShop(empty)

  const place = (buyer: Buyer, lines: ReadonlyArray<object>, headers = {}) =>
    buyer.call("POST", "orders", { body: { lines }, headers })

  test("are placed at the current prices", async () => {
    const delivery = { address: "1 Park Street", phone: "+919876543210" }
    const lines = [
      { product: 1, quantity: 2 },
      { product: 2, variant: 2, quantity: 1 },
    ]
    const placed = await shop.mia.call("POST", "orders", { body: { lines, delivery } })
    expect(placed.status).toBe(201)
    expect(placed.headers.get("location")).toBe("/v1/orders/1")
    const price = { amount: "12.50", currency: "USD" }
    expect(placed.json()).toEqual({
      id: 1,
      account: shop.mia.id,
      username: "mia",
      status: "created",
      nextStatuses: ["paid", "shipped", "cancelled"],
      lines: [
        { id: 1, product: 1, variant: null, quantity: 2, price, metadata: null },
        { id: 2, product: 2, variant: 2, quantity: 1, price, metadata: null },
      ],
      subtotal: { amount: "37.50", currency: "USD" },
      adjustments: [],
      total: { amount: "37.50", currency: "USD" },
      delivery,
      metadata: null,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    })
    const shown = await shop.mia.call("GET", "orders/1")
    expect([shown.status, shown.text, shown.headers.get("etag")]).toEqual([
      200,
      placed.text,
      placed.headers.get("etag"),
    ])
    expect((await shop.admin.call("GET", "orders/1")).text).toBe(placed.text)
    expect(kindOf(await shop.leo.call("GET", "orders/1"))).toEqual([404, "not-found"])
    expect(kindOf(await shop.served.ask("GET", "/v1/orders/1"))).toEqual([401, "not-authenticated"])
  })

  test("are placed once for each Idempotency-Key", async () => {
    const lines = [{ product: 1, quantity: 1 }]
    const headers = { "idempotency-key": "checkout-1" }
    const first = await place(shop.leo, lines, headers)
    const again = await place(shop.leo, lines, headers)
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text])
    const other = await place(shop.leo, [{ product: 1, quantity: 2 }], headers)
    expect(kindOf(other)).toEqual([422, "idempotency-key-reused"])
    const bad = await place(shop.leo, lines, { "idempotency-key": "a b" })
    expect(kindOf(bad)).toEqual([400, "invalid-request", "Idempotency-Key"])
  })

  test("name the lines that cannot be ordered", async () => {
    for (const [lines, kind] of [
      [[], [400, "invalid-request", "/lines"]],
      [
        [
          { product: 1, quantity: 1 },
          { product: 99, quantity: 1 },
        ],
        [400, "unknown-item", "/lines/1/product"],
      ],
      [[{ product: 2, quantity: 1 }], [400, "unknown-item", "/lines/0/variant"]],
      [[{ product: 2, variant: 99, quantity: 1 }], [400, "unknown-item", "/lines/0/variant"]],
      [
        [{ product: 1, quantity: 0 }, { product: "1" }],
        [400, "invalid-request", "/lines/0/quantity", "/lines/1/product", "/lines/1/quantity"],
      ],
      [
        [
          { product: 1, quantity: 6 },
          { product: 1, quantity: 6 },
        ],
        [409, "insufficient-stock", "/lines/0/quantity", "/lines/1/quantity"],
      ],
    ] as const)
      expect(kindOf(await place(shop.mia, lines))).toEqual(kind)
  })

  test("are listed by page, status and account", async () => {
    // Refused orders may use up ids.
    const third = ((await place(shop.mia, [{ product: 1, quantity: 1 }])).json() as { readonly id: number }).id
    const ids = async (buyer: Pick<Buyer, "call">, query: string) => {
      const response = await buyer.call("GET", `orders${query}`)
      const { items, next } = response.json() as { items: ReadonlyArray<{ id: number }>; next: string | null }
      return { ids: items.map(({ id }) => id), next, link: response.headers.get("link") }
    }
    const first = await ids(shop.admin, "?limit=2")
    expect(first).toEqual({
      ids: [third, 2],
      next: expect.any(String),
      link: `<?limit=2&after=${first.next}>; rel="next"`,
    })
    expect(await ids(shop.admin, `?limit=2&after=${first.next}`)).toEqual({ ids: [1], next: null, link: null })
    expect((await ids(shop.mia, "")).ids).toEqual([third, 1])
    expect((await ids(shop.admin, `?account=${shop.leo.id}`)).ids).toEqual([2])
    expect((await ids(shop.mia, `?account=${shop.leo.id}`)).ids).toEqual([])
    expect((await ids(shop.admin, "?status=paid,shipped")).ids).toEqual([])
    expect((await ids(shop.admin, "?status=created")).ids).toEqual([third, 2, 1])
    expect((await ids(shop.admin, "?sort=oldest")).ids).toEqual([1, 2, third])
    const oldest = await ids(shop.admin, "?sort=oldest&limit=2")
    expect((await ids(shop.admin, `?sort=oldest&limit=2&after=${oldest.next}`)).ids).toEqual([third])
    expect((await ids(shop.admin, "?product=2")).ids).toEqual([1])
    expect((await ids(shop.admin, "?placedFrom=2000-01-01T00:00:00Z&placedBefore=2001-01-01T00:00:00Z")).ids).toEqual(
      [],
    )
    for (const query of ["placedFrom=yesterday", "sort=price", "after=x", "product=0"])
      expect(kindOf(await shop.admin.call("GET", `orders?${query}`))).toEqual([
        400,
        "invalid-request",
        query.split("=")[0],
      ])
    expect(kindOf(await shop.mia.call("GET", "orders?status=lost"))).toEqual([400, "invalid-request", "status"])
    expect(kindOf(await shop.mia.call("GET", "orders?state=paid"))).toEqual([400, "invalid-request", "state"])
  })

  test("change their status by edits that name their version", async () => {
    const body = { status: "shipped" }
    const headers = { "if-match": (await shop.admin.call("GET", "orders/1")).headers.get("etag") ?? "" }
    expect(kindOf(await shop.mia.call("PATCH", "orders/1", { body, headers }))).toEqual([403, "not-permitted"])
    expect(kindOf(await shop.admin.call("PATCH", "orders/1", { body }))).toEqual([428, "precondition-required"])
    const shipped = await shop.admin.call("PATCH", "orders/1", { body, headers })
    expect([shipped.status, shipped.json()]).toEqual([
      200,
      expect.objectContaining({ status: "shipped", nextStatuses: ["delivered"] }),
    ])
    expect(kindOf(await shop.admin.call("PATCH", "orders/1", { body, headers }))).toEqual([412, "edit-conflict"])
    const any = { body: { status: "paid" }, headers: { "if-match": "*" } }
    expect(kindOf(await shop.admin.call("PATCH", "orders/1", any))).toEqual([409, "illegal-status-change", "/status"])
    expect(kindOf(await shop.admin.call("PATCH", "orders/99", any))).toEqual([404, "not-found"])
  })

  test("of concurrent edits of one version, one succeeds", async () => {
    const { id } = (await place(shop.mia, [{ product: 1, quantity: 1 }])).json() as { readonly id: number }
    const headers = { "if-match": (await shop.admin.call("GET", `orders/${id}`)).headers.get("etag") ?? "" }
    const statuses = ["paid", "shipped", "cancelled", "paid", "shipped", "cancelled"]
    const edits = await Promise.all(
      statuses.map((status) => shop.admin.call("PATCH", `orders/${id}`, { body: { status }, headers })),
    )
    const { status } = (await shop.admin.call("GET", `orders/${id}`)).json() as { readonly status: string }
    // Setting the status again that the winner has set is a no-op.
    for (const [i, edit] of edits.entries())
      if (edit.status === 200) expect(statuses[i]).toBe(status)
      else expect(kindOf(edit)).toEqual([412, "edit-conflict"])
    expect(edits.filter((edit) => edit.status === 200).length).toBeGreaterThan(0)
  })

  test("are cancelled by their buyer, and have a history and a note", async () => {
    const { id } = (await place(shop.mia, [{ product: 1, quantity: 1 }])).json() as { readonly id: number }
    expect(kindOf(await shop.leo.call("POST", `orders/${id}/cancellation`))).toEqual([404, "not-found"])
    const cancelled = await shop.mia.call("POST", `orders/${id}/cancellation`)
    expect(cancelled.json()).toMatchObject({ id, status: "cancelled", username: "mia" })
    expect((await shop.mia.call("GET", `orders/${id}/history`)).json()).toEqual({
      items: [
        { status: "created", at: expect.any(String), by: shop.mia.id, reason: "" },
        { status: "cancelled", at: expect.any(String), by: shop.mia.id, reason: "" },
      ],
      next: null,
    })
    expect(kindOf(await shop.mia.call("POST", "orders/1/cancellation"))).toEqual([
      409,
      "illegal-status-change",
      "/status",
    ])
    const any = { "if-match": "*" }
    const noted = await shop.admin.call("PUT", `orders/${id}/note`, { body: { note: "Ring twice" }, headers: any })
    expect([noted.status, noted.json()]).toEqual([200, { note: "Ring twice" }])
    const shown = await shop.admin.call("GET", `orders/${id}/note`)
    expect([shown.json(), shown.headers.get("etag")]).toEqual([{ note: "Ring twice" }, noted.headers.get("etag")])
    expect(kindOf(await shop.mia.call("GET", `orders/${id}/note`))).toEqual([403, "not-permitted"])
    expect(kindOf(await shop.admin.call("PUT", "orders/99999/note", { body: { note: "" }, headers: any }))).toEqual([
      404,
      "not-found",
    ])
  })

  test("have a note whose edits name its version, of which one at a time succeeds", async () => {
    const { id } = (await place(shop.mia, [{ product: 1, quantity: 1 }])).json() as { readonly id: number }
    const path = `orders/${id}/note`
    const etag = async () => (await shop.admin.call("GET", path)).headers.get("etag") ?? ""
    const put = (note: string, tag: string) =>
      shop.admin.call("PUT", path, { body: { note }, headers: { "if-match": tag } })
    expect(kindOf(await shop.admin.call("PUT", path, { body: { note: "x" } }))).toEqual([428, "precondition-required"])
    const none = await etag()
    const notes = ["Ring", "Knock", "Call", "Wait"]
    const edits = await Promise.all(notes.map((note) => put(note, none)))
    expect(edits.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const edit of edits.filter(({ status }) => status !== 200))
      expect(kindOf(edit)).toEqual([412, "edit-conflict"])
    const winner = notes[edits.findIndex(({ status }) => status === 200)]
    expect((await shop.admin.call("GET", path)).json()).toEqual({ note: winner })
    const stored = await put("Ring twice", await etag())
    expect(stored.status).toBe(200)
    expect((await put("", stored.headers.get("etag") ?? "")).status).toBe(200)
    // A removed note is no note again.
    expect(await etag()).toBe(none)
    const unchanged = await shop.admin.call("GET", path, { headers: { "if-none-match": none } })
    expect(unchanged.status).toBe(304)
  })
})
