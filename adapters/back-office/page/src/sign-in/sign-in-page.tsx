import Box from "@mui/material/Box"
import Card from "@mui/material/Card"
import Typography from "@mui/material/Typography"
import { Notification, useLogin, useTranslate } from "react-admin"
import { SignInForm } from "./sign-in-form"

export const SignInPage = () => {
  const translate = useTranslate()
  const login = useLogin()
  return (
    <Box
      component="main"
      sx={{ minHeight: "100vh", display: "grid", placeItems: "center", p: 2, backgroundColor: "background.default" }}
    >
      <Card sx={{ p: 4, width: "100%", maxWidth: 400 }}>
        <Typography variant="body2" color="text.secondary">
          shopwright
        </Typography>
        <Typography variant="h5" component="h1" sx={{ mb: 2 }}>
          {translate("bo.signin.title")}
        </Typography>
        <SignInForm onSignIn={(username, password) => login({ username, password })} />
      </Card>
      <Notification />
    </Box>
  )
}
