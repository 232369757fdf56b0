import { Effect } from "effect"
import type { TokenBearer } from "../../../application/account/token-pair.ts"
import type { TokenSettings } from "../../../application/account/token-settings.ts"
import type { StoreUnavailable } from "../../../application/ports/store-unavailable.ts"
import { InvalidToken } from "../../../application/ports/token-pairs.ts"
import type { UseCases } from "../../../application/use-cases.ts"
import type { IdentifierKind } from "../../../domain/account/identifier.ts"
import type { ErrorsOf } from "../dialect/dialect.ts"
import type { EndpointDocs } from "../dialect/docs.ts"
import { type Endpoint, endpoints } from "../dialect/endpoint.ts"
import { json } from "../dialect/response.ts"
import { named, record, text } from "../dialect/schema.ts"
import { object } from "../drf/field.ts"
import { charField, knownPassword, LOGIN_MAX_LENGTH } from "../drf/text-fields.ts"
import { clientAddress } from "../server/client-address.ts"

/** The settings of a sign-in endpoint. */
export interface SignIn {
  readonly path: string
  /** The body field with the login, and the kinds of identifier it may be, in this order. */
  readonly login: { readonly field: string; readonly by: ReadonlyArray<IdentifierKind> }
  readonly tokens: TokenSettings
  /** The endpoint's part of the API's description. */
  readonly docs: Pick<EndpointDocs, "id" | "summary" | "example">
}

const pairSchema = named(
  "TokenPair",
  record<{ refresh: string; access: string }>({
    refresh: text({ description: "Exchange it for new access tokens." }),
    access: text({ description: "Send it as `Authorization: Bearer ACCESS`." }),
  }),
)

const accessSchema = named("AccessToken", record<{ access: string }>({ access: text() }))

const TAG = "Sign-in"

/** The longest refresh token that is read, in characters. The shop's own have a few hundred. */
const TOKEN_MAX_LENGTH = 8192

/** Exchanges a login and a password for `{refresh, access}`. */
export const signInEndpoint = (
  shop: Pick<UseCases, "obtainTokenPair">,
  { path, login, tokens, docs }: SignIn,
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
    docs: {
      ...docs,
      tag: TAG,
      calls: ["obtainTokenPair"],
      returns: [
        {
          status: 200,
          description: "The tokens.",
          schema: pairSchema,
          example: { refresh: "<refresh_token>", access: "<access_token>" },
        },
      ],
    },
    handle: ({ body, request }) => {
      const { [login.field]: value = "", password = "" } = body
      const command = { login: value, by: login.by, password, address: clientAddress(request) }
      return Effect.map(shop.obtainTokenPair(command, tokens), ({ refresh, access }) => json(200, { refresh, access }))
    },
  })

/** Exchanges `{refresh}` for `{access}`. All invalid tokens get the same response. */
export const refreshEndpoint = (
  shop: Pick<UseCases, "refreshAccess">,
  { path, tokens, docs }: Pick<SignIn, "path" | "tokens" | "docs">,
): Endpoint<TokenBearer, InvalidToken | StoreUnavailable> =>
  endpoints<TokenBearer, InvalidToken | StoreUnavailable>()({
    method: "POST",
    path,
    access: "public",
    ignoresCredentials: true,
    body: object({ refresh: charField({ maxLength: TOKEN_MAX_LENGTH }) }),
    docs: {
      ...docs,
      tag: TAG,
      calls: ["refreshAccess"],
      returns: [
        {
          status: 200,
          description: "A new access token.",
          schema: accessSchema,
          example: { access: "<new_access_token>" },
        },
      ],
      example: { refresh: "<refresh_token>" },
    },
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
