import type { DialectName } from "../../composition/dialects.ts"
import { serve } from "../../composition/http.ts"
import type { Shop } from "../../composition/shop.ts"

/** Headers that sign a request in at a dialect. */
export interface Credentials {
  readonly dialect: DialectName
  readonly headers: Readonly<Record<string, string>>
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const PASSWORD = "a-long-password"

/** Signs an account in at every dialect that has a sign-in, and an admin where a dialect has admins. */
export const signInEverywhere = async (shop: Shop): Promise<ReadonlyArray<Credentials>> => {
  const server = await serve({ shop, host: "127.0.0.1", port: 0, log: quiet })
  try {
    return await signIn(server.url)
  } finally {
    await server.close()
  }
}

/** The admin that `signInEverywhere` uses. */
export const ADMIN = { username: "root", password: PASSWORD }
const phone = "+919876543210"

const signIn = async (url: string): Promise<ReadonlyArray<Credentials>> => {
  const post = async (path: string, body: object) => {
    const headers = { "content-type": "application/json" }
    const response = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) })
    return { response, body: (await response.json()) as Readonly<Record<string, string>> }
  }
  const fuzz = { username: "fuzz", password: PASSWORD, email: "fuzz@example.com" }
  const member = { email: "fuzz@nitrkl.ac.in", password: PASSWORD, first_name: "F", last_name: "Z" }
  await post("/webstore/api/sign_in", fuzz)
  await post("/nitrmart/users/", member)
  await post("/myecommerce/api/users/register/", {
    ...{ ...fuzz, username: "fuzz-by-phone", email: "phone@example.com", phone_number: phone },
    ...{ address: "1 Park Street", postal_code: "700016", birthdate: "2000-02-29" },
  })
  const token = async (user: object) => `Token ${(await post("/api/users/login/", user)).body.token}`
  const bearer = async (path: string, body: object) => `Bearer ${(await post(path, body)).body.access}`
  const web = await post("/webstore/api/login_view", fuzz)
  const cookies = web.response.headers.getSetCookie().map((line) => line.split(";", 1)[0] ?? "")
  const csrf = cookies.find((cookie) => cookie.startsWith("csrftoken="))?.split("=")[1] ?? ""
  return [
    { dialect: "ecommerce-backend", headers: { authorization: await token(ADMIN) } },
    { dialect: "ecommerce-backend", headers: { authorization: await token(fuzz) } },
    {
      dialect: "webstore",
      headers: { authorization: `Token ${web.body.access_token}`, cookie: cookies.join("; "), "x-csrftoken": csrf },
    },
    { dialect: "nitrmart", headers: { authorization: await bearer("/nitrmart/users/token/", member) } },
    {
      dialect: "myecommerce",
      headers: {
        authorization: await bearer("/myecommerce/api/token/", { username: "fuzz-by-phone", password: PASSWORD }),
      },
    },
    {
      dialect: "phone-login",
      headers: { authorization: await bearer("/phone-login/api/login/", { username: phone, password: PASSWORD }) },
    },
  ]
}
