import Button from "@mui/material/Button"
import Stack from "@mui/material/Stack"
import Typography from "@mui/material/Typography"
import { useState } from "react"
import { useTranslate } from "react-admin"
import type { Account } from "../../../../client"
import { api } from "../api/client"
import { resultOf } from "../api/problem"
import { AskDialog } from "../shared/ask-dialog"
import { useAction } from "../shared/use-action"
import { accountName } from "./account-name"

type Change = "grant" | "revoke" | "deactivate" | "activate"

const callOf = ({ id: account }: Account, change: Change): Promise<unknown> => {
  if (change === "grant" || change === "revoke")
    return resultOf(api.setAdmin({ path: { account }, body: { isAdmin: change === "grant" } }))
  return resultOf(api.setActive({ path: { account }, body: { isActive: change === "activate" } }))
}

/** What an admin may do with an account. Each asks once. */
export const AccountActions = ({ account }: { readonly account: Account }) => {
  const translate = useTranslate()
  const { run, isBusy } = useAction()
  const [asked, ask] = useState<Change | null>(null)
  const changes: ReadonlyArray<Change> = [
    account.isAdmin ? "revoke" : "grant",
    account.isActive ? "deactivate" : "activate",
  ]
  const confirm = async () => {
    if (asked !== null) await run(() => callOf(account, asked), translate("bo.accounts.changed"))
    ask(null)
  }
  return (
    <Stack direction="row" sx={{ gap: 1, flexWrap: "wrap" }}>
      {changes.map((change) => (
        <Button
          key={change}
          variant="outlined"
          color={change === "deactivate" ? "error" : "primary"}
          onClick={() => ask(change)}
        >
          {translate(`bo.accounts.do.${change}`)}
        </Button>
      ))}
      {asked !== null && (
        <AskDialog
          title={translate(`bo.accounts.ask.${asked}`, { name: accountName(account) })}
          confirm={translate(`bo.accounts.do.${asked}`)}
          isDangerous={asked === "deactivate"}
          isBusy={isBusy}
          onConfirm={confirm}
          onClose={() => ask(null)}
        >
          <Typography color="text.secondary">{translate(`bo.accounts.effect.${asked}`)}</Typography>
        </AskDialog>
      )}
    </Stack>
  )
}
