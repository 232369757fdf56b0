import PrintIcon from "@mui/icons-material/PrintOutlined"
import Button from "@mui/material/Button"
import Stack from "@mui/material/Stack"
import Typography from "@mui/material/Typography"
import { Link, ShowBase, Title, useGetOne, useRecordContext, useShowContext, useTranslate } from "react-admin"
import type { Account, Order } from "../../../../client"
import { contactOf } from "../accounts/account-name"
import { useFormat } from "../shared/format"
import { useOnChange } from "../shared/live"
import { Columns, Fact, Section } from "../shared/section"
import { OrderHistory } from "./order-history"
import { OrderLines } from "./order-lines"
import { OrderNote } from "./order-note"
import { StatusActions } from "./status-actions"
import { StatusChip } from "./status-chip"

const Customer = ({ order }: { readonly order: Order }) => {
  const translate = useTranslate()
  const { data: account } = useGetOne<Account>("accounts", { id: order.account })
  return (
    <Section title={translate("bo.orders.customer")}>
      <Fact name={translate("bo.accounts.name")}>
        <Link to={`/accounts/${order.account}/show`}>{contactOf(account, order)}</Link>
      </Fact>
      {account?.email && <Fact name={translate("bo.accounts.email")}>{account.email}</Fact>}
      {order.delivery !== null && (
        <>
          <Fact name={translate("bo.orders.address")}>{order.delivery.address}</Fact>
          <Fact name={translate("bo.orders.phone")}>{order.delivery.phone || "–"}</Fact>
        </>
      )}
    </Section>
  )
}

const Content = () => {
  const translate = useTranslate()
  const format = useFormat()
  const order = useRecordContext<Order>()
  useOnChange(useShowContext().refetch)
  if (order === undefined) return null
  return (
    <>
      <Title title={translate("bo.orders.title", { id: order.id })} />
      <Stack direction="row" sx={{ gap: 2, mt: 2, alignItems: "center", flexWrap: "wrap" }}>
        <StatusChip status={order.status} />
        <Typography color="text.secondary" sx={{ flexGrow: 1 }}>
          {translate("bo.orders.placed_at", { time: format.time(order.createdAt) })}
        </Typography>
        <Button component={Link} to={`/orders/${order.id}/slip`} startIcon={<PrintIcon />} color="inherit">
          {translate("bo.orders.slip")}
        </Button>
        <StatusActions order={order} />
      </Stack>
      <Columns
        main={
          <Section title={translate("bo.orders.lines")}>
            <OrderLines order={order} />
          </Section>
        }
        side={
          <>
            <Customer order={order} />
            <OrderHistory order={order.id} version={order.updatedAt} />
            <OrderNote key={order.id} order={order.id} />
          </>
        }
      />
    </>
  )
}

export const OrderShow = () => (
  <ShowBase>
    <Content />
  </ShowBase>
)
