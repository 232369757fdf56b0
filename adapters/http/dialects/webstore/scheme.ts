import { Effect } from "effect"
import type { TokenBearer } from "../../../../application/account/token-pair.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import type { Scheme } from "../../dialect/dialect.ts"
import { notPermitted, storeUnavailable } from "../../drf/responses.ts"
import { tokenHeader } from "../../drf/token-header.ts"
import { notSignedIn } from "./order-errors.ts"

/**
 * Reads `Authorization: Token <access token>`. Every fault has the same response. Accepts tokens of this dialect only.
 */
export const accessScheme = (shop: Pick<UseCases, "authenticateAccess">, dialect: string): Scheme<TokenBearer> => ({
  identify: ({ authorization }) => {
    const header = tokenHeader("Token", authorization)
    if (header.kind === "anonymous") return null
    if (header.kind === "fault") return Effect.fail(notSignedIn)
    return Effect.mapError(shop.authenticateAccess(header.token, { dialects: [dialect] }), (error) =>
      error._tag === "StoreUnavailable" ? storeUnavailable(error) : notSignedIn,
    )
  },
  isAdmin: ({ account }) => account.isAdmin,
  rejections: [notSignedIn],
  notSignedIn,
  notPermitted,
})
