import TableCell from "@mui/material/TableCell"
import TableRow from "@mui/material/TableRow"
import { useTranslate } from "react-admin"
import type { Order } from "../../../../client"
import { useFormat } from "../shared/format"

/** The discounts, taxes, shipping and fees of an order. An included tax is part of the prices and not of the sum. */
export const AdjustmentRows = ({ adjustments }: Pick<Order, "adjustments">) => {
  const translate = useTranslate()
  const format = useFormat()
  return adjustments.map(({ kind, label, amount, isIncluded }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the adjustments of an order never change
    <TableRow key={index}>
      <TableCell>
        {translate(`bo.orders.kinds.${kind}`)}: {label}
        {isIncluded && ` (${translate("bo.orders.included")})`}
      </TableCell>
      <TableCell align="right">{format.money(amount)}</TableCell>
      <TableCell />
    </TableRow>
  ))
}
