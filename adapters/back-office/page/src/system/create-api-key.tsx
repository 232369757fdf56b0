import Button from "@mui/material/Button"
import Dialog from "@mui/material/Dialog"
import DialogActions from "@mui/material/DialogActions"
import DialogContent from "@mui/material/DialogContent"
import DialogTitle from "@mui/material/DialogTitle"
import MenuItem from "@mui/material/MenuItem"
import TextField from "@mui/material/TextField"
import Typography from "@mui/material/Typography"
import { useState } from "react"
import { useNotify, useTranslate } from "react-admin"
import type { CreatedApiKey } from "../../../../client"
import { api } from "../api/client"
import { resultOf } from "../api/problem"
import { AskDialog } from "../shared/ask-dialog"
import { CopyText } from "../shared/copy-text"
import { useAction } from "../shared/use-action"
import { ApiKeyScopes, type Scope } from "./api-key-scopes"

const DAY = 24 * 60 * 60 * 1000
const lifetimes = ["30", "90", "365", "unlimited"] as const

/** Asks for the details of a key, creates it, and shows it once. */
export const CreateApiKey = ({ onClose }: { readonly onClose: () => void }) => {
  const translate = useTranslate()
  const notify = useNotify()
  const { run, isBusy } = useAction()
  const [name, setName] = useState("")
  const [scopes, setScopes] = useState<ReadonlySet<Scope>>(new Set())
  const [lifetime, setLifetime] = useState<(typeof lifetimes)[number]>("90")
  const [created, show] = useState<CreatedApiKey | null>(null)
  const create = () => {
    if (scopes.size === 0) return notify("bo.keys.no_scope", { type: "error" })
    const expiresAt = lifetime === "unlimited" ? null : new Date(Date.now() + Number(lifetime) * DAY).toISOString()
    const body = { name: name.trim(), scopes: [...scopes], expiresAt }
    return run(async () => show(await resultOf(api.createApiKey({ body }))), null)
  }
  if (created !== null) return <ShownOnce created={created} onClose={onClose} />
  return (
    <AskDialog
      title={translate("bo.keys.create")}
      confirm={translate("bo.keys.create_confirm")}
      isBusy={isBusy}
      onConfirm={create}
      onClose={onClose}
    >
      <TextField
        label={translate("bo.keys.name")}
        value={name}
        onChange={({ target }) => setName(target.value)}
        slotProps={{ htmlInput: { maxLength: 100 } }}
        required
        autoFocus
      />
      <TextField
        select
        label={translate("bo.keys.lifetime")}
        value={lifetime}
        onChange={({ target }) => setLifetime(target.value as typeof lifetime)}
      >
        {lifetimes.map((one) => (
          <MenuItem key={one} value={one}>
            {one === "unlimited" ? translate("bo.keys.unlimited") : translate("bo.keys.days", { days: one })}
          </MenuItem>
        ))}
      </TextField>
      <ApiKeyScopes chosen={scopes} onChange={setScopes} />
    </AskDialog>
  )
}

/** Only the button closes the dialog: a click beside it would lose the key. */
const ShownOnce = ({ created, onClose }: { readonly created: CreatedApiKey; readonly onClose: () => void }) => {
  const translate = useTranslate()
  const title = translate("bo.keys.secret", { name: created.name })
  return (
    <Dialog open maxWidth="sm" fullWidth aria-labelledby="api-key">
      <DialogTitle id="api-key" sx={{ overflowWrap: "anywhere" }}>
        {title}
      </DialogTitle>
      <DialogContent>
        <Typography color="text.secondary" sx={{ mb: 1.5 }}>
          {translate("bo.keys.secret_hint")}
        </Typography>
        <CopyText label={title} text={created.secret} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate("ra.action.close")}</Button>
      </DialogActions>
    </Dialog>
  )
}
