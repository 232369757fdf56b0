// Generated from the OpenAPI document by tests/tooling/generate-client.ts. Do not edit.

/** Problem details (RFC 9457). `type` distinguishes the kinds. */
export interface Problem<Type extends string, Status extends number> {
  readonly type: Type
  readonly title: string
  readonly status: Status
  /** Explains this occurrence. */
  readonly detail: string
  readonly errors?: ReadonlyArray<ProblemError>
}

/** `Account`, as the API shows it. */
export type Account = { readonly id: number; readonly username: string | null; readonly email: string | null; readonly phone: string | null; readonly isAdmin: boolean; readonly externalId: string | null; readonly isActive: boolean; readonly profile: Profile; readonly picture: string | null; readonly isVerified: boolean; readonly metadata: { readonly [name: string]: unknown } | null; readonly createdAt: string; readonly updatedAt: string }
/** `AccountOverview`, as the API shows it. */
export type AccountOverview = { readonly account: Account; readonly sessions: ReadonlyArray<OpenSession>; readonly orders: ReadonlyArray<Order> }
/** A page of a list. `next` is null on the last page. */
export type AccountPage = { readonly items: ReadonlyArray<Account>; readonly next: string | null }
/** `Adjustment`, as the API shows it. */
export type Adjustment = { readonly kind: AdjustmentKind; readonly label: string; readonly isIncluded: boolean; readonly amount: SignedMoney }
/** `AdjustmentKind`, as the API shows it. */
export type AdjustmentKind = "discount" | "tax" | "shipping" | "fee"
/** The shop has an admin. */
export type AdminExistsProblem = Problem<"urn:problem-type:shopwright:admin-exists", 409>
/** `ApiKey`, as the API shows it. */
export type ApiKey = { readonly id: string; readonly owner: Identity; readonly name: string; readonly scopes: ReadonlyArray<"products:read" | "products:write" | "stock:read" | "stock:write" | "orders:read" | "orders:write" | "accounts:read" | "accounts:write" | "reports:read" | "system:read" | "system:write">; readonly hint: string; readonly createdAt: string; readonly expiresAt: string | null; readonly lastUsedAt: string | null }
/** This operation accepts no API key. */
export type ApiKeyNotAcceptedProblem = Problem<"urn:problem-type:shopwright:api-key-not-accepted", 403>
/** A page of a list. `next` is null on the last page. */
export type ApiKeyPage = { readonly items: ReadonlyArray<ApiKey>; readonly next: string | null }
/** `BestSeller`, as the API shows it. */
export type BestSeller = { readonly product: { readonly id: number; readonly name: string }; readonly quantity: number; readonly revenue: Money }
/** `BestSellersReport`, as the API shows it. */
export type BestSellersReport = { readonly items: ReadonlyArray<BestSeller> }
/** The body is too large. */
export type BodyTooLargeProblem = Problem<"urn:problem-type:shopwright:body-too-large", 413>
/** The server is busy. */
export type BusyProblem = Problem<"urn:problem-type:shopwright:busy", 503>
/** `CatalogImport`, as the API shows it. */
export type CatalogImport = { readonly categories: number; readonly products: number; readonly first: ReadonlyArray<ImportedProduct>; readonly notes: ReadonlyArray<string> }
/** `Category`, as the API shows it. */
export type Category = { readonly id: number; readonly name: string }
/** The category has products. */
export type CategoryInUseProblem = Problem<"urn:problem-type:shopwright:category-in-use", 409>
/** A page of a list. `next` is null on the last page. */
export type CategoryPage = { readonly items: ReadonlyArray<Category>; readonly next: string | null }
/** `ClaimedGuests`, as the API shows it. */
export type ClaimedGuests = { readonly guests: number }
/** The count is below what open orders hold. */
export type CountBelowReservedProblem = Problem<"urn:problem-type:shopwright:count-below-reserved", 409>
/** `CreatedApiKey`, as the API shows it. */
export type CreatedApiKey = { readonly id: string; readonly owner: Identity; readonly name: string; readonly scopes: ReadonlyArray<"products:read" | "products:write" | "stock:read" | "stock:write" | "orders:read" | "orders:write" | "accounts:read" | "accounts:write" | "reports:read" | "system:read" | "system:write">; readonly hint: string; readonly createdAt: string; readonly expiresAt: string | null; readonly lastUsedAt: string | null; readonly secret: string }
/** `CurrentSession`, as the API shows it. */
export type CurrentSession = { readonly id: string; readonly kind: "bearer" | "cookie"; readonly account: Identity; readonly csrfToken: string | null }
/** `DaySales`, as the API shows it. */
export type DaySales = { readonly date: string; readonly statuses: ReadonlyArray<{ readonly status: "created" | "paid" | "shipped" | "delivered" | "cancelled"; readonly orders: number; readonly revenue: Money }> }
/** `DeferredEvent`, as the API shows it. */
export type DeferredEvent = { readonly id: string; readonly kind: string; readonly failures: number; readonly due: string }
/** `Delivery`, as the API shows it. */
export type Delivery = { readonly address: string; readonly phone: string }
/** `DriftingProduct`, as the API shows it. */
export type DriftingProduct = { readonly id: number; readonly name: string }
/** `DriftingVariant`, as the API shows it. */
export type DriftingVariant = { readonly id: number; readonly size: string; readonly color: string }
/** The resource has changed since it was read. */
export type EditConflictProblem = Problem<"urn:problem-type:shopwright:edit-conflict", 412>
/** The e-mail address is not verified. */
export type EmailNotVerifiedProblem = Problem<"urn:problem-type:shopwright:email-not-verified", 409>
/** The shop accepts no orders without an account. */
export type GuestsNotAllowedProblem = Problem<"urn:problem-type:shopwright:guests-not-allowed", 403>
/** The idempotency key was used for another request. */
export type IdempotencyKeyReusedProblem = Problem<"urn:problem-type:shopwright:idempotency-key-reused", 422>
/** Another account signs in with this identifier. */
export type IdentifierTakenProblem = Problem<"urn:problem-type:shopwright:identifier-taken", 409>
/** `Identity`, as the API shows it. */
export type Identity = { readonly id: number; readonly username: string | null; readonly email: string | null; readonly phone: string | null; readonly isAdmin: boolean }
/** The order's status does not allow this change. */
export type IllegalStatusChangeProblem = Problem<"urn:problem-type:shopwright:illegal-status-change", 409>
/** `ImportedProduct`, as the API shows it. */
export type ImportedProduct = { readonly name: string; readonly category: string; readonly price: Money; readonly variants: number; readonly stock: number }
/** The API key lacks the required scope. */
export type InsufficientScopeProblem = Problem<"urn:problem-type:shopwright:insufficient-scope", 403>
/** There is not enough stock. */
export type InsufficientStockProblem = Problem<"urn:problem-type:shopwright:insufficient-stock", 409>
/** The login or the password is wrong. */
export type InvalidCredentialsProblem = Problem<"urn:problem-type:shopwright:invalid-credentials", 401>
/** The file cannot be imported. */
export type InvalidFileProblem = Problem<"urn:problem-type:shopwright:invalid-file", 400>
/** The link is not valid. */
export type InvalidLinkProblem = Problem<"urn:problem-type:shopwright:invalid-link", 400>
/** The request has invalid values. */
export type InvalidRequestProblem = Problem<"urn:problem-type:shopwright:invalid-request", 400>
/** The token or session is not valid. */
export type InvalidTokenProblem = Problem<"urn:problem-type:shopwright:invalid-token", 401>
/** The shop would have no admin. */
export type LastAdminProblem = Problem<"urn:problem-type:shopwright:last-admin", 409>
/** `LowStock`, as the API shows it. */
export type LowStock = { readonly stockItem: number; readonly onHand: number; readonly reserved: number; readonly product: { readonly id: number; readonly name: string }; readonly variant: { readonly id: number; readonly size: string; readonly color: string } | null; readonly threshold: number }
/** A page of a list. `next` is null on the last page. */
export type LowStockPage = { readonly items: ReadonlyArray<LowStock>; readonly next: string | null }
/** The shop sends no mail. */
export type MailNotConfiguredProblem = Problem<"urn:problem-type:shopwright:mail-not-configured", 501>
/** The request is malformed. */
export type MalformedRequestProblem = Problem<"urn:problem-type:shopwright:malformed-request", 400>
/** An amount of money: a decimal text with all decimals of the currency, and the shop's currency (ISO 4217). */
export type Money = { readonly amount: string; readonly currency: string }
/** Another category has this name. */
export type NameTakenProblem = Problem<"urn:problem-type:shopwright:name-taken", 409>
/** The account has no e-mail address. */
export type NoEmailAddressProblem = Problem<"urn:problem-type:shopwright:no-email-address", 409>
/** The resource has no accepted format. */
export type NotAcceptableProblem = Problem<"urn:problem-type:shopwright:not-acceptable", 406>
/** Sign in to use this resource. */
export type NotAuthenticatedProblem = Problem<"urn:problem-type:shopwright:not-authenticated", 401>
/** There is no such resource. */
export type NotFoundProblem = Problem<"urn:problem-type:shopwright:not-found", 404>
/** This account is not permitted to do this. */
export type NotPermittedProblem = Problem<"urn:problem-type:shopwright:not-permitted", 403>
/** The shop's store does not support this. */
export type NotSupportedProblem = Problem<"urn:problem-type:shopwright:not-supported", 501>
/** The product would have no variant that is sold. */
export type NothingToSellProblem = Problem<"urn:problem-type:shopwright:nothing-to-sell", 409>
/** `OpenSession`, as the API shows it. */
export type OpenSession = { readonly id: string; readonly openedAt: string; readonly expiresAt: string | null }
/** `Order`, as the API shows it. */
export type Order = { readonly id: number; readonly account: number; readonly username: string | null; readonly status: OrderStatus; readonly nextStatuses: ReadonlyArray<"created" | "paid" | "shipped" | "delivered" | "cancelled">; readonly lines: ReadonlyArray<OrderLine>; readonly subtotal: Money; readonly adjustments: ReadonlyArray<Adjustment>; readonly total: Money; readonly delivery: Delivery | null; readonly metadata: { readonly [name: string]: unknown } | null; readonly createdAt: string; readonly updatedAt: string }
/** `OrderLine`, as the API shows it. */
export type OrderLine = { readonly id: number; readonly product: number; readonly variant: number | null; readonly quantity: number; readonly price: Money; readonly metadata: { readonly [name: string]: unknown } | null }
/** `OrderMetadata`, as the API shows it. */
export type OrderMetadata = { readonly metadata: { readonly [name: string]: unknown } | null }
/** `OrderNote`, as the API shows it. */
export type OrderNote = { readonly note: string }
/** A page of a list. `next` is null on the last page. */
export type OrderPage = { readonly items: ReadonlyArray<Order>; readonly next: string | null }
/** The shop does not accept this order. */
export type OrderRefusedProblem = Problem<"urn:problem-type:shopwright:order-refused", 409>
/** `OrderStatus`, as the API shows it. */
export type OrderStatus = "created" | "paid" | "shipped" | "delivered" | "cancelled"
/** `OrderStep`, as the API shows it. */
export type OrderStep = { readonly status: "created" | "paid" | "shipped" | "delivered" | "cancelled"; readonly at: string; readonly by: number | null; readonly reason: string }
/** A page of a list. `next` is null on the last page. */
export type OrderStepPage = { readonly items: ReadonlyArray<OrderStep>; readonly next: string | null }
/** `PasswordLink`, as the API shows it. */
export type PasswordLink = { readonly token: string; readonly url: string | null; readonly expiresAt: string }
/** `PersonalData`, as the API shows it. */
export type PersonalData = { readonly account: Account; readonly sessions: ReadonlyArray<OpenSession>; readonly orders: ReadonlyArray<Order>; readonly addresses: ReadonlyArray<Delivery> }
/** The picture is refused. */
export type PictureRefusedProblem = Problem<"urn:problem-type:shopwright:picture-refused", 400>
/** The edit must name the version that it changes. */
export type PreconditionRequiredProblem = Problem<"urn:problem-type:shopwright:precondition-required", 428>
/** `ProblemError`, as the API shows it. */
export type ProblemError = { readonly pointer?: string | undefined; readonly parameter?: string | undefined; readonly header?: string | undefined; readonly detail: string }
/** `Product`, as the API shows it. */
export type Product = { readonly id: number; readonly name: string; readonly description: string; readonly price: Money; readonly category: number; readonly metadata: { readonly [name: string]: unknown } | null; readonly available: number; readonly variants: ReadonlyArray<Variant>; readonly pictures: ReadonlyArray<ProductPicture>; readonly isArchived: boolean }
/** A page of a list. `next` is null on the last page. */
export type ProductPage = { readonly items: ReadonlyArray<Product>; readonly next: string | null }
/** `ProductPicture`, as the API shows it. */
export type ProductPicture = { readonly id: string; readonly url: string; readonly alt: string }
/** `Profile`, as the API shows it. */
export type Profile = { readonly firstName: string; readonly lastName: string; readonly address: string; readonly postalCode: string; readonly contactPhone: string; readonly birthdate: string | null; readonly bio: string; readonly year: string; readonly branch: string; readonly rollNumber: string }
/** The request may come from another site. */
export type RequestForgeryProblem = Problem<"urn:problem-type:shopwright:request-forgery", 403>
/** `RetriedEvents`, as the API shows it. */
export type RetriedEvents = { readonly retried: number }
/** `SalesReport`, as the API shows it. */
export type SalesReport = { readonly timeZone: string; readonly days: ReadonlyArray<DaySales> }
/** The server failed. */
export type ServerErrorProblem = Problem<"urn:problem-type:shopwright:server-error", 500>
/** `Session`, as the API shows it. */
export type Session = { readonly id: string; readonly openedAt: string; readonly expiresAt: string | null; readonly isCurrent: boolean }
/** A page of a list. `next` is null on the last page. */
export type SessionPage = { readonly items: ReadonlyArray<Session>; readonly next: string | null }
/** `Setup`, as the API shows it. */
export type Setup = { readonly needsAdmin: boolean; readonly isEmpty: boolean }
/** The code of the server is wrong. */
export type SetupCodeRefusedProblem = Problem<"urn:problem-type:shopwright:setup-code-refused", 403>
/** An amount of money that may be negative. */
export type SignedMoney = { readonly amount: string; readonly currency: string }
/** The shop does not accept this status change. */
export type StatusChangeRefusedProblem = Problem<"urn:problem-type:shopwright:status-change-refused", 409>
/** `Stock`, as the API shows it. */
export type Stock = { readonly stockItem: number; readonly onHand: number; readonly reserved: number; readonly variant: number | null }
/** `StockAudit`, as the API shows it. */
export type StockAudit = { readonly drifts: ReadonlyArray<StockDrift> }
/** `StockDrift`, as the API shows it. */
export type StockDrift = { readonly stockItem: number; readonly product: DriftingProduct; readonly variant: DriftingVariant | null; readonly what: "on hand" | "reserved" | "shipped" | "available"; readonly expected: number; readonly found: number; readonly isRepaired: boolean }
/** `StockLevel`, as the API shows it. */
export type StockLevel = { readonly stockItem: number; readonly onHand: number; readonly reserved: number }
/** The stock would exceed the largest quantity. */
export type StockLimitExceededProblem = Problem<"urn:problem-type:shopwright:stock-limit-exceeded", 409>
/** `StockMovement`, as the API shows it. */
export type StockMovement = { readonly id: number; readonly kind: StockMovementKind; readonly quantity: number; readonly order: number | null; readonly account: number | null; readonly reason: string; readonly at: string }
/** `ship` and `shrinkage` take from the stock, `restock` and `surplus` add to it. */
export type StockMovementKind = "restock" | "ship" | "surplus" | "shrinkage"
/** A page of a list. `next` is null on the last page. */
export type StockMovementPage = { readonly items: ReadonlyArray<StockMovement>; readonly next: string | null }
/** A page of a list. `next` is null on the last page. */
export type StockPage = { readonly items: ReadonlyArray<Stock>; readonly next: string | null }
/** `StockValueReport`, as the API shows it. */
export type StockValueReport = { readonly units: number; readonly reserved: number; readonly value: Money }
/** `Subscriber`, as the API shows it. */
export type Subscriber = { readonly name: string; readonly behind: number; readonly deferred: number; readonly next: ReadonlyArray<DeferredEvent> }
/** A page of a list. `next` is null on the last page. */
export type SubscriberPage = { readonly items: ReadonlyArray<Subscriber>; readonly next: string | null }
/** `System`, as the API shows it. */
export type System = { readonly currency: string; readonly timeZone: string; readonly version: string | null; readonly database: string | null; readonly settings: ReadonlyArray<SystemSetting> }
/** `SystemSetting`, as the API shows it. */
export type SystemSetting = { readonly name: string; readonly value: string; readonly source: string }
/** Too many attempts. */
export type ThrottledProblem = Problem<"urn:problem-type:shopwright:throttled", 429>
/** `TokenPair`, as the API shows it. */
export type TokenPair = { readonly accessToken: string; readonly refreshToken: string; readonly tokenType: "Bearer"; readonly expiresIn: number; readonly account: Identity }
/** The account has the most API keys that it may have. */
export type TooManyApiKeysProblem = Problem<"urn:problem-type:shopwright:too-many-api-keys", 409>
/** The product has the most pictures that it may have. */
export type TooManyPicturesProblem = Problem<"urn:problem-type:shopwright:too-many-pictures", 409>
/** The account has too many unpaid orders. */
export type TooManyUnpaidOrdersProblem = Problem<"urn:problem-type:shopwright:too-many-unpaid-orders", 409>
/** The order names an item that cannot be ordered. */
export type UnknownItemProblem = Problem<"urn:problem-type:shopwright:unknown-item", 400>
/** The body has a type that is not supported. */
export type UnsupportedMediaTypeProblem = Problem<"urn:problem-type:shopwright:unsupported-media-type", 415>
/** `Variant`, as the API shows it. */
export type Variant = { readonly id: number; readonly size: string; readonly color: string; readonly sku: string | null; readonly metadata: { readonly [name: string]: unknown } | null; readonly available: number; readonly isArchived: boolean }
/** The current password is wrong. */
export type WrongPasswordProblem = Problem<"urn:problem-type:shopwright:wrong-password", 403>
