import TextField from "@mui/material/TextField"
import Typography from "@mui/material/Typography"
import { useState } from "react"
import { useTranslate } from "react-admin"
import type { StockLevel } from "../../../../client"
import { api } from "../api/client"
import { resultOf } from "../api/problem"
import { AskDialog } from "../shared/ask-dialog"
import { useFormat } from "../shared/format"
import { useAction } from "../shared/use-action"

export interface StockTask {
  readonly kind: "restock" | "count"
  readonly product: number
  readonly name: string
  readonly level: StockLevel & { readonly variant: number | null }
}

/** Adds what arrived, or sets what was counted. Shows the quantity before and after. */
export const StockDialog = ({ task, onClose }: { readonly task: StockTask; readonly onClose: () => void }) => {
  const translate = useTranslate()
  const format = useFormat()
  const { run, isBusy } = useAction()
  const { kind, product, level, name } = task
  const [typed, type] = useState("")
  const [reason, setReason] = useState("")
  // A repeated request after a lost response must not add twice.
  const [key] = useState(() => crypto.getRandomValues(new Uint32Array(4)).join("-"))
  const quantity = /^\d+$/.test(typed) ? Number(typed) : null
  const after = quantity === null ? null : kind === "restock" ? level.onHand + quantity : quantity
  const confirm = async () => {
    if (quantity === null) return
    const path = { product }
    const { variant } = level
    const call = () =>
      kind === "restock"
        ? resultOf(api.restockProduct({ path, headers: { "Idempotency-Key": key }, body: { variant, quantity } }))
        : resultOf(api.takeStock({ path, body: { variant, counted: quantity, reason } }))
    if (await run(call, translate("bo.stock.saved"))) onClose()
  }
  return (
    <AskDialog
      title={translate(`bo.stock.${kind}_title`, { name })}
      confirm={translate(`bo.stock.${kind}`)}
      isBusy={isBusy}
      onConfirm={confirm}
      onClose={onClose}
    >
      <TextField
        autoFocus
        required
        label={translate(`bo.stock.${kind}_quantity`)}
        value={typed}
        onChange={({ target }) => type(target.value)}
        slotProps={{ htmlInput: { inputMode: "numeric", pattern: "\\d+" } }}
      />
      {kind === "count" && (
        <TextField
          label={translate("bo.stock.reason")}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      )}
      <Typography sx={{ mt: 1.5 }} aria-live="polite">
        {translate("bo.stock.before_after", {
          before: format.number(level.onHand),
          after: after === null ? "…" : format.number(after),
        })}
      </Typography>
      <Typography variant="body2" color="text.secondary">
        {translate("bo.stock.reserved_note", { smart_count: level.reserved })}
      </Typography>
    </AskDialog>
  )
}
