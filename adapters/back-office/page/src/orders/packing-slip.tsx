import Box from "@mui/material/Box"
import Button from "@mui/material/Button"
import Typography from "@mui/material/Typography"
import { Link, Title, useGetOne, useTranslate } from "react-admin"
import { useParams } from "react-router"
import type { Account, Order } from "../../../../client"
import { contactOf } from "../accounts/account-name"
import { useFormat } from "../shared/format"
import { Fact } from "../shared/section"
import { OrderLines } from "./order-lines"

/** An order on paper, to put into its parcel. */
export const PackingSlip = () => {
  const translate = useTranslate()
  const format = useFormat()
  const { id = "" } = useParams()
  const { data: order } = useGetOne<Order>("orders", { id: Number(id) })
  const buyer = order?.account
  const { data: account } = useGetOne<Account>("accounts", { id: buyer ?? 0 }, { enabled: buyer !== undefined })
  if (order === undefined) return null
  return (
    <Box
      sx={{
        maxWidth: 720,
        mt: 2,
        "@media print": {
          position: "fixed",
          inset: 0,
          zIndex: 9_999,
          p: 4,
          m: 0,
          maxWidth: "none",
          background: "#fff",
          color: "#000",
        },
      }}
    >
      <Title title={translate("bo.orders.title", { id: order.id })} />
      <Box sx={{ display: "flex", gap: 1, mb: 3, "@media print": { display: "none" } }}>
        <Button variant="contained" onClick={() => window.print()}>
          {translate("bo.orders.print")}
        </Button>
        <Button component={Link} to={`/orders/${order.id}/show`}>
          {translate("ra.action.back")}
        </Button>
      </Box>
      <Typography variant="h5" component="h2" sx={{ mb: 2 }}>
        {translate("bo.orders.title", { id: order.id })}
      </Typography>
      <Fact name={translate("bo.orders.placed")}>{format.time(order.createdAt)}</Fact>
      <Fact name={translate("bo.orders.customer")}>{contactOf(account, order)}</Fact>
      <Fact name={translate("bo.orders.address")}>{order.delivery?.address ?? "–"}</Fact>
      <Fact name={translate("bo.orders.phone")}>{order.delivery?.phone || "–"}</Fact>
      <OrderLines order={order} linked={false} />
    </Box>
  )
}
