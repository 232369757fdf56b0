import { plural } from "../../../application/plural.ts"
import type { NotSupported } from "../../../application/ports/not-supported.ts"
import { refusalMessage } from "../../../application/refusal-message.ts"
import { ruleMessage } from "../../../application/rule-message.ts"
import type {
  LastAdmin,
  NotAnAdmin,
  NotPermitted,
  TooManyApiKeys,
  UnknownAccount,
} from "../../../domain/account/errors.ts"
import type {
  NothingToSell,
  ProductChanged,
  UnknownCategory,
  UnknownPicture,
  UnknownProduct,
  UnknownVariant,
} from "../../../domain/catalog/errors.ts"
import type { MissingOffer } from "../../../domain/catalog/offer.ts"
import type { InvalidField } from "../../../domain/invalid-field.ts"
import type {
  IdempotencyKeyReused,
  IllegalStatusChange,
  InvalidQuantity,
  StatusChangeRefused,
  UnknownItem,
  UnknownOrder,
} from "../../../domain/order/errors.ts"
import { nextStatuses } from "../../../domain/order/status.ts"
import type { CountBelowReserved, StockLimitExceeded } from "../../../domain/stock/errors.ts"

/** The errors of actions that manage a shop. */
export type Refusal =
  | NotPermitted
  | NotSupported
  | InvalidField
  | UnknownAccount
  | LastAdmin
  | NotAnAdmin
  | TooManyApiKeys
  | UnknownProduct
  | UnknownVariant
  | UnknownCategory
  | UnknownPicture
  | NothingToSell
  | ProductChanged
  | UnknownOrder
  | IllegalStatusChange
  | StatusChangeRefused
  | InvalidQuantity
  | UnknownItem
  | IdempotencyKeyReused
  | StockLimitExceeded
  | CountBelowReserved

type Texts = { readonly [Tag in Refusal["_tag"]]: (refusal: Extract<Refusal, { readonly _tag: Tag }>) => string }

const texts: Texts = {
  NotPermitted: () => "This is not permitted",
  NotSupported: ({ ports }) => `The store of this shop does not support this (it has no ${ports} ports)`,
  InvalidField: ({ field, rule }) => `${field} ${ruleMessage(rule)}`,
  UnknownAccount: ({ account }) => `There is no account ${account}`,
  LastAdmin: () => "The shop would have no active admin",
  NotAnAdmin: ({ account }) => `Account ${account} is no active admin`,
  TooManyApiKeys: ({ max }) => `The account has ${max} API keys, which is the maximum. Revoke one first`,
  UnknownProduct: ({ product }) => `There is no product ${product}. "shopwright products list" shows all products`,
  UnknownVariant: ({ product, variant }) => `Product ${product} has no variant ${variant}`,
  UnknownCategory: ({ category }) => `There is no category ${category}`,
  UnknownPicture: ({ product, picture }) => `Product ${product} has no picture ${picture}`,
  NothingToSell: ({ product }) => `Product ${product} would have no variant that is sold. Archive the product instead`,
  ProductChanged: ({ product }) => `Product ${product} was changed at the same time. Try again`,
  UnknownOrder: ({ order }) => `There is no order ${order}. "shopwright orders list" shows the newest orders`,
  IllegalStatusChange: ({ order, from, to }) => {
    const next = nextStatuses(from)
    const allowed = next.length === 0 ? "which is final" : `which may become ${next.join(" or ")}`
    return `Order ${order} cannot become ${to}: it is ${from}, ${allowed}`
  },
  StatusChangeRefused: ({ refusal }) => refusalMessage(refusal, "The shop does not accept this change"),
  InvalidQuantity: ({ rule }) => `The quantity ${ruleMessage(rule)}`,
  UnknownItem: ({ product, variant, reason }) => missing[reason](product, variant),
  IdempotencyKeyReused: ({ key }) => `The key '${key}' was used for another restocking`,
  StockLimitExceeded: ({ onHand, max }) =>
    `There are ${onHand} on hand, and the largest quantity is ${max}: at most ${max - onHand} can be added`,
  CountBelowReserved: ({ counted, reserved }) =>
    `${counted} were counted, but open orders hold ${plural(reserved, "unit")}. Cancel orders or count again`,
}

const missing: Readonly<Record<MissingOffer, (product: number, variant: number | null) => string>> = {
  "no-such-product": (product) => `There is no product ${product} on sale`,
  "no-such-variant": (product, variant) => `Product ${product} has no variant ${variant} on sale`,
  "variant-required": (product) =>
    `Product ${product} is sold by variant: add --variant. "shopwright products show ${product}" lists its variants`,
}

/** Describes an error for the operator. */
export const describeRefusal = (refusal: Refusal): string =>
  // Each entry accepts the error with its tag. The compiler cannot follow this through an index.
  (texts[refusal._tag] as (refusal: Refusal) => string)(refusal)
