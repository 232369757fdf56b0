import Table from "@mui/material/Table"
import TableBody from "@mui/material/TableBody"
import TableCell from "@mui/material/TableCell"
import TableRow from "@mui/material/TableRow"
import Typography from "@mui/material/Typography"
import { Link, useGetList, useTranslate } from "react-admin"
import type { Order, OrderStatus } from "../../../../client"
import { useFormat } from "../shared/format"
import { useOnChange, usePollInterval } from "../shared/live"
import { Section } from "../shared/section"

/** The oldest orders that have a status. */
export const OrdersIn = ({ status, title }: { readonly status: OrderStatus; readonly title: string }) => {
  const translate = useTranslate()
  const format = useFormat()
  const {
    data = [],
    isPending,
    refetch,
  } = useGetList<Order>(
    "orders",
    {
      filter: { status: [status] },
      pagination: { page: 1, perPage: 5 },
      sort: { field: "createdAt", order: "ASC" },
    },
    { refetchInterval: usePollInterval() },
  )
  useOnChange(refetch)
  return (
    <Section
      title={title}
      action={
        <Link to={`/orders?filter=${encodeURIComponent(JSON.stringify({ status: [status] }))}`}>
          {translate("bo.dashboard.all")}
        </Link>
      }
    >
      {data.length === 0 && !isPending && (
        <Typography color="text.secondary">{translate("bo.dashboard.nothing")}</Typography>
      )}
      <Table size="small">
        <TableBody>
          {data.map((order) => (
            <TableRow key={order.id} sx={{ "&:last-child td": { borderBottom: 0 } }}>
              <TableCell sx={{ pl: 0 }}>
                <Link to={`/orders/${order.id}/show`}>#{order.id}</Link>
              </TableCell>
              <TableCell>{format.ago(order.createdAt)}</TableCell>
              <TableCell align="right" sx={{ pr: 0 }}>
                {format.money(order.total)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Section>
  )
}
