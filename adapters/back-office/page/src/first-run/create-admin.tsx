import Alert from "@mui/material/Alert"
import Button from "@mui/material/Button"
import Stack from "@mui/material/Stack"
import TextField from "@mui/material/TextField"
import Typography from "@mui/material/Typography"
import { type FormEvent, useState } from "react"
import { useLogin, useTranslate } from "react-admin"
import { api } from "../api/client"
import { resultOf } from "../api/problem"
import { useProblemText } from "../shared/problem-text"

const fields = [
  { name: "code", type: "text", autoComplete: "one-time-code" },
  { name: "username", type: "text", autoComplete: "username" },
  { name: "password", type: "password", autoComplete: "new-password" },
  { name: "repeat", type: "password", autoComplete: "new-password" },
] as const

/** Creates the first admin with the code that the server printed, and signs in. */
export const CreateAdmin = () => {
  const translate = useTranslate()
  const problemText = useProblemText()
  const login = useLogin()
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    const value = (name: (typeof fields)[number]["name"]) => String(typed.get(name))
    const [code, username, password] = [value("code"), value("username"), value("password")]
    if (password !== value("repeat")) return setFailure(translate("bo.password.differs"))
    setBusy(true)
    setFailure(null)
    try {
      await resultOf(api.createFirstAdmin({ body: { code, username, password } }))
      await login({ username, password })
    } catch (error) {
      setFailure(problemText(error))
      setBusy(false)
    }
  }
  return (
    <Stack component="form" onSubmit={submit} sx={{ gap: 1.5 }}>
      <Typography color="text.secondary">{translate("bo.first.admin_hint")}</Typography>
      {failure !== null && <Alert severity="error">{failure}</Alert>}
      {fields.map(({ name, type, autoComplete }) => (
        <TextField
          key={name}
          name={name}
          type={type}
          label={translate(`bo.first.${name}`)}
          autoComplete={autoComplete}
          autoFocus={name === "code"}
          required
        />
      ))}
      <Button type="submit" variant="contained" size="large" loading={isBusy}>
        {translate("bo.first.create_admin")}
      </Button>
    </Stack>
  )
}
