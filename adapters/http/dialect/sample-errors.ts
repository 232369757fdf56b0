import { Result } from "effect"
import { InvalidCatalog } from "../../../application/catalog/invalid-catalog.ts"
import { OrdersBusy } from "../../../application/order/placing-capacity.ts"
import { PicturesBusy } from "../../../application/ports/media.ts"
import { NotSupported } from "../../../application/ports/not-supported.ts"
import { PasswordsBusy } from "../../../application/ports/password-hasher.ts"
import { StoreUnavailable } from "../../../application/ports/store-unavailable.ts"
import { InvalidToken } from "../../../application/ports/token-pairs.ts"
import { AccountId } from "../../../domain/account/account.ts"
import {
  AccountInactive,
  AdminExists,
  CurrentPasswordMissing,
  CurrentPasswordWrong,
  EmailNotVerified,
  IdentifierTaken,
  InvalidAccountToken,
  InvalidCredentials,
  LastAdmin,
  MailNotConfigured,
  MailThrottled,
  NoEmailAddress,
  NotAnAdmin,
  NotPermitted,
  ProfileChanged,
  ProfileRefused,
  RegistrationRefused,
  RegistrationThrottled,
  SignInThrottled,
  TooManyApiKeys,
  UnknownAccount,
} from "../../../domain/account/errors.ts"
import { PictureName, PictureRefused } from "../../../domain/account/picture.ts"
import { CategoryId } from "../../../domain/catalog/category.ts"
import {
  CategoryInUse,
  CategoryNameTaken,
  NothingToSell,
  ProductChanged,
  TooManyPictures,
  UnknownCategory,
  UnknownPicture,
  UnknownProduct,
  UnknownVariant,
} from "../../../domain/catalog/errors.ts"
import { ProductId, VariantId } from "../../../domain/catalog/product.ts"
import { InvalidField } from "../../../domain/invalid-field.ts"
import {
  EmptyOrder,
  GuestsNotAllowed,
  IdempotencyKeyReused,
  IllegalStatusChange,
  InsufficientStock,
  InvalidQuantity,
  OrderMetadataChanged,
  OrderNoteChanged,
  OrderRefused,
  OrderTooLarge,
  StatusChangeRefused,
  TooManyUnpaidOrders,
  UnknownItem,
  UnknownOrder,
} from "../../../domain/order/errors.ts"
import { idempotencyKey } from "../../../domain/order/idempotency-key.ts"
import { OrderId } from "../../../domain/order/order.ts"
import { CountBelowReserved, StockLimitExceeded } from "../../../domain/stock/errors.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import { MAX_QUANTITY } from "../../../domain/stock/stock-level.ts"
import type { ShopError } from "./dialect.ts"
import type { DescribedError } from "./use-case-errors.ts"

const blankName = new InvalidField({ field: "name", rule: { kind: "blank" } })
const commonPassword = new InvalidField({ field: "password", rule: { kind: "too-common" } })
const foreignEmail = new InvalidField({ field: "email", rule: { kind: "not-allowed" } })
const badBirthdate = new InvalidField({ field: "birthdate", rule: { kind: "malformed" } })
const unknownItem = { line: 0, product: ProductId(9), variant: VariantId(4) }

/**
 * One instance of each error, or several where dialects respond differently. The descriptions of the APIs show the
 * responses to them, which the dialects' own tables create.
 */
