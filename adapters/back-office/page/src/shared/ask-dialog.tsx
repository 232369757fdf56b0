import Button from "@mui/material/Button"
import Dialog from "@mui/material/Dialog"
import DialogActions from "@mui/material/DialogActions"
import DialogContent from "@mui/material/DialogContent"
import DialogTitle from "@mui/material/DialogTitle"
import { type FormEvent, type ReactNode, useId } from "react"
import { useTranslate } from "react-admin"

interface Properties {
  readonly title: string
  readonly children: ReactNode
  readonly confirm: string
  readonly isDangerous?: boolean
  readonly isBusy: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks once before something is done. Enter confirms, Escape closes. */
export const AskDialog = ({
  title,
  children,
  confirm,
  isDangerous = false,
  isBusy,
  onConfirm,
  onClose,
}: Properties) => {
  const translate = useTranslate()
  const id = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onConfirm()
  }
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby={id}>
      <form onSubmit={submit}>
        <DialogTitle id={id}>{title}</DialogTitle>
        <DialogContent>{children}</DialogContent>
        <DialogActions sx={{ px: 3, pb: 2 }}>
          <Button onClick={onClose}>{translate("ra.action.cancel")}</Button>
          <Button type="submit" variant="contained" color={isDangerous ? "error" : "primary"} loading={isBusy}>
            {confirm}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
