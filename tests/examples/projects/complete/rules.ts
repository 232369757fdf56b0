import type { OrderProposal, StatusProposal } from "shopwright"

/** Percentages off the goods by voucher. */
const vouchers: Readonly<Record<string, number>> = { TEN: 10, SUMMER: 25 }
const PARCEL = 490
const FREE_FROM = 5000

/** The voucher that the buyer entered at the checkout, which the order keeps in its metadata. */
const voucherOf = ({ request }: OrderProposal): string | null => {
  const voucher = request.metadata?.voucher
  return typeof voucher === "string" ? voucher : null
}

/** Takes the voucher off the goods, adds shipping, and shows the tax of 19% that the prices contain. */
const pricing = (proposal: OrderProposal) => {
  const { offers, request } = proposal
  const goods = offers.reduce((sum, { price }, i) => sum + price * (request.lines[i]?.quantity ?? 0), 0)
  const voucher = voucherOf(proposal) ?? ""
  const discount = Math.round((goods * (vouchers[voucher] ?? 0)) / 100)
  const shipping = goods >= FREE_FROM ? 0 : PARCEL
  const gross = goods - discount + shipping
  const adjustments = [
    ...(discount > 0 ? [{ kind: "discount", label: `Voucher ${voucher}`, amount: -discount } as const] : []),
    { kind: "shipping", label: "Parcel", amount: shipping } as const,
    { kind: "tax", label: "VAT 19%", amount: Math.round(gross - gross / 1.19), isIncluded: true } as const,
  ]
  return { adjustments }
}

const order = (proposal: OrderProposal) => {
  const voucher = voucherOf(proposal)
  if (voucher === null || Object.hasOwn(vouchers, voucher)) return null
  return { code: "unknown-voucher", message: `There is no voucher ${voucher}.` } as const
}

const status = ({ order, to }: StatusProposal) =>
  to === "shipped" && order.status !== "paid" ? ({ code: "not-paid", order: order.id } as const) : null

/** Our rules about orders: pure functions, which the laws test without a database. */
export const policies = { pricing, order, status }