export const sampleErrors: {
  readonly [Tag in DescribedError]: ReadonlyArray<Extract<ShopError, { readonly _tag: Tag }>>
} = {
  StoreUnavailable: [new StoreUnavailable({ message: "The database does not respond.", retryAfterSeconds: 1 })],
  RegistrationRefused: [
    new RegistrationRefused({ faults: [commonPassword] }),
    new RegistrationRefused({ faults: [foreignEmail] }),
  ],
  RegistrationThrottled: [new RegistrationThrottled({ retryAfterSeconds: 60 })],
  IdentifierTaken: [new IdentifierTaken({ identifier: "username" }), new IdentifierTaken({ identifier: "phone" })],
  PasswordsBusy: [new PasswordsBusy({ retryAfterSeconds: 1 })],
  PictureRefused: [
    new PictureRefused({ fault: { kind: "not-a-picture" } }),
    new PictureRefused({ fault: { kind: "too-many-bytes", bytes: 6_000_000, limit: 5_000_000 } }),
  ],
  PicturesBusy: [new PicturesBusy()],
  InvalidCredentials: [new InvalidCredentials()],
  SignInThrottled: [new SignInThrottled({ retryAfterSeconds: 5 })],
  InvalidToken: [new InvalidToken({ reason: "expired" })],
  AccountInactive: [new AccountInactive()],
  UnknownAccount: [new UnknownAccount({ account: AccountId(9) })],
  InvalidAccountToken: [new InvalidAccountToken()],
  MailNotConfigured: [new MailNotConfigured()],
  MailThrottled: [new MailThrottled({ retryAfterSeconds: 60 })],
  NoEmailAddress: [new NoEmailAddress({ account: AccountId(1) })],
  AdminExists: [new AdminExists()],
  NotAnAdmin: [new NotAnAdmin({ account: AccountId(1) })],
  TooManyApiKeys: [new TooManyApiKeys({ max: 100 })],
  LastAdmin: [new LastAdmin({ account: AccountId(1) })],
  NotPermitted: [new NotPermitted()],
  ProfileChanged: [new ProfileChanged({ account: AccountId(1), version: 3 })],
  ProfileRefused: [new ProfileRefused({ faults: [badBirthdate] })],
  CurrentPasswordMissing: [new CurrentPasswordMissing()],
  CurrentPasswordWrong: [new CurrentPasswordWrong()],
  InvalidField: [blankName],
  UnknownCategory: [new UnknownCategory({ category: CategoryId(9) })],
  UnknownProduct: [new UnknownProduct({ product: ProductId(9) })],
  UnknownVariant: [new UnknownVariant({ product: ProductId(9), variant: VariantId(4) })],
  UnknownPicture: [new UnknownPicture({ product: ProductId(9), picture: PictureName("0f.jpg") })],
  TooManyPictures: [new TooManyPictures({ product: ProductId(9), max: 20 })],
  NothingToSell: [new NothingToSell({ product: ProductId(9) })],
  ProductChanged: [new ProductChanged({ product: ProductId(9), version: 3, current: 4 })],
  InvalidCatalog: [
    new InvalidCatalog({ faults: [{ place: "products[3].price", fault: "must be an amount of USD" }], more: 0 }),
  ],
  CategoryInUse: [new CategoryInUse({ category: CategoryId(3) })],
  NotSupported: [new NotSupported({ ports: "search" })],
  CategoryNameTaken: [new CategoryNameTaken({ name: "Skincare" })],
  InvalidQuantity: [new InvalidQuantity({ line: 0, quantity: 0, rule: { kind: "too-small", min: 1 } })],
  UnknownItem: [
    new UnknownItem({ ...unknownItem, reason: "no-such-product" }),
    new UnknownItem({ ...unknownItem, reason: "no-such-variant" }),
    new UnknownItem({ ...unknownItem, variant: null, reason: "variant-required" }),
  ],
  StockLimitExceeded: [
    new StockLimitExceeded({ stockItem: StockItemId(1), onHand: 10, quantity: MAX_QUANTITY, max: MAX_QUANTITY }),
  ],
  CountBelowReserved: [new CountBelowReserved({ stockItem: StockItemId(1), counted: 3, reserved: 4 })],
  EmailNotVerified: [new EmailNotVerified({ account: AccountId(1) })],
  GuestsNotAllowed: [new GuestsNotAllowed()],
  EmptyOrder: [new EmptyOrder()],
  OrderTooLarge: [new OrderTooLarge()],
  InsufficientStock: [new InsufficientStock({ lines: [0], requested: 12, available: 10 })],
  TooManyUnpaidOrders: [new TooManyUnpaidOrders({ max: 5 })],
  OrdersBusy: [new OrdersBusy({ retryAfterSeconds: 1 })],
  IdempotencyKeyReused: [new IdempotencyKeyReused({ key: Result.getOrThrow(idempotencyKey("checkout-1")) })],
  IllegalStatusChange: [new IllegalStatusChange({ order: OrderId(1), from: "delivered", to: "paid" })],
  OrderRefused: [new OrderRefused({ refusal: "The voucher has expired." })],
  StatusChangeRefused: [new StatusChangeRefused({ refusal: "Only the warehouse ships orders." })],
  OrderMetadataChanged: [new OrderMetadataChanged({ order: OrderId(9) })],
  OrderNoteChanged: [new OrderNoteChanged({ order: OrderId(9) })],
  UnknownOrder: [new UnknownOrder({ order: OrderId(9) })],
}
