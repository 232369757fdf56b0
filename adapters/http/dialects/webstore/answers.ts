import type { Answers } from "../../dialect.ts"
import type { Faults } from "../../drf/field.ts"
import { keyReused } from "../../drf/idempotency.ts"
import { noSuchKey } from "../../drf/number-fields.ts"
import { atPlaces } from "../../drf/places.ts"
import { badRequest, detail, throttled, unavailable } from "../../drf/replies.ts"
import { words } from "../../drf/words.ts"
import { invalidFields, notSignedIn, refused } from "./refusals.ts"
import type { Served } from "./served.ts"
import { BAD_EMAIL, BAD_USERNAME } from "./words.ts"

const malformed: { readonly [field: string]: string | undefined } = { username: BAD_USERNAME, email: BAD_EMAIL }

/** How this dialect answers the shop's errors; what the fields of a body can tell was told before it came to these. */
export const answers = {
  InvalidCredentials: () => detail(403, "user not found"),
  InvalidToken: () => notSignedIn,
  SignInThrottled: ({ retryAfterSeconds }) => throttled(retryAfterSeconds),
  PasswordsBusy: ({ retryAfterSeconds }) => unavailable(retryAfterSeconds),
  // Nobody sends a picture here.
  PictureRefused: () => badRequest,
  PicturesBusy: () => unavailable(1),
  IdentifierTaken: ({ identifier }) => refused(`${identifier} is used`),
  RegistrationRefused: ({ faults }) =>
    invalidFields(Object.fromEntries(faults.map(({ field, rule }) => [field, [words(rule, malformed[field])]]))),
  EmptyOrder: () => invalidFields({ items: ["This list may not be empty."] }),
  InvalidQuantity: ({ line, rule }) => atLines([line], { amount: [words(rule)] }),
  UnknownItem: ({ line, product, variant, reason }) => {
    switch (reason) {
      case "no-such-product":
        return atLines([line], { product_id: [noSuchKey(product)] })
      case "no-such-variant":
        return atLines([line], { variant_id: [noSuchKey(String(variant))] })
      case "variant-required":
        return atLines([line], { variant_id: ["This field is required."] })
    }
  },
  OrderTooLarge: () => invalidFields({ items: ["An order of this size cannot be taken."] }),
  InsufficientStock: ({ lines, requested, available }) =>
    atLines(lines, { amount: [`Only ${available} left in stock, ${requested} requested.`] }),
  IdempotencyKeyReused: () => keyReused,
  UnknownAccount: () => notSignedIn,
} satisfies Answers<Served>

const atLines = (lines: ReadonlyArray<number>, faults: { readonly [field: string]: Faults }) =>
  invalidFields({ items: atPlaces(undefined, "items", lines, faults) })
