import { useLogin, useTranslate } from "react-admin"
import { CreateAdmin } from "../first-run/create-admin"
import { useSetup } from "../first-run/setup"
import { SignInForm } from "./sign-in-form"
import { SignedOutPage } from "./signed-out-page"

/** Asks for a login. In a shop without an admin, creates the first one. */
export const SignInPage = () => {
  const translate = useTranslate()
  const login = useLogin()
  const setup = useSetup()
  if (setup?.needsAdmin)
    return (
      <SignedOutPage title={translate("bo.first.title")}>
        <CreateAdmin />
      </SignedOutPage>
    )
  return (
    <SignedOutPage title={translate("bo.signin.title")}>
      {setup !== undefined && <SignInForm onSignIn={(username, password) => login({ username, password })} />}
    </SignedOutPage>
  )
}
