import Table from "@mui/material/Table"
import TableBody from "@mui/material/TableBody"
import TableCell from "@mui/material/TableCell"
import TableHead from "@mui/material/TableHead"
import TableRow from "@mui/material/TableRow"
import Typography from "@mui/material/Typography"
import { Link, useGetMany, useTranslate } from "react-admin"
import type { Order, OrderLine, Product } from "../../../../client"
import { useFormat } from "../shared/format"
import { AdjustmentRows } from "./adjustment-rows"

/** Returns the name of what a line sold, as the catalogue has it now. */
const nameOf = ({ product, variant }: OrderLine, products: ReadonlyArray<Product>): string => {
  const found = products.find(({ id }) => id === product)
  const chosen = found?.variants.find(({ id }) => id === variant)
  return `${found?.name ?? `#${product}`}${chosen === undefined ? "" : ` (${chosen.size}, ${chosen.color})`}`
}

/** What was ordered, with the prices and the adjustments of that time. */
export const OrderLines = ({ order, linked = true }: { readonly order: Order; readonly linked?: boolean }) => {
  const translate = useTranslate()
  const format = useFormat()
  const ids = [...new Set(order.lines.map(({ product }) => product))]
  const { data: products = [] } = useGetMany<Product>("products", { ids })
  return (
    <Table size="small">
      <TableHead>
        <TableRow>
          <TableCell>{translate("bo.orders.product")}</TableCell>
          <TableCell align="right">{translate("bo.orders.price")}</TableCell>
          <TableCell align="right">{translate("bo.orders.quantity")}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {order.lines.map((line) => (
          <TableRow key={line.id}>
            <TableCell>
              {linked ? <Link to={`/products/${line.product}`}>{nameOf(line, products)}</Link> : nameOf(line, products)}
            </TableCell>
            <TableCell align="right">{format.money(line.price)}</TableCell>
            <TableCell align="right">{format.number(line.quantity)}</TableCell>
          </TableRow>
        ))}
        <AdjustmentRows adjustments={order.adjustments} />
        <TableRow sx={{ "& td": { borderBottom: 0 } }}>
          <TableCell>
            <Typography variant="subtitle2" component="span">
              {translate("bo.orders.total")}
            </Typography>
          </TableCell>
          <TableCell align="right">
            <Typography variant="subtitle2" component="span">
              {format.money(order.total)}
            </Typography>
          </TableCell>
          <TableCell />
        </TableRow>
      </TableBody>
    </Table>
  )
}
