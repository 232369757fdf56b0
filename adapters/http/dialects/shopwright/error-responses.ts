import { plural } from "../../../../application/plural.ts"
import { refusalMessage } from "../../../../application/refusal-message.ts"
import { ruleMessage } from "../../../../application/rule-message.ts"
import type { PictureFault } from "../../../../domain/account/picture.ts"
import type { InvalidField } from "../../../../domain/invalid-field.ts"
import type { ErrorResponses } from "../../dialect/dialect.ts"
import { pointerOf } from "../../dialect/json/pointers.ts"
import type { HttpResponse } from "../../dialect/response.ts"
import type { DialectErrors } from "./dialect-errors.ts"
import { invalidQuery } from "./faults.ts"
import { notFound, notPermitted, type ProblemKind, problem, retryLater, storeUnavailable } from "./problem.ts"
import { invalidToken, wrongCredentials } from "./scheme.ts"
import { stale } from "./versions.ts"

/** This dialect's responses to the shop's errors. Faults that body fields detect are reported before. */
export const errorResponses = {
  InvalidCredentials: () => wrongCredentials,
  InvalidToken: () => invalidToken,
  SignInThrottled: ({ retryAfterSeconds }) => retryLater("throttled", retryAfterSeconds),
  RegistrationThrottled: ({ retryAfterSeconds }) => retryLater("throttled", retryAfterSeconds),
  PasswordsBusy: ({ retryAfterSeconds }) => retryLater("busy", retryAfterSeconds),
  StoreUnavailable: storeUnavailable,
  PictureRefused: ({ fault }) =>
    fault.kind === "too-many-bytes"
      ? problem("body-too-large", `A picture has at most ${fault.limit} bytes.`)
      : at("picture-refused", ["/picture"], pictureMessage(fault)),
  PicturesBusy: () => retryLater("busy", 1),
  NotPermitted: () => notPermitted,
  IdentifierTaken: ({ identifier }) =>
    at("identifier-taken", [`/${identifier}`], `Another account signs in with this ${identifier}.`),
  RegistrationRefused: ({ faults }) => invalid(faults),
  ProfileRefused: ({ faults }) => invalid(faults),
  CurrentPasswordMissing: () => problem("wrong-password", "Send the current password."),
  CurrentPasswordWrong: () => at("wrong-password", ["/currentPassword"], "This is not the current password."),
  // A request without a body has invalid parameters.
  InvalidField: (fault, sent) => (sent === undefined ? invalidParameter(fault) : invalid([fault])),
  // A path names the category of a rename or a deletion, a body that of a product.
  UnknownCategory: ({ category }, sent) =>
    has(sent, "category") ? at("invalid-request", ["/category"], `There is no category ${category}.`) : notFound,
  UnknownVariant: ({ product, variant }) =>
    at("unknown-item", ["/variants"], `The product ${product} has no variant ${variant}.`),
  // A path names the picture of a removal, a body those of an edit.
  UnknownPicture: ({ product, picture }, sent) =>
    has(sent, "pictures")
      ? at("invalid-request", ["/pictures"], `The product ${product} has no picture ${picture}.`)
      : notFound,
  TooManyPictures: ({ max }) => problem("too-many-pictures", `A product has at most ${max} pictures.`),
  NothingToSell: () => at("nothing-to-sell", ["/variants"], "Archive the product instead of its last variant."),
  ProductChanged: () => stale,
  InvalidAccountToken: () =>
    at("invalid-link", ["/token"], "The link was used, has expired, or does not exist. Request a new one."),
  MailNotConfigured: () =>
    problem("mail-not-configured", "This shop sends no mail. An admin can create a password link."),
  MailThrottled: ({ retryAfterSeconds }) => retryLater("throttled", retryAfterSeconds),
  NoEmailAddress: () => problem("no-email-address", "There is no address to which a mail could be sent."),
  EmailNotVerified: () => problem("email-not-verified", "Request a mail to confirm your address first."),
  GuestsNotAllowed: () => problem("guests-not-allowed", "Register to order."),
  AdminExists: () => problem("admin-exists", "The shop has an admin, who grants the role to others."),
  NotAnAdmin: () => notPermitted,
  TooManyApiKeys: ({ max }) =>
    problem("too-many-api-keys", `An account has at most ${max} API keys. Revoke one first.`),
  LastAdmin: () => problem("last-admin", "Grant the admin role to another account first."),
  CategoryInUse: () => problem("category-in-use", "Move its products to another category first, archived ones too."),
  NotSupported: ({ ports }) => problem("not-supported", `The store has no ${ports} ports.`),
  InvalidCatalog: ({ faults, more }) =>
    problem("invalid-file", `Nothing was loaded. The file has ${plural(faults.length + more, "fault")}.`, {
      errors: faults.map(({ place, fault }) => ({
        pointer: "/file",
        detail: place === "" ? fault : `${place}: ${fault}`,
      })),
    }),
  UnknownProduct: () => notFound,
  CategoryNameTaken: ({ name }) => at("name-taken", ["/name"], `There is a category "${name}" already.`),
  EmptyOrder: () => at("invalid-request", ["/lines"], "An order needs at least one line."),
  InvalidQuantity: ({ line, rule }) => at("invalid-request", [`/lines/${line}/quantity`], ruleMessage(rule)),
  UnknownItem: ({ line, product, variant, reason }, sent) => {
    // The body of a restocking or a stock-take has no lines, and its path names the product.
    const isOrder = has(sent, "lines")
    const place = isOrder ? `/lines/${line}` : ""
    switch (reason) {
      case "no-such-product":
        return isOrder ? at("unknown-item", [`${place}/product`], `There is no product ${product}.`) : notFound
      case "no-such-variant":
        return at("unknown-item", [`${place}/variant`], `The product ${product} has no variant ${variant}.`)
      case "variant-required":
        return at("unknown-item", [`${place}/variant`], `The product ${product} is sold by variant: name one.`)
    }
  },
  OrderTooLarge: () => at("invalid-request", ["/lines"], "An order of this size cannot be taken."),
  InsufficientStock: ({ lines, requested, available }) =>
    at(
      "insufficient-stock",
      lines.map((line) => `/lines/${line}/quantity`),
      `${requested} were ordered and ${available} are available.`,
    ),
  StockLimitExceeded: ({ onHand, max }) =>
    at("stock-limit-exceeded", ["/quantity"], `${onHand} are on hand. The maximum is ${max}.`),
  CountBelowReserved: ({ counted, reserved }) =>
    at("count-below-reserved", ["/counted"], `${counted} were counted, but open orders hold ${reserved}.`),
  TooManyUnpaidOrders: ({ max }) =>
    problem("too-many-unpaid-orders", `This account has ${max} unpaid orders, which is the maximum.`),
  OrderRefused: ({ refusal }) =>
    problem("order-refused", refusalMessage(refusal, "The shop does not accept this order.")),
  StatusChangeRefused: ({ refusal }) =>
    problem("status-change-refused", refusalMessage(refusal, "The shop does not accept this change.")),
  OrdersBusy: ({ retryAfterSeconds }) => retryLater("busy", retryAfterSeconds),
  IdempotencyKeyReused: () => problem("idempotency-key-reused", "Use a new Idempotency-Key for another request."),
  IllegalStatusChange: ({ from, to }) =>
    at("illegal-status-change", ["/status"], `An order that is ${from} cannot become ${to}.`),
  UnknownOrder: () => notFound,
  UnknownAccount: () => notFound,
} satisfies ErrorResponses<DialectErrors>

