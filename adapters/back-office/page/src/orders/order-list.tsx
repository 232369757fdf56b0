import {
  DataTable,
  DateInput,
  FilterButton,
  List,
  SearchInput,
  SelectArrayInput,
  TopToolbar,
  useListContext,
  useRecordContext,
  useTranslate,
} from "react-admin"
import type { Order } from "../../../../client"
import { useAccountName } from "../accounts/account-name"
import { useFormat } from "../shared/format"
import { useOnChange, usePollInterval } from "../shared/live"
import { BulkStatus } from "./bulk-status"
import { ExportButton } from "./export-button"
import { SelectAllOrders, SelectOrder } from "./order-selection"
import { StatusChip } from "./status-chip"

const statuses = ["created", "paid", "shipped", "delivered", "cancelled"] as const

const useFilters = () => {
  const translate = useTranslate()
  const choices = statuses.map((id) => ({ id, name: translate(`bo.status.${id}`) }))
  return [
    <SearchInput key="q" source="q" alwaysOn placeholder={translate("bo.orders.search")} />,
    <SelectArrayInput key="status" source="status" alwaysOn choices={choices} label="bo.orders.status" />,
    <DateInput key="placedFrom" source="placedFrom" label="bo.orders.placed_from" />,
    <DateInput key="placedBefore" source="placedBefore" label="bo.orders.placed_before" />,
  ]
}

const useOrder = (): Order | undefined => useRecordContext<Order>()

const Placed = () => {
  const format = useFormat()
  const order = useOrder()
  return order === undefined ? null : (
    <time dateTime={order.createdAt} title={format.time(order.createdAt)}>
      {format.ago(order.createdAt)}
    </time>
  )
}

const Customer = ({ order: { account, username } }: { readonly order: Order }) => useAccountName(account, username)

const Status = () => {
  const order = useOrder()
  return order === undefined ? null : <StatusChip status={order.status} />
}

const Total = () => {
  const format = useFormat()
  const order = useOrder()
  return order === undefined ? null : format.money(order.total)
}

const Units = () => {
  const format = useFormat()
  return format.number(useOrder()?.lines.reduce((sum, { quantity }) => sum + quantity, 0) ?? 0)
}

const Actions = () => (
  <TopToolbar>
    <FilterButton />
    <ExportButton />
  </TopToolbar>
)

const Live = () => {
  useOnChange(useListContext().refetch)
  return null
}

export const OrderList = () => (
  <List
    filters={useFilters()}
    sort={{ field: "createdAt", order: "DESC" }}
    perPage={25}
    exporter={false}
    actions={<Actions />}
    queryOptions={{ refetchInterval: usePollInterval() }}
  >
    <Live />
    <BulkStatus />
    <DataTable
      rowClick="show"
      sx={{
        "& .column-username, & .column-lines": { display: { xs: "none", md: "table-cell" } },
        // The smallest phones have no room to select several orders.
        "@media (max-width:360px)": {
          "& .column-select": { display: "none" },
          "& .MuiTableCell-root": { px: "3px" },
          "& .MuiChip-label": { px: 0.5 },
          "& .MuiTableCell-head": { whiteSpace: "normal" },
        },
      }}
      bulkActionButtons={false}
    >
      <DataTable.Col
        source="select"
        label={<SelectAllOrders />}
        disableSort
        sx={{ width: 32, pr: 0, "& .MuiCheckbox-root": { p: 0.5 } }}
      >
        <SelectOrder />
      </DataTable.Col>
      <DataTable.Col source="id" label="bo.orders.number" disableSort render={({ id }: Order) => `#${id}`} />
      <DataTable.Col source="createdAt" label="bo.orders.placed" sortByOrder="DESC">
        <Placed />
      </DataTable.Col>
      <DataTable.Col
        source="username"
        label="bo.orders.customer"
        disableSort
        render={(order: Order) => <Customer order={order} />}
      />
      <DataTable.Col source="status" label="bo.orders.status" disableSort>
        <Status />
      </DataTable.Col>
      <DataTable.Col align="right" source="lines" label="bo.orders.units" disableSort>
        <Units />
      </DataTable.Col>
      <DataTable.Col align="right" source="total" label="bo.orders.total" disableSort>
        <Total />
      </DataTable.Col>
    </DataTable>
  </List>
)
