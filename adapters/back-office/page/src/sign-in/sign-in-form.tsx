import Alert from "@mui/material/Alert"
import Button from "@mui/material/Button"
import Stack from "@mui/material/Stack"
import TextField from "@mui/material/TextField"
import { type FormEvent, useState } from "react"
import { useTranslate } from "react-admin"
import { useProblemText } from "../shared/problem-text"

interface Properties {
  readonly onSignIn: (login: string, password: string) => Promise<void>
  readonly login?: string
}

/** Asks for a login and a password, and shows why a sign-in failed. */
export const SignInForm = ({ onSignIn, login = "" }: Properties) => {
  const translate = useTranslate()
  const problemText = useProblemText()
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const values = new FormData(event.currentTarget)
    setBusy(true)
    setFailure(null)
    await onSignIn(String(values.get("login")), String(values.get("password"))).catch((error: unknown) =>
      setFailure(problemText(error)),
    )
    setBusy(false)
  }
  return (
    <Stack component="form" onSubmit={submit} sx={{ gap: 1.5 }}>
      {failure !== null && <Alert severity="error">{failure}</Alert>}
      <TextField
        name="login"
        label={translate("bo.signin.login")}
        autoComplete="username"
        defaultValue={login}
        autoFocus={login === ""}
        required
      />
      <TextField
        name="password"
        label={translate("bo.signin.password")}
        type="password"
        autoComplete="current-password"
        autoFocus={login !== ""}
        required
      />
      <Button type="submit" variant="contained" size="large" loading={isBusy} sx={{ mt: 0.5 }}>
        {translate("bo.signin.submit")}
      </Button>
    </Stack>
  )
}