const has = (sent: unknown, member: string): boolean =>
  typeof sent === "object" && sent !== null && Object.hasOwn(sent, member)

/** Returns a problem whose detail applies to the given places of the body. */
const at = (kind: ProblemKind, pointers: ReadonlyArray<string>, detail: string): HttpResponse =>
  problem(kind, detail, { errors: pointers.map((pointer) => ({ pointer, detail })) })

const invalid = (faults: ReadonlyArray<InvalidField>): HttpResponse => {
  const errors = faults.map(({ field, rule }) => ({ pointer: pointerOf(field), detail: ruleMessage(rule) }))
  return problem("invalid-request", errors.length === 1 ? "One value is invalid." : "Some values are invalid.", {
    errors,
  })
}

const invalidParameter = ({ field, rule }: InvalidField): HttpResponse => {
  const detail = rule.kind === "malformed" ? "must be a date such as 2026-01-31" : ruleMessage(rule)
  return invalidQuery({ [field]: [detail] })
}

const pictureMessage = (fault: Exclude<PictureFault, { readonly kind: "too-many-bytes" }>): string => {
  switch (fault.kind) {
    case "empty":
      return "The file is empty."
    case "not-a-picture":
      return "The file is not a JPEG, PNG, WebP or GIF."
    case "damaged":
      return "The picture is damaged."
    case "too-many-pixels":
      return `A picture has at most ${fault.limit} pixels, and this one has ${fault.width} by ${fault.height}.`
    case "too-slow":
      return "The picture takes too long to read. Upload a simpler one."
  }
}
