import Alert from "@mui/material/Alert"
import Button from "@mui/material/Button"
import Stack from "@mui/material/Stack"
import TextField from "@mui/material/TextField"
import { type FormEvent, useState } from "react"
import { Link, useTranslate } from "react-admin"
import { useParams } from "react-router"
import { api } from "../api/client"
import { resultOf } from "../api/problem"
import { useProblemText } from "../shared/problem-text"
import { SignedOutPage } from "../sign-in/signed-out-page"

/** Chooses a new password with the token of a password link. For anyone who has the link. */
export const ChoosePassword = () => {
  const translate = useTranslate()
  const problemText = useProblemText()
  const { token = "" } = useParams()
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [isDone, setDone] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const values = new FormData(event.currentTarget)
    const password = String(values.get("password"))
    if (password !== values.get("repeat")) return setFailure(translate("bo.password.differs"))
    setBusy(true)
    try {
      await resultOf(api.completePasswordReset({ body: { token, password } }))
      setDone(true)
    } catch (error) {
      setFailure(problemText(error))
    }
    setBusy(false)
  }
  return (
    <SignedOutPage title={translate("bo.password.title")}>
      {isDone ? (
        <>
          <Alert severity="success">{translate("bo.password.done")}</Alert>
          <Button component={Link} to="/login" sx={{ mt: 2 }}>
            {translate("bo.signin.submit")}
          </Button>
        </>
      ) : (
        <Stack component="form" onSubmit={submit} sx={{ gap: 1.5 }}>
          {failure !== null && <Alert severity="error">{failure}</Alert>}
          {(["password", "repeat"] as const).map((name) => (
            <TextField
              key={name}
              name={name}
              type="password"
              label={translate(name === "password" ? "bo.password.new" : "bo.password.repeat")}
              autoComplete="new-password"
              required
            />
          ))}
          <Button type="submit" variant="contained" size="large" loading={isBusy}>
            {translate("bo.password.submit")}
          </Button>
        </Stack>
      )}
    </SignedOutPage>
  )
}
