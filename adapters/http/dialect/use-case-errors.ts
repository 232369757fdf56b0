import type { Effect } from "effect"
import type { UseCases } from "../../../application/use-cases.ts"

/** Every use case has this error as well. */
type Common = "StoreUnavailable"

type TagOf<Name extends keyof UseCases> = Exclude<Effect.Error<ReturnType<UseCases[Name]>>["_tag"], Common>

const placing = {
  EmptyOrder: true,
  InvalidQuantity: true,
  UnknownItem: true,
  OrderTooLarge: true,
  InvalidField: true,
  InsufficientStock: true,
  UnknownAccount: true,
  TooManyUnpaidOrders: true,
  IdempotencyKeyReused: true,
  OrdersBusy: true,
  OrderRefused: true,
} as const

/**
 * The errors of the use cases that endpoints call, for the descriptions of the APIs. Types do not exist at run time, so
 * this list repeats them. It does not compile if it differs from the types.
 */
export const useCaseErrors = {
  register: {
    RegistrationRefused: true,
    RegistrationThrottled: true,
    IdentifierTaken: true,
    PasswordsBusy: true,
    PictureRefused: true,
    PicturesBusy: true,
  },
  logIn: { InvalidCredentials: true, SignInThrottled: true, PasswordsBusy: true },
  obtainTokenPair: { InvalidCredentials: true, SignInThrottled: true, PasswordsBusy: true },
  refreshAccess: { InvalidToken: true, AccountInactive: true, UnknownAccount: true },
  authenticateRefresh: { InvalidToken: true },
  rotateRefresh: { InvalidToken: true },
  listSessions: {},
  endSession: {},
  viewProfile: { NotPermitted: true, UnknownAccount: true },
  updateProfile: {
    NotPermitted: true,
    UnknownAccount: true,
    ProfileRefused: true,
    ProfileChanged: true,
    CurrentPasswordMissing: true,
    CurrentPasswordWrong: true,
    SignInThrottled: true,
    PasswordsBusy: true,
    PictureRefused: true,
    PicturesBusy: true,
  },
  requestPasswordReset: { MailNotConfigured: true, MailThrottled: true, NotSupported: true },
  resetPassword: { InvalidAccountToken: true, ProfileRefused: true, PasswordsBusy: true, NotSupported: true },
  createPasswordLink: { NotPermitted: true, UnknownAccount: true, NotSupported: true },
  createApiKey: {
    NotPermitted: true,
    UnknownAccount: true,
    NotAnAdmin: true,
    InvalidField: true,
    TooManyApiKeys: true,
    NotSupported: true,
  },
  listApiKeys: { NotPermitted: true, NotSupported: true },
  revokeApiKey: { NotPermitted: true, NotSupported: true },
  requestEmailVerification: {
    MailNotConfigured: true,
    MailThrottled: true,
    NoEmailAddress: true,
    UnknownAccount: true,
    NotSupported: true,
  },
  verifyEmail: { InvalidAccountToken: true, NotSupported: true },
  viewAccount: { NotPermitted: true, UnknownAccount: true, NotSupported: true },
  exportAccount: { NotPermitted: true, UnknownAccount: true },
  eraseAccount: {
    NotPermitted: true,
    UnknownAccount: true,
    LastAdmin: true,
    CurrentPasswordMissing: true,
    CurrentPasswordWrong: true,
    SignInThrottled: true,
    PasswordsBusy: true,
    NotSupported: true,
  },
  endSessions: { NotPermitted: true },
  searchAccounts: { NotPermitted: true, NotSupported: true },
  setAdmin: { NotPermitted: true, UnknownAccount: true, LastAdmin: true },
  setAccountActive: { NotPermitted: true, UnknownAccount: true, LastAdmin: true },
  setAccountMetadata: { NotPermitted: true, InvalidField: true, UnknownAccount: true, ProfileChanged: true },
  listProducts: {},
  searchProducts: { NotSupported: true },
  createProduct: { NotPermitted: true, InvalidField: true, UnknownCategory: true, IdempotencyKeyReused: true },
  viewProduct: { UnknownProduct: true },
  editProduct: {
    NotPermitted: true,
    InvalidField: true,
    UnknownProduct: true,
    UnknownVariant: true,
    UnknownPicture: true,
    UnknownCategory: true,
    NothingToSell: true,
    ProductChanged: true,
  },
  addProductPicture: {
    NotPermitted: true,
    InvalidField: true,
    UnknownProduct: true,
    TooManyPictures: true,
    PictureRefused: true,
    PicturesBusy: true,
    IdempotencyKeyReused: true,
  },
  removeProductPicture: { NotPermitted: true, UnknownProduct: true, UnknownPicture: true },
  renameCategory: { NotPermitted: true, InvalidField: true, UnknownCategory: true, CategoryNameTaken: true },
  deleteCategory: { NotPermitted: true, UnknownCategory: true, CategoryInUse: true },
  reprice: { NotPermitted: true, InvalidField: true, UnknownProduct: true },
  restock: {
    NotPermitted: true,
    InvalidQuantity: true,
    UnknownItem: true,
    StockLimitExceeded: true,
    IdempotencyKeyReused: true,
  },
  takeStock: {
    NotPermitted: true,
    InvalidField: true,
    UnknownItem: true,
    CountBelowReserved: true,
    IdempotencyKeyReused: true,
  },
  viewStock: { NotPermitted: true, UnknownProduct: true },
  listLowStock: { NotPermitted: true, NotSupported: true },
  stockHistory: { NotPermitted: true, NotSupported: true },
  listCategories: {},
  createCategory: { NotPermitted: true, InvalidField: true, CategoryNameTaken: true, IdempotencyKeyReused: true },
  listSubscribers: { NotPermitted: true, NotSupported: true },
  latestEvent: { NotPermitted: true },
  retryEvents: { NotPermitted: true, NotSupported: true },
  auditStock: {},
  importCatalog: { NotPermitted: true, InvalidCatalog: true },
  createFirstAdmin: { RegistrationRefused: true, IdentifierTaken: true, AdminExists: true, PasswordsBusy: true },
  createAdmin: { RegistrationRefused: true, IdentifierTaken: true, PasswordsBusy: true },
  placeOrder: placing,
  placeGuestOrder: {
    ...placing,
    GuestsNotAllowed: true,
    RegistrationRefused: true,
    RegistrationThrottled: true,
    NotSupported: true,
  },
  claimGuestOrders: { UnknownAccount: true, NoEmailAddress: true, EmailNotVerified: true, NotSupported: true },
  listOrders: {},
  pageOrders: {},
  reportSales: { NotPermitted: true, InvalidField: true, NotSupported: true },
  reportBestSellers: { NotPermitted: true, InvalidField: true, NotSupported: true },
  reportStockValue: { NotPermitted: true, NotSupported: true },
  setLowStockThreshold: { NotPermitted: true, InvalidField: true, UnknownItem: true },
  searchOrders: { NotSupported: true },
  exportOrders: { NotPermitted: true, NotSupported: true },
  viewOrder: { UnknownOrder: true },
  noteOrder: { NotPermitted: true, InvalidField: true, UnknownOrder: true, OrderNoteChanged: true },
  changeOrderMetadata: { NotPermitted: true, InvalidField: true, UnknownOrder: true, OrderMetadataChanged: true },
  cancelOrder: {
    NotPermitted: true,
    InvalidField: true,
    UnknownOrder: true,
    IllegalStatusChange: true,
    StatusChangeRefused: true,
  },
  changeOrderStatus: { NotPermitted: true, UnknownOrder: true, IllegalStatusChange: true, StatusChangeRefused: true },
} as const satisfies { readonly [Name in keyof UseCases]?: { readonly [Tag in TagOf<Name>]: true } }

/** The use cases that the descriptions of APIs may name. */
export type DescribedUseCase = keyof typeof useCaseErrors

/** The tags of the errors that the descriptions of APIs show. */
export type DescribedError =
  | Common
  | { [Name in DescribedUseCase]: keyof (typeof useCaseErrors)[Name] }[DescribedUseCase]
