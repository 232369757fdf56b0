import { refusalMessage } from "../../../../application/refusal-message.ts"
import type { ErrorResponses } from "../../dialect/dialect.ts"
import type { Faults } from "../../drf/field.ts"
import { keyReused } from "../../drf/idempotency.ts"
import { ruleMessage } from "../../drf/messages.ts"
import { noSuchKey } from "../../drf/number-fields.ts"
import { atPath, atPositions } from "../../drf/positions.ts"
import {
  badRequest,
  invalid,
  notFound,
  notPermitted,
  storeUnavailable,
  throttled,
  unauthorized,
  unavailable,
} from "../../drf/responses.ts"
import type { DialectErrors } from "./dialect-errors.ts"
import { BAD_EMAIL, BAD_USERNAME } from "./messages.ts"
import { CHALLENGE, invalidToken } from "./scheme.ts"

const malformed: { readonly [field: string]: string | undefined } = { username: BAD_USERNAME, email: BAD_EMAIL }

/** This dialect's responses to the shop's errors. Faults that body fields detect are reported before. */
export const errorResponses = {
  InvalidCredentials: () => unauthorized(CHALLENGE, "Invalid credentials."),
  SignInThrottled: ({ retryAfterSeconds }) => throttled(retryAfterSeconds),
  RegistrationThrottled: ({ retryAfterSeconds }) => throttled(retryAfterSeconds),
  PasswordsBusy: ({ retryAfterSeconds }) => unavailable(retryAfterSeconds),
  StoreUnavailable: storeUnavailable,
  // This dialect accepts no pictures.
  PictureRefused: () => badRequest,
  PicturesBusy: () => unavailable(1),
  NotAuthenticated: () => invalidToken,
  NotPermitted: () => notPermitted,
  IdentifierTaken: ({ identifier }) => invalid({ [identifier]: [`A user with that ${identifier} already exists.`] }),
  RegistrationRefused: ({ faults }) =>
    invalid(Object.fromEntries(faults.map(({ field, rule }) => [field, [ruleMessage(rule, malformed[field])]]))),
  InvalidField: ({ field, rule }) => invalid(atPath(field, [ruleMessage(rule)])),
  UnknownCategory: ({ category }) => invalid({ category: [noSuchKey(category)] }),
  CategoryNameTaken: () => invalid({ name: ["category with this name already exists."] }),
  EmptyOrder: () => invalid({ items: ["This list may not be empty."] }),
  InvalidQuantity: ({ line, rule }, sent) => atLines(sent, [line], { quantity: [ruleMessage(rule)] }),
  UnknownItem: ({ line, product, variant, reason }, sent) => {
    switch (reason) {
      case "no-such-product":
        return atLines(sent, [line], { product: [noSuchKey(product)] })
      case "no-such-variant":
        return atLines(sent, [line], { variant: [noSuchKey(String(variant))] })
      case "variant-required":
        return atLines(sent, [line], { variant: ["This field is required."] })
    }
  },
  OrderTooLarge: () => invalid({ items: ["An order of this size cannot be taken."] }),
  InsufficientStock: ({ lines, requested, available }, sent) =>
    atLines(sent, lines, { quantity: [`Only ${available} left in stock, ${requested} requested.`] }),
  TooManyUnpaidOrders: ({ max }) =>
    invalid({ non_field_errors: [`This account has ${max} unpaid orders, which is the maximum.`] }),
  OrdersBusy: ({ retryAfterSeconds }) => unavailable(retryAfterSeconds),
  IdempotencyKeyReused: () => keyReused,
  IllegalStatusChange: ({ from, to }) => invalid({ status: [`An order that is ${from} cannot become ${to}.`] }),
  OrderRefused: ({ refusal }) =>
    invalid({ non_field_errors: [refusalMessage(refusal, "This order is not accepted.")] }),
  StatusChangeRefused: ({ refusal }) => invalid({ status: [refusalMessage(refusal, "This change is not accepted.")] }),
  UnknownOrder: () => notFound,
  UnknownAccount: () => invalidToken,
} satisfies ErrorResponses<DialectErrors>

const atLines = (sent: unknown, lines: ReadonlyArray<number>, faults: { readonly [field: string]: Faults }) =>
  invalid({ items: atPositions(sent, "items", lines, faults) })
