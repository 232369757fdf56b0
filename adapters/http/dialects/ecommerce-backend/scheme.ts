import { Effect } from "effect"
import type { Session } from "../../../../application/ports/sessions.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import type { Scheme } from "../../dialect/dialect.ts"
import { NOT_SIGNED_IN, notPermitted, storeUnavailable, unauthorized } from "../../drf/responses.ts"
import { tokenHeader } from "../../drf/token-header.ts"

export const CHALLENGE = "Token"

export const invalidToken = unauthorized(CHALLENGE, "Invalid token.")

/** Reads `Authorization: Token <token>`. Each token belongs to one session, which ends when it logs out. */
export const tokenScheme = (shop: Pick<UseCases, "authenticate">): Scheme<Session> => ({
  identify: ({ authorization }) => {
    const header = tokenHeader(CHALLENGE, authorization)
    switch (header.kind) {
      case "anonymous":
        return null
      case "fault":
        return Effect.fail(unauthorized(CHALLENGE, header.message))
      case "token":
        return Effect.mapError(shop.authenticate(header.token), (error) =>
          error._tag === "StoreUnavailable" ? storeUnavailable(error) : invalidToken,
        )
    }
  },
  isAdmin: ({ account }) => account.isAdmin,
  rejections: [invalidToken],
  notSignedIn: unauthorized(CHALLENGE, NOT_SIGNED_IN),
  notPermitted,
})
