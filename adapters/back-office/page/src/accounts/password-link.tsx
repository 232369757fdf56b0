import Button from "@mui/material/Button"
import Dialog from "@mui/material/Dialog"
import DialogActions from "@mui/material/DialogActions"
import DialogContent from "@mui/material/DialogContent"
import DialogTitle from "@mui/material/DialogTitle"
import Typography from "@mui/material/Typography"
import { useState } from "react"
import { useTranslate } from "react-admin"
import type { Account, PasswordLink as Link } from "../../../../client"
import { api, urlOf } from "../api/client"
import { resultOf } from "../api/problem"
import { AskDialog } from "../shared/ask-dialog"
import { CopyText } from "../shared/copy-text"
import { useFormat } from "../shared/format"
import { useAction } from "../shared/use-action"
import { accountName } from "./account-name"

/** Leads to the shop's page if there is one, otherwise to the page of the back office. */
const addressOf = ({ url, token }: Link): string => url ?? urlOf(`#/password/${token}`)

/** Creates a link with which the owner of an account chooses a new password. It is shown once. */
export const PasswordLink = ({ account }: { readonly account: Account }) => {
  const translate = useTranslate()
  const format = useFormat()
  const { run, isBusy } = useAction()
  const [isAsked, ask] = useState(false)
  const [link, show] = useState<Link | null>(null)
  const create = async () => {
    await run(async () => show(await resultOf(api.createPasswordLink({ path: { account: account.id } }))), null)
    ask(false)
  }
  return (
    <>
      <Button variant="outlined" onClick={() => ask(true)}>
        {translate("bo.accounts.password_link")}
      </Button>
      {isAsked && (
        <AskDialog
          title={translate("bo.accounts.password_link_ask", { name: accountName(account) })}
          confirm={translate("bo.accounts.password_link_create")}
          isBusy={isBusy}
          onConfirm={create}
          onClose={() => ask(false)}
        >
          <Typography color="text.secondary">{translate("bo.accounts.password_link_effect")}</Typography>
        </AskDialog>
      )}
      {link !== null && (
        <Dialog open onClose={() => show(null)} maxWidth="sm" fullWidth aria-labelledby="password-link">
          <DialogTitle id="password-link">{translate("bo.accounts.password_link")}</DialogTitle>
          <DialogContent>
            <Typography color="text.secondary" sx={{ mb: 1.5 }}>
              {translate("bo.accounts.password_link_hint", { time: format.time(link.expiresAt) })}
            </Typography>
            <CopyText label={translate("bo.accounts.password_link")} text={addressOf(link)} />
          </DialogContent>
          <DialogActions>
            <Button onClick={() => show(null)}>{translate("ra.action.close")}</Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  )
}
