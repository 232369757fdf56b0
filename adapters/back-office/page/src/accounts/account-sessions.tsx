import Button from "@mui/material/Button"
import Stack from "@mui/material/Stack"
import Typography from "@mui/material/Typography"
import { useState } from "react"
import { useGetOne, useTranslate } from "react-admin"
import type { Account, AccountOverview } from "../../../../client"
import { api } from "../api/client"
import { resultOf } from "../api/problem"
import { AskDialog } from "../shared/ask-dialog"
import { useFormat } from "../shared/format"
import { Section } from "../shared/section"
import { useAction } from "../shared/use-action"
import { accountName } from "./account-name"

type Overview = Pick<AccountOverview, "sessions"> & { readonly id: number }

/** Where an account is signed in since when, and how to end it. */
export const AccountSessions = ({ account }: { readonly account: Account }) => {
  const translate = useTranslate()
  const format = useFormat()
  const { data } = useGetOne<Overview>("account-overviews", { id: account.id })
  const { run, isBusy } = useAction()
  const [isAsked, ask] = useState(false)
  const sessions = data?.sessions ?? []
  const end = async () => {
    await run(
      () => resultOf(api.endSessions({ path: { account: account.id } })),
      translate("bo.accounts.sessions_ended"),
    )
    ask(false)
  }
  return (
    <Section title={translate("bo.accounts.sessions")}>
      {data !== undefined && sessions.length === 0 && (
        <Typography color="text.secondary">{translate("bo.accounts.no_sessions")}</Typography>
      )}
      <Stack component="ul" sx={{ listStyle: "none", p: 0, m: 0, gap: 0.5 }}>
        {sessions.map(({ id, openedAt, expiresAt }) => (
          <Typography component="li" variant="body2" key={id}>
            {translate("bo.accounts.signed_in")} {format.ago(openedAt)}
            {expiresAt !== null && (
              <Typography component="span" variant="body2" color="text.secondary">
                {" "}
                {translate("bo.accounts.session_ends", { time: format.time(expiresAt) })}
              </Typography>
            )}
          </Typography>
        ))}
      </Stack>
      {sessions.length > 0 && (
        <Button size="small" color="error" onClick={() => ask(true)} sx={{ mt: 1, ml: -0.5 }}>
          {translate("bo.accounts.end_sessions")}
        </Button>
      )}
      {isAsked && (
        <AskDialog
          title={translate("bo.accounts.end_sessions_ask", { name: accountName(account) })}
          confirm={translate("bo.accounts.end_sessions")}
          isDangerous
          isBusy={isBusy}
          onConfirm={end}
          onClose={() => ask(false)}
        >
          <Typography color="text.secondary">{translate("bo.accounts.end_sessions_effect")}</Typography>
        </AskDialog>
      )}
    </Section>
  )
}
