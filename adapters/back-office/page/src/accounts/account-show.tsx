import Stack from "@mui/material/Stack"
import Table from "@mui/material/Table"
import TableBody from "@mui/material/TableBody"
import TableCell from "@mui/material/TableCell"
import TableRow from "@mui/material/TableRow"
import Typography from "@mui/material/Typography"
import { Link, ShowBase, Title, useGetList, useRecordContext, useTranslate } from "react-admin"
import type { Account, Order } from "../../../../client"
import { StatusChip } from "../orders/status-chip"
import { useFormat } from "../shared/format"
import { Columns, Fact, Section } from "../shared/section"
import { AccountActions } from "./account-actions"
import { AccountFlags } from "./account-list"
import { accountName } from "./account-name"
import { AccountSessions } from "./account-sessions"
import { EraseAccount } from "./erase-account"
import { PasswordLink } from "./password-link"

const Orders = ({ account }: { readonly account: Account }) => {
  const translate = useTranslate()
  const format = useFormat()
  const { data = [], isPending } = useGetList<Order>("orders", {
    filter: { account: account.id },
    pagination: { page: 1, perPage: 10 },
    sort: { field: "createdAt", order: "DESC" },
  })
  return (
    <Section
      title={translate("bo.accounts.orders")}
      action={
        <Link to={`/orders?filter=${encodeURIComponent(JSON.stringify({ account: account.id }))}`}>
          {translate("bo.accounts.all_orders")}
        </Link>
      }
    >
      {data.length === 0 && !isPending && (
        <Typography color="text.secondary">{translate("bo.accounts.no_orders")}</Typography>
      )}
      <Table size="small">
        <TableBody>
          {data.map((order) => (
            <TableRow key={order.id}>
              <TableCell>
                <Link to={`/orders/${order.id}/show`}>#{order.id}</Link>
              </TableCell>
              <TableCell>{format.ago(order.createdAt)}</TableCell>
              <TableCell>
                <StatusChip status={order.status} />
              </TableCell>
              <TableCell align="right">{format.money(order.total)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Section>
  )
}

const Content = () => {
  const translate = useTranslate()
  const format = useFormat()
  const account = useRecordContext<Account>()
  if (account === undefined) return null
  const { username, email, phone, profile, createdAt } = account
  const facts = [
    ["username", username],
    ["email", email],
    ["phone", phone ?? profile.contactPhone],
    ["address", profile.address],
    ["since", format.date(createdAt)],
  ] as const
  return (
    <>
      <Title title={accountName(account)} />
      <Stack direction="row" sx={{ gap: 2, mt: 2, alignItems: "center", flexWrap: "wrap" }}>
        <Typography component="div" sx={{ flexGrow: 1 }}>
          <AccountFlags />
        </Typography>
        <PasswordLink account={account} />
        <AccountActions account={account} />
        <EraseAccount account={account} />
      </Stack>
      <Columns
        main={<Orders account={account} />}
        side={
          <>
            <Section title={translate("bo.accounts.contact")}>
              {facts.map(([name, value]) => (
                <Fact key={name} name={translate(`bo.accounts.${name}`)}>
                  {value || "–"}
                </Fact>
              ))}
            </Section>
            <AccountSessions account={account} />
          </>
        }
      />
    </>
  )
}

export const AccountShow = () => (
  <ShowBase>
    <Content />
  </ShowBase>
)
