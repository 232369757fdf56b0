import { type FormEvent, useState } from "react"
import { noResponse, shop } from "./shop.ts"

interface Refusal {
  readonly detail: string
  readonly errors?: ReadonlyArray<{ readonly pointer?: string | undefined; readonly detail: string }>
}

/** Signs in. For a new account, registers first. The page changes by itself when the client has tokens. */
export const SignInForm = () => {
  const [isNew, setNew] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [pending, setPending] = useState(false)

  const send = async (form: FormData): Promise<Refusal | null> => {
    const email = String(form.get("email"))
    const password = String(form.get("password"))
    if (isNew) {
      const firstName = String(form.get("firstName"))
      const registered = await shop.register({ body: { email, password, profile: { firstName } } })
      if (!registered.ok) return registered.error
    }
    const signedIn = await shop.createTokens({ body: { login: email, password } })
    return signedIn.ok ? null : signedIn.error
  }
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setPending(true)
    setRefusal(await send(new FormData(event.currentTarget)).catch(() => ({ detail: noResponse })))
    setPending(false)
  }
  const faultOf = (pointer: string) => refusal?.errors?.find((error) => error.pointer === pointer)?.detail
  const hasPlace = ["/email", "/password", "/profile/firstName"].some((pointer) => faultOf(pointer) !== undefined)
  return (
    <form className="card narrow" onSubmit={submit}>
      <h1>{isNew ? "Create an account" : "Sign in"}</h1>
      {isNew && (
        <Field label="First name" name="firstName" autoComplete="given-name" fault={faultOf("/profile/firstName")} />
      )}
      <Field label="E-mail" name="email" type="email" autoComplete="username" fault={faultOf("/email")} />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete={isNew ? "new-password" : "current-password"}
        fault={faultOf("/password")}
      />
      {refusal !== null && !hasPlace && <p role="alert">{refusal.detail}</p>}
      <button type="submit" disabled={pending}>
        {isNew ? "Create account" : "Sign in"}
      </button>
      <button
        type="button"
        className="plain"
        onClick={() => {
          setNew(!isNew)
          setRefusal(null)
        }}
      >
        {isNew ? "I have an account" : "I am new here"}
      </button>
    </form>
  )
}

interface FieldSettings {
  readonly label: string
  readonly name: string
  readonly type?: "text" | "email" | "password"
  readonly autoComplete: string
  readonly fault: string | undefined
}

const Field = ({ label, name, type = "text", autoComplete, fault }: FieldSettings) => (
  <label>
    {label}
    <input name={name} type={type} autoComplete={autoComplete} required aria-invalid={fault !== undefined} />
    {fault !== undefined && <span role="alert">{fault}</span>}
  </label>
)
