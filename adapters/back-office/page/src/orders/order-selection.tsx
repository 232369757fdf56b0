import SomeIcon from "@mui/icons-material/IndeterminateCheckBox"
import Checkbox from "@mui/material/Checkbox"
import { useListContext, useRecordContext, useTranslate } from "react-admin"
import type { Order } from "../../../../client"

/** Returns the orders of the open page that are selected. */
export const useSelectedOrders = (): ReadonlyArray<Order> => {
  const { data = [], selectedIds } = useListContext<Order>()
  return data.filter(({ id }) => selectedIds.includes(id))
}

/** Selects an order. The label names it, so that a row is known by ear too. */
export const SelectOrder = () => {
  const translate = useTranslate()
  const order = useRecordContext<Order>()
  const { selectedIds, onToggleItem } = useListContext<Order>()
  if (order === undefined) return null
  return (
    <Checkbox
      size="small"
      checked={selectedIds.includes(order.id)}
      onChange={() => onToggleItem(order.id)}
      // The row opens the order.
      onClick={(event) => event.stopPropagation()}
      slotProps={{ input: { "aria-label": translate("bo.orders.select", { id: order.id }) } }}
      sx={{ p: 0.5 }}
    />
  )
}

/** Selects all orders of the open page, or none. */
export const SelectAllOrders = () => {
  const translate = useTranslate()
  const { data = [], onSelect } = useListContext<Order>()
  const selected = useSelectedOrders().length
  const isPartly = selected > 0 && selected < data.length
  return (
    <Checkbox
      size="small"
      checked={selected > 0 && selected === data.length}
      // MUI's `indeterminate` sets aria-checked, which a native checkbox must not have.
      {...(isPartly ? { icon: <SomeIcon color="primary" /> } : {})}
      onChange={({ target }) => onSelect(target.checked ? data.map(({ id }) => id) : [])}
      slotProps={{
        input: {
          "aria-label": translate("bo.orders.select_all"),
          ref: (input: HTMLInputElement | null) => {
            if (input !== null) input.indeterminate = isPartly
          },
        },
      }}
      sx={{ p: 0.5 }}
    />
  )
}
