import { refusalMessage } from "../../../../application/refusal-message.ts"
import type { ErrorResponses } from "../../dialect/dialect.ts"
import type { Faults } from "../../drf/field.ts"
import { keyReused } from "../../drf/idempotency.ts"
import { ruleMessage } from "../../drf/messages.ts"
import { noSuchKey } from "../../drf/number-fields.ts"
import { atPositions } from "../../drf/positions.ts"
import { badRequest, detail, storeUnavailable, throttled, unavailable } from "../../drf/responses.ts"
import type { DialectErrors } from "./dialect-errors.ts"
import { BAD_EMAIL, BAD_USERNAME } from "./messages.ts"
import { invalidFields, notSignedIn, refused } from "./order-errors.ts"

const malformed: { readonly [field: string]: string | undefined } = { username: BAD_USERNAME, email: BAD_EMAIL }

/** This dialect's responses to the shop's errors. Faults that body fields detect are reported before. */
export const errorResponses = {
  InvalidCredentials: () => detail(403, "user not found"),
  InvalidToken: () => notSignedIn,
  SignInThrottled: ({ retryAfterSeconds }) => throttled(retryAfterSeconds),
  RegistrationThrottled: ({ retryAfterSeconds }) => throttled(retryAfterSeconds),
  PasswordsBusy: ({ retryAfterSeconds }) => unavailable(retryAfterSeconds),
  StoreUnavailable: storeUnavailable,
  // This dialect accepts no pictures.
  PictureRefused: () => badRequest,
  PicturesBusy: () => unavailable(1),
  IdentifierTaken: ({ identifier }) => refused(`${identifier} is used`),
  RegistrationRefused: ({ faults }) =>
    invalidFields(Object.fromEntries(faults.map(({ field, rule }) => [field, [ruleMessage(rule, malformed[field])]]))),
  EmptyOrder: () => invalidFields({ items: ["This list may not be empty."] }),
  InvalidQuantity: ({ line, rule }) => atLines([line], { amount: [ruleMessage(rule)] }),
  // Lines name stock items, so the only possible reason is an unknown id.
  UnknownItem: ({ line, product }) => atLines([line], { product_id: [noSuchKey(product)] }),
  InvalidField: ({ field, rule }) => invalidFields({ [field]: [ruleMessage(rule)] }),
  OrderTooLarge: () => invalidFields({ items: ["An order of this size cannot be taken."] }),
  InsufficientStock: ({ lines, requested, available }) =>
    atLines(lines, { amount: [`Only ${available} left in stock, ${requested} requested.`] }),
  TooManyUnpaidOrders: ({ max }) => refused(`This account has ${max} unpaid orders, which is the maximum.`),
  OrderRefused: ({ refusal }) => refused(refusalMessage(refusal, "This order is not accepted.")),
  OrdersBusy: ({ retryAfterSeconds }) => unavailable(retryAfterSeconds),
  IdempotencyKeyReused: () => keyReused,
  UnknownAccount: () => notSignedIn,
} satisfies ErrorResponses<DialectErrors>

const atLines = (lines: ReadonlyArray<number>, faults: { readonly [field: string]: Faults }) =>
  invalidFields({ items: atPositions(undefined, "items", lines, faults) })
