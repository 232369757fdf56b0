import { describeLaws } from "../../adapters/testing/describe-laws.ts"
import { adjustmentsAreSnapshots } from "../../adapters/testing/laws/adjustments-are-snapshots.ts"
import type { PricingPolicy } from "../../domain/order/pricing-policy.ts"
import { openShopwrightDriver } from "../laws/shops/shopwright-driver.ts"
import { serveShop } from "../support/http.ts"

/** A voucher, shipping, and a tax that the prices contain. */
const pricing: PricingPolicy = ({ offers, request }) => {
  const goods = offers.reduce((sum, { price }, i) => sum + price * (request.lines[i]?.quantity ?? 0), 0)
  return {
    adjustments: [
      { kind: "discount", label: "Voucher", amount: -Math.min(goods, 50) },
      { kind: "shipping", label: "Parcel", amount: 490 },
      { kind: "tax", label: "VAT", amount: Math.round(goods / 10), isIncluded: true },
    ],
  }
}

describeLaws(
  "orders with adjustments in the dialect shopwright over HTTP, in memory",
  async () => openShopwrightDriver(await serveShop({ dialect: "shopwright", options: { policies: { pricing } } }), []),
  { laws: [adjustmentsAreSnapshots], numRuns: 25 },
)
