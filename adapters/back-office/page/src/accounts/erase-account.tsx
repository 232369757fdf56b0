import Button from "@mui/material/Button"
import TextField from "@mui/material/TextField"
import Typography from "@mui/material/Typography"
import { useId, useState } from "react"
import { useGetIdentity, useNotify, useRedirect, useTranslate } from "react-admin"
import type { Account } from "../../../../client"
import { api } from "../api/client"
import { resultOf } from "../api/problem"
import { AskDialog } from "../shared/ask-dialog"
import { useAction } from "../shared/use-action"
import { accountName } from "./account-name"

/** Removes a person from the shop for good, after the account's name was typed. Not for the own account. */
export const EraseAccount = ({ account }: { readonly account: Account }) => {
  const translate = useTranslate()
  const notify = useNotify()
  const redirect = useRedirect()
  const { identity } = useGetIdentity()
  const { run, isBusy } = useAction()
  const [isAsked, ask] = useState(false)
  const [typed, type] = useState("")
  const name = accountName(account)
  const id = useId()
  if (identity === undefined || identity.id === account.id) return null
  const close = () => {
    ask(false)
    type("")
  }
  const confirm = async () => {
    if (typed.trim() !== name) return notify(translate("bo.accounts.erase_differs"), { type: "warning" })
    const call = () => resultOf(api.eraseAccount({ path: { account: account.id } }))
    if (await run(call, translate("bo.accounts.erased"))) redirect("/accounts")
    else close()
  }
  return (
    <>
      <Button color="error" variant="outlined" onClick={() => ask(true)}>
        {translate("bo.accounts.erase")}
      </Button>
      {isAsked && (
        <AskDialog
          title={translate("bo.accounts.erase_ask", { name })}
          confirm={translate("bo.accounts.erase")}
          isDangerous
          isBusy={isBusy}
          onConfirm={confirm}
          onClose={close}
        >
          <Typography color="text.secondary">{translate("bo.accounts.erase_effect")}</Typography>
          {/* A label on the border of the field has no room for a long name. */}
          <Typography component="label" htmlFor={id} sx={{ display: "block", mt: 2, overflowWrap: "anywhere" }}>
            {translate("bo.accounts.erase_type", { name })}
          </Typography>
          <TextField
            id={id}
            autoFocus
            required
            autoComplete="off"
            value={typed}
            onChange={({ target }) => type(target.value)}
          />
        </AskDialog>
      )}
    </>
  )
}
