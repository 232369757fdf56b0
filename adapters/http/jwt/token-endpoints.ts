import { Effect } from "effect"
import type { TokenBearer } from "../../../application/account/token-pair.ts"
import type { TokenSettings } from "../../../application/account/token-settings.ts"
import type { StoreUnavailable } from "../../../application/ports/store-unavailable.ts"
import { InvalidToken } from "../../../application/ports/token-pairs.ts"
import type { UseCases } from "../../../application/use-cases.ts"
import type { IdentifierKind } from "../../../domain/account/identifier.ts"
import type { ErrorsOf } from "../dialect/dialect.ts"
import { type Endpoint, endpoints } from "../dialect/endpoint.ts"
import { json } from "../dialect/response.ts"
import { object } from "../drf/field.ts"
import { charField, knownPassword, LOGIN_MAX_LENGTH } from "../drf/text-fields.ts"
import { clientAddress } from "../server/client-address.ts"

/** The settings of a sign-in endpoint. */
export interface SignIn {
  readonly path: string
  /** The body field with the login, and the kinds of identifier it may be, in this order. */
  readonly login: { readonly field: string; readonly by: ReadonlyArray<IdentifierKind> }
  readonly tokens: TokenSettings
}

/** The longest refresh token that is read, in characters. The shop's own have a few hundred. */
const TOKEN_MAX_LENGTH = 8192

/** Exchanges a login and a password for `{refresh, access}`. */
export const signInEndpoint = (
  shop: Pick<UseCases, "obtainTokenPair">,
  { path, login, tokens }: SignIn,
): Endpoint<TokenBearer, ErrorsOf<"obtainTokenPair">> =>
  endpoints<TokenBearer, ErrorsOf<"obtainTokenPair">>()({
    method: "POST",
    path,
    access: "public",
    ignoresCredentials: true,
    body: object({
      [login.field]: charField({ maxLength: LOGIN_MAX_LENGTH }),
      password: knownPassword,
    }),
    handle: ({ body, request }) => {
      const { [login.field]: value = "", password = "" } = body
      const command = { login: value, by: login.by, password, address: clientAddress(request) }
      return Effect.map(shop.obtainTokenPair(command, tokens), ({ refresh, access }) => json(200, { refresh, access }))
    },
  })

/** Exchanges `{refresh}` for `{access}`. All invalid tokens get the same response. */
export const refreshEndpoint = (
  shop: Pick<UseCases, "refreshAccess">,
  { path, tokens }: Pick<SignIn, "path" | "tokens">,
): Endpoint<TokenBearer, InvalidToken | StoreUnavailable> =>
  endpoints<TokenBearer, InvalidToken | StoreUnavailable>()({
    method: "POST",
    path,
    access: "public",
    ignoresCredentials: true,
    body: object({ refresh: charField({ maxLength: TOKEN_MAX_LENGTH }) }),
    handle: ({ body }) =>
      shop.refreshAccess(body.refresh, tokens).pipe(
        Effect.map(({ access }) => json(200, { access })),
        Effect.mapError((error) =>
          error._tag === "InvalidToken" || error._tag === "StoreUnavailable"
            ? error
            : new InvalidToken({ reason: "expired" }),
        ),
      ),
  })
