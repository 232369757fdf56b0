import Button from "@mui/material/Button"
import Paper from "@mui/material/Paper"
import Typography from "@mui/material/Typography"
import { useState } from "react"
import { useListContext, useNotify, useRefresh, useTranslate } from "react-admin"
import type { Order, OrderStatus } from "../../../../client"
import { useProblemText } from "../shared/problem-text"
import { changeStatuses } from "./change-status"
import { useSelectedOrders } from "./order-selection"
import { StatusQuestion } from "./status-question"

const targets = ["paid", "shipped", "delivered", "cancelled"] as const

/** What a person is asked to confirm: as it was when they asked, even if other people change the orders meanwhile. */
interface Question {
  readonly status: OrderStatus
  readonly orders: ReadonlyArray<Order>
}

/** Changes the status of the selected orders. What cannot be changed stays selected. */
export const BulkStatus = () => {
  const translate = useTranslate()
  const problemText = useProblemText()
  const notify = useNotify()
  const refresh = useRefresh()
  const { onSelect, onUnselectItems } = useListContext<Order>()
  const selected = useSelectedOrders()
  const [asked, ask] = useState<Question | null>(null)
  const [isBusy, setBusy] = useState(false)
  if (selected.length === 0) return null
  const permitting = (status: OrderStatus) => selected.filter(({ nextStatuses }) => nextStatuses.includes(status))
  const confirm = async (reason: string) => {
    if (asked === null) return
    setBusy(true)
    const { changed, failed } = await changeStatuses(asked.orders, asked.status, reason)
    setBusy(false)
    ask(null)
    if (changed.length > 0)
      notify(translate("bo.orders.bulk_changed", { smart_count: changed.length }), { type: "success" })
    const [first] = failed
    if (first !== undefined)
      notify(
        translate("bo.orders.bulk_failed", {
          smart_count: failed.length,
          id: first.id,
          problem: problemText(first.error),
        }),
        { type: "error", autoHideDuration: 10_000 },
      )
    onSelect(failed.map(({ id }) => id))
    refresh()
  }
  return (
    <Paper
      role="region"
      aria-label={translate("bo.orders.bulk")}
      sx={{
        position: "sticky",
        top: 56,
        zIndex: 2,
        display: "flex",
        flexWrap: "wrap",
        alignItems: "center",
        gap: 1,
        px: 1.5,
        py: 1,
        borderBottom: 1,
        borderColor: "divider",
      }}
    >
      <Typography variant="subtitle2" component="p" role="status">
        {translate("bo.orders.selected", { smart_count: selected.length })}
      </Typography>
      {targets.map((status) => {
        const orders = permitting(status)
        return orders.length === 0 ? null : (
          <Button
            key={status}
            size="small"
            variant="outlined"
            color={status === "cancelled" ? "error" : "primary"}
            onClick={() => ask({ status, orders })}
          >
            {translate(`bo.orders.mark.${status}`)} ({orders.length})
          </Button>
        )
      })}
      <Button size="small" color="inherit" onClick={() => onUnselectItems()}>
        {translate("bo.orders.unselect")}
      </Button>
      {asked !== null && (
        <StatusQuestion
          title={translate(`bo.orders.ask_many.${asked.status}`, { smart_count: asked.orders.length })}
          status={asked.status}
          isBusy={isBusy}
          onConfirm={confirm}
          onClose={() => ask(null)}
        />
      )}
    </Paper>
  )
}
