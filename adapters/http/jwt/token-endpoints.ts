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

/** How people sign in at one path. */
export interface SignIn {
  readonly path: string
  /** The field of the body that says who they are, and what that is read as, in this order. */
  readonly login: { readonly field: string; readonly by: ReadonlyArray<IdentifierKind> }
  readonly tokens: TokenSettings
}

/** Far more than the rule for new passwords allows; what people bring along from elsewhere may be longer than that. */
const PASSWORD_MAX_LENGTH = 4096

/** Trades a name and a password for `{refresh, access}`. */
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
      const { [login.field]: who = "", password = "" } = body
      const command = { login: who, by: login.by, password, address: clientAddress(request) }
      return Effect.map(shop.obtainTokenPair(command, tokens), ({ refresh, access }) => json(200, { refresh, access }))
    },
  })

/** Trades `{refresh}` for `{access}`. Whoever is behind the token, it is good or it is not. */
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
