import { useTranslate } from "react-admin"
import type { Order } from "../../../../client"
import { useFormat } from "../shared/format"
import { AmountRow } from "./amount-row"

/** The discounts, taxes, shipping and fees of an order. */
export const AdjustmentRows = ({ adjustments }: Pick<Order, "adjustments">) => {
  const translate = useTranslate()
  const format = useFormat()
  return adjustments.map(({ kind, label, amount, isIncluded }, index) => (
    <AmountRow
      // biome-ignore lint/suspicious/noArrayIndexKey: the adjustments of an order never change
      key={index}
      kind={isIncluded ? "quiet" : "plain"}
      name={`${translate(`bo.orders.kinds.${kind}`)}: ${label}${isIncluded ? ` (${translate("bo.orders.included")})` : ""}`}
      amount={format.money(amount)}
    />
  ))
}
