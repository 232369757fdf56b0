import { Effect } from "effect"
import type { TokenBearer } from "../../../application/account/token-pair.ts"
import type { TokenSettings } from "../../../application/account/token-settings.ts"
import { InvalidToken } from "../../../application/ports/token-pairs.ts"
import type { UseCases } from "../../../application/use-cases.ts"
import { EMAIL_MAX_LENGTH, type IdentifierKind } from "../../../domain/account/identifier.ts"
import type { ErrorsOf } from "../dialect/dialect.ts"
import { type Endpoint, endpoints } from "../dialect/endpoint.ts"
import { json } from "../dialect/response.ts"
import { object } from "../drf/field.ts"
import { charField } from "../drf/text-fields.ts"
import { clientAddress } from "../server/client-address.ts"

/** The settings of a sign-in endpoint. */
export interface SignIn {
  readonly path: string
  /** The body field with the login, and the kinds of identifier it may be, in this order. */
  readonly login: { readonly field: string; readonly by: ReadonlyArray<IdentifierKind> }
  readonly tokens: TokenSettings
}

/** Longer than new passwords may be, because imported accounts may have longer passwords. */
const PASSWORD_MAX_LENGTH = 4096

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
      [login.field]: charField({ maxLength: EMAIL_MAX_LENGTH }),
      password: charField({ trim: false, maxLength: PASSWORD_MAX_LENGTH }),
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
): Endpoint<TokenBearer, InvalidToken> =>
  endpoints<TokenBearer, InvalidToken>()({
    method: "POST",
    path,
    access: "public",
    ignoresCredentials: true,
    body: object({ refresh: charField() }),
    handle: ({ body }) =>
      shop.refreshAccess(body.refresh, tokens).pipe(
        Effect.map(({ access }) => json(200, { access })),
        Effect.mapError((error) => (error._tag === "InvalidToken" ? error : new InvalidToken({ reason: "expired" }))),
      ),
  })
