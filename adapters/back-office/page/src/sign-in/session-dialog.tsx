import Button from "@mui/material/Button"
import Dialog from "@mui/material/Dialog"
import DialogContent from "@mui/material/DialogContent"
import DialogTitle from "@mui/material/DialogTitle"
import Typography from "@mui/material/Typography"
import { useSyncExternalStore } from "react"
import { useGetIdentity, useLogout, useTranslate } from "react-admin"
import { signIn } from "../api/auth-provider"
import { onSessionChange, sessionState } from "../api/session-gate"
import { SignInForm } from "./sign-in-form"

/** Asks for the password again over the open page, so that nothing on it is lost. */
export const SessionDialog = () => {
  const translate = useTranslate()
  const logout = useLogout()
  const { identity } = useGetIdentity()
  const state = useSyncExternalStore(onSessionChange, sessionState)
  return (
    <Dialog open={state === "expired"} maxWidth="xs" fullWidth aria-labelledby="session-dialog">
      <DialogTitle id="session-dialog">{translate("bo.signin.expired_title")}</DialogTitle>
      <DialogContent>
        <Typography color="text.secondary" sx={{ mb: 2 }}>
          {translate("bo.signin.expired")}
        </Typography>
        <SignInForm
          login={identity?.fullName ?? ""}
          onSignIn={async (login, password) => {
            await signIn(login, password)
          }}
        />
        <Button fullWidth sx={{ mt: 1 }} onClick={() => logout()}>
          {translate("bo.signin.other_account")}
        </Button>
      </DialogContent>
    </Dialog>
  )
}
