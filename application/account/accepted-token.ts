import { Effect } from "effect"
import type { Clock } from "../ports/clock.ts"
import type { ShopIdentity } from "../ports/shop-identity.ts"
import { InvalidToken, type TokenClaims, type TokenPairs, type TokenType } from "../ports/token-pairs.ts"

/**
 * Accepts tokens that another simplejwt server signed with the same key, so that its users stay signed in while a shop
 * moves. Those tokens name no session, so they are valid in every dialect and cannot be ended one by one.
 */
export interface ForeignTokens {
  /** The time from which the shop rejects them. */
  readonly acceptUntil: Date
  /** Their `iss` claim. Defaults to none, as simplejwt issues tokens. */
  readonly issuer?: string | undefined
}

/** The dialects whose tokens a caller accepts. */
export interface AcceptedTokens {
  /** The names of the dialects, such as `["myecommerce", "phone-login"]`. */
  readonly dialects: ReadonlyArray<string>
}

export interface AcceptedTokenPorts {
  readonly pairs: TokenPairs
  readonly clock: Clock
  readonly shopIdentity: ShopIdentity
  /** `null` rejects all tokens of other servers. */
  readonly foreignTokens: ForeignTokens | null
}

/** Verifies a token and returns its claims. Rejects tokens of another shop or of another dialect. */
export type ReadAcceptedToken = (
  type: TokenType,
  token: string,
  accepted: AcceptedTokens,
) => Effect.Effect<TokenClaims, InvalidToken>

export const makeReadAcceptedToken = ({
  pairs,
  clock,
  shopIdentity,
  foreignTokens,
}: AcceptedTokenPorts): ReadAcceptedToken =>
  Effect.fnUntraced(function* (type, token, { dialects }) {
    const claims = yield* pairs.read(type, token)
    const isOurs = claims.issuer === (yield* shopIdentity.id())
    const isForeign = claims.session === null
    // A token that was issued for one of another server has no session either, and ends with the same date.
    if (isForeign && !(foreignTokens !== null && clock.now() < foreignTokens.acceptUntil))
      return yield* new InvalidToken({ reason: "wrong-issuer" })
    if (!isOurs) {
      if (!isForeign || claims.issuer !== (foreignTokens?.issuer ?? null))
        return yield* new InvalidToken({ reason: "wrong-issuer" })
      return claims
    }
    if (!claims.audience.some((dialect) => dialects.includes(dialect)))
      return yield* new InvalidToken({ reason: "wrong-audience" })
    return claims
  })
