import { Effect } from "effect"
import type { DialectName } from "../../composition/dialects.ts"
import type { ServedShop } from "../support/http.ts"
import type { Pair } from "./jwt.ts"
import { personWith } from "./myecommerce.ts"
import { enrol, PASSWORD } from "./nitrmart.ts"
import { cookiesOf } from "./webstore.ts"

/** The tokens of one sign-in. Opaque tokens have no refresh token. */
export interface Tokens {
  readonly access: string
  readonly refresh: string | null
  readonly csrf: string
}

/** How the tests sign in at a dialect, and how they check whether the dialect accepts a token. */
export interface DialectProbe {
  readonly signIn: (served: ServedShop) => Promise<Tokens>
  readonly acceptsAccess: (served: ServedShop, tokens: Tokens) => Promise<boolean>
  readonly acceptsRefresh: (served: ServedShop, tokens: Tokens) => Promise<boolean>
}

/** Registers one person for all dialects but nitrmart, and a second one there. A new shop gives them the ids 1 and 2. */
export const registerPeople = async ({ ask }: ServedShop): Promise<void> => {
  const registered = await ask("POST", "/myecommerce/api/users/register/", { body: personWith(PASSWORD) })
  if (registered.status !== 201) throw new Error(`Not registered: ${registered.text}`)
  await enrol(ask, "user", "/nitrmart")
}

const pairAt = async ({ ask }: ServedShop, path: string, login: object): Promise<Tokens> => {
  const response = await ask("POST", path, { body: { ...login, password: PASSWORD } })
  if (response.status !== 200) throw new Error(`Not signed in: ${response.text}`)
  return { ...(response.json() as Pair), csrf: "" }
}

const accepted = (status: number): boolean => {
  if (![200, 401, 403].includes(status)) throw new Error(`Unexpected status ${status}`)
  return status === 200
}

const acceptsRefreshAt =
  (path: string) =>
  async ({ ask }: ServedShop, { refresh }: Tokens): Promise<boolean> =>
    accepted((await ask("POST", path, { body: { refresh } })).status)

/** A host checks the access tokens of dialects that have no protected endpoint. */
const acceptsAsHost =
  (dialect: DialectName) =>
  async ({ shop }: ServedShop, { access }: Tokens): Promise<boolean> => {
    const bearer = await Effect.runPromise(
      Effect.result(shop.useCases.authenticateAccess(access, { dialects: [dialect] })),
    )
    return bearer._tag === "Success"
  }

/** Signs in at shopwright by user name or e-mail address. */
const tokensOf = async ({ ask }: ServedShop): Promise<Tokens> => {
  const response = await ask("POST", "/shopwright/v1/tokens", { body: { login: "user", password: PASSWORD } })
  if (response.status !== 200) throw new Error(`Not signed in: ${response.text}`)
  const { accessToken, refreshToken } = response.json() as {
    readonly accessToken: string
    readonly refreshToken: string
  }
  return { access: accessToken, refresh: refreshToken, csrf: "" }
}

export const dialectProbes: { readonly [Name in DialectName]: DialectProbe } = {
  "ecommerce-backend": {
    signIn: async ({ ask }) => {
      const body = { username: "user", password: PASSWORD }
      const response = await ask("POST", "/ecommerce-backend/api/users/login/", { body })
      return { access: (response.json() as { readonly token: string }).token, refresh: null, csrf: "" }
    },
    acceptsAccess: async ({ ask }, { access }) =>
      accepted((await ask("GET", "/ecommerce-backend/api/orders/", { token: access })).status),
    acceptsRefresh: async () => false,
  },
  myecommerce: {
    signIn: (served) => pairAt(served, "/myecommerce/api/token/", { username: "user" }),
    acceptsAccess: acceptsAsHost("myecommerce"),
    acceptsRefresh: acceptsRefreshAt("/myecommerce/api/token/refresh/"),
  },
  "phone-login": {
    signIn: (served) => pairAt(served, "/phone-login/api/login/", { username: "+919876543210" }),
    acceptsAccess: acceptsAsHost("phone-login"),
    acceptsRefresh: acceptsRefreshAt("/phone-login/api/token/refresh/"),
  },
  nitrmart: {
    signIn: (served) => pairAt(served, "/nitrmart/users/token/", { email: "user@nitrkl.ac.in" }),
    acceptsAccess: async ({ ask }, { access }) => {
      // Each account sees only its own profile.
      const ids = await Promise.all([1, 2].map((id) => ask("GET", `/nitrmart/users/${id}/`, { bearer: access })))
      return ids.some(({ status }) => status === 200)
    },
    acceptsRefresh: acceptsRefreshAt("/nitrmart/users/token/refresh/"),
  },
  shopwright: {
    signIn: tokensOf,
    acceptsAccess: async ({ ask }, { access }) =>
      accepted((await ask("GET", "/shopwright/v1/me", { bearer: access })).status),
    acceptsRefresh: async ({ ask }, { refresh }) =>
      accepted((await ask("POST", "/shopwright/v1/tokens/refresh", { body: { refreshToken: refresh } })).status),
  },
  webstore: {
    signIn: async ({ ask }) => {
      const body = { username: "user", password: PASSWORD }
      const response = await ask("POST", "/webstore/api/login_view/", { body })
      const { refreshtoken, csrftoken } = cookiesOf(response)
      const { access_token } = response.json() as { readonly access_token: string }
      return { access: access_token, refresh: refreshtoken?.value ?? null, csrf: csrftoken?.value ?? "" }
    },
    acceptsAccess: async ({ ask }, { access }) =>
      accepted((await ask("GET", "/webstore/api/get_order/", { token: access })).status),
    acceptsRefresh: async ({ ask }, { refresh, csrf }) => {
      const headers = { cookie: `refreshtoken=${refresh}; csrftoken=${csrf}`, "x-csrftoken": csrf }
      return accepted((await ask("POST", "/webstore/api/refresh_token/", { headers })).status)
    },
  },
}
