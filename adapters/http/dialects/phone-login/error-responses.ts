import type { InvalidToken } from "../../../../application/ports/token-pairs.ts"
import type { ErrorResponses, ErrorsOf } from "../../dialect/dialect.ts"
import { throttled, unavailable } from "../../drf/responses.ts"
import { refusedWith } from "../../jwt/bearer-scheme.ts"

/** All that the use cases of this dialect can fail with. */
export type DialectErrors = ErrorsOf<"obtainTokenPair"> | InvalidToken

/** How this dialect answers the shop's errors: the document's words for sign-in and refresh. */
export const errorResponses = {
  InvalidCredentials: () => refusedWith({ error: "Invalid username or password" }),
  InvalidToken: () => refusedWith({ error: "Invalid or expired refresh token" }),
  SignInThrottled: ({ retryAfterSeconds }) => throttled(retryAfterSeconds),
  PasswordsBusy: ({ retryAfterSeconds }) => unavailable(retryAfterSeconds),
} satisfies ErrorResponses<DialectErrors>
