import { Result } from "effect"
import { expect, it } from "vitest"
import { idempotencyKey, type OrderProposal, operator, subtotal, total } from "../../composition/index.ts"
import { openSoapShop } from "./soap-shop.ts"

const invoice = ({ offers, request }: OrderProposal) => {
  const goods = offers.reduce((sum, { price }, i) => sum + price * (request.lines[i]?.quantity ?? 0), 0)
  return {
    adjustments: [
      { kind: "discount", label: "Voucher TEN", amount: -100 },
      { kind: "tax", label: "VAT 19%", amount: Math.round((goods - 100) * 0.19) },
      { kind: "shipping", label: "Parcel", amount: 490 },
    ],
  } as const
}

it("a pricing policy sets adjustments, which the order keeps, its total includes and the order policy sees", async () => {
  const seen: Array<OrderProposal["adjustments"]> = []
  const order = ({ adjustments }: OrderProposal) => {
    seen.push(adjustments)
    return null
  }
  let isFree = false
  const pricing = (proposal: OrderProposal) => (isFree ? null : invoice(proposal))
  const { shop, buyer, of } = await openSoapShop({ pricing, order })
  const idempotencyKeyOfOrder = Result.getOrThrow(idempotencyKey("checkout"))
  const command = { ...of(2), idempotencyKey: idempotencyKeyOfOrder }
  const placed = await shop.placeOrder(buyer, command)
  if (!placed.ok) throw new Error("not placed")
  expect(placed.value.lines).toMatchObject([{ price: 300 }])
  expect(placed.value.adjustments).toEqual([
    { kind: "discount", label: "Voucher TEN", amount: -100, isIncluded: false },
    { kind: "tax", label: "VAT 19%", amount: 95, isIncluded: false },
    { kind: "shipping", label: "Parcel", amount: 490, isIncluded: false },
  ])
  expect([subtotal(placed.value), total(placed.value)]).toEqual([600, 1085])
  expect(seen).toEqual([placed.value.adjustments])
  isFree = true
  expect(await shop.placeOrder(buyer, command)).toEqual(placed)
  expect(await shop.placeOrder(buyer, of(1))).toMatchObject({ value: { adjustments: [] } })
  const paid = await shop.changeOrderStatus(operator, { order: placed.value.id, status: "paid" })
  expect(paid).toMatchObject({ value: { adjustments: placed.value.adjustments } })
  await shop.close()
})

it("a tax that the prices contain is shown and not added", async () => {
  const pricing = ({ offers, request }: OrderProposal) => {
    const goods = offers.reduce((sum, { price }, i) => sum + price * (request.lines[i]?.quantity ?? 0), 0)
    const amount = Math.round(goods - goods / 1.19)
    return { adjustments: [{ kind: "tax", label: "VAT 19%", amount, isIncluded: true }] } as const
  }
  const { shop, buyer, of } = await openSoapShop({ pricing })
  const placed = await shop.placeOrder(buyer, of(2))
  if (!placed.ok) throw new Error("not placed")
  expect(placed.value.adjustments).toMatchObject([{ amount: 96, isIncluded: true }])
  expect([subtotal(placed.value), total(placed.value)]).toEqual([600, 600])
  await shop.close()
})

const shipping = { kind: "shipping", label: "Parcel", amount: 490 } as const
it.each([
  [
    "adjustments[0].amount: It is 1, and must be a whole number from -9999999999 to 0.",
    { kind: "discount", amount: 1 },
  ],
  ["adjustments[0].amount: It is -1, and must be a whole number from 0 to 9999999999.", { amount: -1 }],
  ["adjustments[0].amount: It is 0.5,", { amount: 0.5 }],
  ["adjustments[0].amount: It is 10000000000,", { amount: 10_000_000_000 }],
  ["adjustments[0].label: It must be a text of 1 to 200 characters.", { label: " " }],
  ["adjustments[0].label: It must be a text of 1 to 200 characters.", { label: "x".repeat(201) }],
  ["adjustments[0].label: It has characters that no store can keep", { label: "a\0" }],
  ["adjustments[0].isIncluded: It must be true or false", { isIncluded: true }],
  ["adjustments[0].kind: It must be one of discount, tax, shipping, fee.", { kind: "gift" }],
])("a pricing policy with invalid adjustments is an error of the host: %s", async (fault, change) => {
  const { shop, buyer, of } = await openSoapShop({
    pricing: () => ({ adjustments: [{ ...shipping, ...(change as object) }] }),
  })
  await expect(shop.placeOrder(buyer, of(1))).rejects.toThrow(
    `The pricing policy returned invalid adjustments: ${fault}`,
  )
  await shop.close()
})

it("more than 50 adjustments, and a negative total, are errors of the host, and the order changes nothing", async () => {
  const many = await openSoapShop({ pricing: () => ({ adjustments: Array.from({ length: 51 }, () => shipping) }) })
  await expect(many.shop.placeOrder(many.buyer, many.of(1))).rejects.toThrow("at most 50 adjustments")
  const discount = (amount: number) => ({ adjustments: [{ kind: "discount", label: "Voucher", amount }] }) as const
  let amount = -301
  const below = await openSoapShop({ pricing: () => discount(amount) })
  await expect(below.shop.placeOrder(below.buyer, below.of(1))).rejects.toThrow("make the total negative: -1.")
  expect((await below.shop.listProducts())[0]?.available).toBe(100)
  amount = -300
  expect(await below.shop.placeOrder(below.buyer, below.of(1))).toMatchObject({ ok: true })
  for (const { shop } of [many, below]) await shop.close()
})
