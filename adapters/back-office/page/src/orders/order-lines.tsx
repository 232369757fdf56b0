import Table from "@mui/material/Table"
import TableBody from "@mui/material/TableBody"
import TableCell from "@mui/material/TableCell"
import TableHead from "@mui/material/TableHead"
import TableRow from "@mui/material/TableRow"
import { Link, useGetMany, useTranslate } from "react-admin"
import type { Order, OrderLine, Product } from "../../../../client"
import { useFormat } from "../shared/format"
import { AdjustmentRows } from "./adjustment-rows"
import { AmountRow } from "./amount-row"

/** Returns the name of what a line sold, as the catalogue has it now. */
const nameOf = ({ product, variant }: OrderLine, products: ReadonlyArray<Product>): string => {
  const found = products.find(({ id }) => id === product)
  const chosen = found?.variants.find(({ id }) => id === variant)
  return `${found?.name ?? `#${product}`}${chosen === undefined ? "" : ` (${chosen.size}, ${chosen.color})`}`
}

/** What was ordered, with the prices and the adjustments of that time. Taxes that the prices include follow the total. */
export const OrderLines = ({ order, linked = true }: { readonly order: Order; readonly linked?: boolean }) => {
  const translate = useTranslate()
  const format = useFormat()
  const { lines, adjustments, subtotal, total } = order
  const ids = [...new Set(lines.map(({ product }) => product))]
  const { data: products = [] } = useGetMany<Product>("products", { ids })
  return (
    <Table size="small" sx={{ "& tr:last-child td": { borderBottom: 0 } }}>
      <TableHead>
        <TableRow>
          <TableCell>{translate("bo.orders.product")}</TableCell>
          <TableCell align="right">{translate("bo.orders.quantity")}</TableCell>
          <TableCell align="right">{translate("bo.orders.price")}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {lines.map((line) => (
          <TableRow key={line.id}>
            <TableCell sx={{ overflowWrap: "anywhere", hyphens: "auto" }}>
              {linked ? <Link to={`/products/${line.product}`}>{nameOf(line, products)}</Link> : nameOf(line, products)}
            </TableCell>
            <TableCell align="right">{format.number(line.quantity)}</TableCell>
            <TableCell align="right">{format.money(line.price)}</TableCell>
          </TableRow>
        ))}
        {adjustments.length > 0 && <AmountRow name={translate("bo.orders.subtotal")} amount={format.money(subtotal)} />}
        <AdjustmentRows adjustments={adjustments.filter(({ isIncluded }) => !isIncluded)} />
        <AmountRow kind="sum" name={translate("bo.orders.total")} amount={format.money(total)} />
        <AdjustmentRows adjustments={adjustments.filter(({ isIncluded }) => isIncluded)} />
      </TableBody>
    </Table>
  )
}
