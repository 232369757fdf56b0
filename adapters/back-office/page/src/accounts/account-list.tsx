import Chip from "@mui/material/Chip"
import {
  BooleanInput,
  DataTable,
  List,
  NullableBooleanInput,
  SearchInput,
  useRecordContext,
  useTranslate,
} from "react-admin"
import type { Account } from "../../../../client"
import { useFormat } from "../shared/format"
import { accountName } from "./account-name"

const useFilters = () => {
  const translate = useTranslate()
  return [
    <SearchInput key="q" source="q" alwaysOn placeholder={translate("bo.accounts.search")} />,
    <BooleanInput key="isAdmin" source="isAdmin" label="bo.accounts.admins_only" />,
    <NullableBooleanInput key="isActive" source="isActive" label="bo.accounts.active" />,
  ]
}

export const AccountFlags = () => {
  const translate = useTranslate()
  const account = useRecordContext<Account>()
  if (account === undefined) return null
  return (
    <>
      {account.isAdmin && (
        <Chip size="small" color="primary" variant="outlined" label={translate("bo.accounts.admin")} />
      )}{" "}
      {!account.isActive && <Chip size="small" label={translate("bo.accounts.inactive")} />}
    </>
  )
}

const Since = () => {
  const format = useFormat()
  const account = useRecordContext<Account>()
  return account === undefined ? null : format.date(account.createdAt)
}

export const AccountList = () => (
  <List filters={useFilters()} perPage={25} exporter={false}>
    <DataTable
      rowClick="show"
      sx={{
        "& .column-phone, & .column-createdAt": { display: { xs: "none", md: "table-cell" } },
        "& .column-id, & .column-email": { overflowWrap: "anywhere" },
        "& .column-isAdmin": { "@media (max-width:360px)": { display: "none" } },
      }}
      bulkActionButtons={false}
    >
      <DataTable.Col
        source="id"
        label="bo.accounts.name"
        disableSort
        render={(account: Account) => accountName(account)}
      />
      <DataTable.Col source="email" label="bo.accounts.email" disableSort />
      <DataTable.Col source="phone" label="bo.accounts.phone" disableSort />
      <DataTable.Col source="isAdmin" label="bo.accounts.role" disableSort>
        <AccountFlags />
      </DataTable.Col>
      <DataTable.Col source="createdAt" label="bo.accounts.since" disableSort>
        <Since />
      </DataTable.Col>
    </DataTable>
  </List>
)
