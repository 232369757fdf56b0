import Button from "@mui/material/Button"
import Stack from "@mui/material/Stack"
import { useState } from "react"
import { useTranslate } from "react-admin"
import type { Order, OrderStatus } from "../../../../client"
import { useAction } from "../shared/use-action"
import { changeStatus } from "./change-status"
import { StatusQuestion } from "./status-question"

/** The next statuses of an order as buttons. Each asks once. */
export const StatusActions = ({ order }: { readonly order: Order }) => {
  const translate = useTranslate()
  const { run, isBusy } = useAction()
  const [asked, ask] = useState<OrderStatus | null>(null)
  const confirm = async (reason: string) => {
    if (asked === null) return
    await run(() => changeStatus(order, asked, reason), translate("bo.orders.changed", { id: order.id }))
    ask(null)
  }
  const next = order.nextStatuses.toSorted((a, b) => Number(a === "cancelled") - Number(b === "cancelled"))
  return (
    <Stack direction="row" sx={{ gap: 1, flexWrap: "wrap" }}>
      {next.map((status, i) => (
        <Button
          key={status}
          variant={status === "cancelled" || i > 0 ? "outlined" : "contained"}
          color={status === "cancelled" ? "error" : "primary"}
          onClick={() => ask(status)}
        >
          {translate(`bo.orders.mark.${status}`)}
        </Button>
      ))}
      {asked !== null && (
        <StatusQuestion
          title={translate(`bo.orders.ask.${asked}`, { id: order.id })}
          status={asked}
          isBusy={isBusy}
          onConfirm={confirm}
          onClose={() => ask(null)}
        />
      )}
    </Stack>
  )
}
