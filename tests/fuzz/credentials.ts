import type { DialectName } from "../../composition/dialects.ts"
import { serve } from "../../composition/http.ts"
import type { Shop } from "../../composition/shop.ts"
import { operator } from "../../domain/account/actor.ts"
import { defaultPasswordRule } from "../../domain/account/password.ts"

/** Headers that sign a request in at a dialect. */
export interface Credentials {
  readonly dialect: DialectName
  readonly headers: Readonly<Record<string, string>>
  /** The refresh token of the same sign-in, if it is sent in a body. */
  readonly refresh?: string
  /** Whether requests that end or rotate the session use these credentials. Other requests must not lose their session. */
  readonly isSpent: boolean
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
export const PASSWORD = "a-long-password"

/** Signs an account in at every dialect that has a sign-in, and an admin where a dialect has admins. */
export const signInEverywhere = async (shop: Shop): Promise<ReadonlyArray<Credentials>> => {
  const server = await serve({ shop, host: "127.0.0.1", port: 0, log: quiet })
  try {
    await register(server.url)
    const kept = await signIn(server.url)
    const spent = await signIn(server.url)
    return [...kept.map((one) => ({ ...one, isSpent: false })), ...spent.map((one) => ({ ...one, isSpent: true }))]
  } finally {
    await server.close()
  }
}

/** The admin that `signInEverywhere` uses. */
export const ADMIN = { username: "root", password: PASSWORD }
export const PHONE = "+919876543210"

/**
 * Makes the accounts as they were at the start: active, with their passwords, and the admin an admin. Requests may have
 * changed them.
 */
export const restoreAccounts = async (shop: Shop): Promise<void> => {
  const admin = await shop.ensureAdmin(ADMIN, { required: [], password: defaultPasswordRule })
  if (!admin.ok) throw new Error(`There is no admin: ${String(admin.error)}`)
  for (const login of [ADMIN.username, fuzz.username, member.email, "fuzz-by-phone"]) {
    const changed = await shop.setPassword({ login, password: PASSWORD })
    if (changed.ok) await shop.setAccountActive(operator, { account: changed.value.id, isActive: true })
  }
}

const fuzz = { username: "fuzz", password: PASSWORD, email: "fuzz@example.com" }
const member = { email: "fuzz@nitrkl.ac.in", password: PASSWORD, first_name: "F", last_name: "Z" }

const post = async (url: string, body: object) => {
  const headers = { "content-type": "application/json" }
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) })
  return { response, body: (await response.json()) as Readonly<Record<string, string>> }
}

/** Registers the accounts. Later calls find them registered. */
const register = async (url: string): Promise<void> => {
  await post(`${url}/webstore/api/sign_in`, fuzz)
  await post(`${url}/nitrmart/users/`, member)
  await post(`${url}/myecommerce/api/users/register/`, {
    ...{ ...fuzz, username: "fuzz-by-phone", email: "phone@example.com", phone_number: PHONE },
    ...{ address: "1 Park Street", postal_code: "700016", birthdate: "2000-02-29" },
  })
}

const signIn = async (url: string): Promise<ReadonlyArray<Omit<Credentials, "isSpent">>> => {
  const token = async (user: object) => `Token ${(await post(`${url}/api/users/login/`, user)).body.token}`
  const pair = async (dialect: DialectName, path: string, user: object) => {
    const { access, refresh = "" } = (await post(url + path, user)).body
    return { dialect, headers: { authorization: `Bearer ${access}` }, refresh }
  }
  const bearer = async ({ username, password }: typeof ADMIN): Promise<Omit<Credentials, "isSpent">> => {
    const { body } = await post(`${url}/shopwright/v1/tokens`, { login: username, password })
    return {
      dialect: "shopwright",
      headers: { authorization: `Bearer ${body.accessToken}` },
      refresh: body.refreshToken ?? "",
    }
  }
  const cookieSession = async ({ username, password }: typeof ADMIN): Promise<Omit<Credentials, "isSpent">> => {
    const { response, body } = await post(`${url}/shopwright/v1/sessions`, { login: username, password })
    const cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(";", 1)[0] ?? "")
      .join("; ")
    return { dialect: "shopwright", headers: { cookie, "x-csrf-token": body.csrfToken ?? "" } }
  }
  const web = await post(`${url}/webstore/api/login_view`, fuzz)
  const cookies = web.response.headers.getSetCookie().map((line) => line.split(";", 1)[0] ?? "")
  const csrf = cookies.find((cookie) => cookie.startsWith("csrftoken="))?.split("=")[1] ?? ""
  if (csrf === "") throw new Error(`The fuzzer could not sign in: ${JSON.stringify(web.body)}`)
  return [
    { dialect: "ecommerce-backend", headers: { authorization: await token(ADMIN) } },
    { dialect: "ecommerce-backend", headers: { authorization: await token(fuzz) } },
    {
      dialect: "webstore",
      headers: { authorization: `Token ${web.body.access_token}`, cookie: cookies.join("; "), "x-csrftoken": csrf },
    },
    await pair("nitrmart", "/nitrmart/users/token/", { email: member.email, password: PASSWORD }),
    await pair("myecommerce", "/myecommerce/api/token/", { username: "fuzz-by-phone", password: PASSWORD }),
    ...(await Promise.all([ADMIN, fuzz].map((user) => bearer(user)))),
    await cookieSession(ADMIN),
    await pair("phone-login", "/phone-login/api/login/", { username: PHONE, password: PASSWORD }),
  ]
}
