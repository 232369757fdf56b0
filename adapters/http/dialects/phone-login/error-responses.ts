import type { InvalidToken } from "../../../../application/ports/token-pairs.ts"
import type { ErrorResponses, ErrorsOf } from "../../dialect/dialect.ts"
import { storeUnavailable, throttled, unavailable } from "../../drf/responses.ts"
import { refusedWith } from "../../jwt/bearer-scheme.ts"

/** The errors of the use cases that this dialect calls. */
export type DialectErrors = ErrorsOf<"obtainTokenPair"> | InvalidToken

/** This dialect's responses to the shop's errors, with the document's messages for sign-in and refresh. */
export const errorResponses = {
  InvalidCredentials: () => refusedWith({ error: "Invalid username or password" }),
  InvalidToken: () => refusedWith({ error: "Invalid or expired refresh token" }),
  SignInThrottled: ({ retryAfterSeconds }) => throttled(retryAfterSeconds),
  PasswordsBusy: ({ retryAfterSeconds }) => unavailable(retryAfterSeconds),
  StoreUnavailable: storeUnavailable,
} satisfies ErrorResponses<DialectErrors>
