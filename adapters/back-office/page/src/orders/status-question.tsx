import TextField from "@mui/material/TextField"
import Typography from "@mui/material/Typography"
import { useState } from "react"
import { useTranslate } from "react-admin"
import type { OrderStatus } from "../../../../client"
import { AskDialog } from "../shared/ask-dialog"

/** The longest reason that the API takes. */
const REASON_MAX_LENGTH = 500

interface Properties {
  readonly title: string
  readonly status: OrderStatus
  readonly isBusy: boolean
  readonly onConfirm: (reason: string) => void
  readonly onClose: () => void
}

/** Asks once before orders change their status, and says what happens to the stock. Cancelling takes a reason. */
export const StatusQuestion = ({ title, status, isBusy, onConfirm, onClose }: Properties) => {
  const translate = useTranslate()
  const [reason, setReason] = useState("")
  return (
    <AskDialog
      title={title}
      confirm={translate(`bo.orders.mark.${status}`)}
      isDangerous={status === "cancelled"}
      isBusy={isBusy}
      onConfirm={() => onConfirm(reason)}
      onClose={onClose}
    >
      <Typography color="text.secondary">{translate(`bo.orders.effect.${status}`)}</Typography>
      {status === "cancelled" && (
        <TextField
          autoFocus
          multiline
          label={translate("bo.orders.reason")}
          helperText={translate("bo.orders.reason_hint")}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          slotProps={{ htmlInput: { maxLength: REASON_MAX_LENGTH } }}
          sx={{ mt: 2 }}
        />
      )}
    </AskDialog>
  )
}
