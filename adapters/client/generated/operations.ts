// Generated from the OpenAPI document by tests/tooling/generate-client.ts. Do not edit.
import type * as S from "./schemas.ts"

/** An operation: what a call passes, its value, and its errors. */
export interface Operation<Input, Value, Error> {
  readonly input: Input
  readonly value: Value
  readonly error: Error
}

/** The operations of the API by name. */
export interface Operations {
  /** Sign in with bearer tokens. */
  readonly createTokens: Operation<{ readonly body: { readonly login: string; readonly password: string } }, S.TokenPair, S.BodyTooLargeProblem | S.BusyProblem | S.InvalidCredentialsProblem | S.InvalidRequestProblem | S.MalformedRequestProblem | S.ServerErrorProblem | S.ThrottledProblem | S.UnsupportedMediaTypeProblem>
  /** Exchange a refresh token. */
  readonly refreshTokens: Operation<{ readonly body: { readonly refreshToken: string } }, S.TokenPair, S.BodyTooLargeProblem | S.BusyProblem | S.InvalidRequestProblem | S.InvalidTokenProblem | S.MalformedRequestProblem | S.ServerErrorProblem | S.UnsupportedMediaTypeProblem>
  /** Sign in with a cookie. */
  readonly createSession: Operation<{ readonly body: { readonly login: string; readonly password: string } }, S.CurrentSession, S.BodyTooLargeProblem | S.BusyProblem | S.InvalidCredentialsProblem | S.InvalidRequestProblem | S.MalformedRequestProblem | S.RequestForgeryProblem | S.ServerErrorProblem | S.ThrottledProblem | S.UnsupportedMediaTypeProblem>
  /** List your open sessions. */
  readonly listSessions: Operation<object, S.SessionPage, S.BusyProblem | S.InvalidRequestProblem | S.InvalidTokenProblem | S.MalformedRequestProblem | S.NotAuthenticatedProblem | S.ServerErrorProblem>
  /** Show who is signed in. */
  readonly getCurrentSession: Operation<object, S.CurrentSession, S.BusyProblem | S.InvalidRequestProblem | S.InvalidTokenProblem | S.MalformedRequestProblem | S.NotAuthenticatedProblem | S.ServerErrorProblem>
  /** Sign out. */
  readonly endCurrentSession: Operation<object, undefined, S.BusyProblem | S.InvalidRequestProblem | S.InvalidTokenProblem | S.MalformedRequestProblem | S.NotAuthenticatedProblem | S.RequestForgeryProblem | S.ServerErrorProblem>
  /** End one of your sessions. */
  readonly endSession: Operation<{ readonly path: { readonly session: string } }, undefined, S.BusyProblem | S.InvalidRequestProblem | S.InvalidTokenProblem | S.MalformedRequestProblem | S.NotAuthenticatedProblem | S.NotFoundProblem | S.RequestForgeryProblem | S.ServerErrorProblem>
  /** Register. */
  readonly register: Operation<{ readonly body: { readonly email?: string | undefined; readonly username?: string | undefined; readonly phone?: string | undefined; readonly password: string; readonly profile?: { readonly firstName?: string | undefined; readonly lastName?: string | undefined; readonly address?: string | undefined; readonly postalCode?: string | undefined; readonly contactPhone?: string | undefined; readonly birthdate?: string | null | undefined; readonly bio?: string | undefined; readonly year?: string | undefined; readonly branch?: string | undefined; readonly rollNumber?: string | undefined } | undefined } }, S.Account, S.BodyTooLargeProblem | S.BusyProblem | S.IdentifierTakenProblem | S.InvalidRequestProblem | S.MalformedRequestProblem | S.PictureRefusedProblem | S.ServerErrorProblem | S.ThrottledProblem | S.UnsupportedMediaTypeProblem>
  /** Show your own account. */
  readonly getOwnAccount: Operation<object, S.Account, S.BusyProblem | S.InvalidRequestProblem | S.InvalidTokenProblem | S.MalformedRequestProblem | S.NotAuthenticatedProblem | S.NotFoundProblem | S.NotPermittedProblem | S.ServerErrorProblem>
  /** Change the profile of your own account. */
  readonly updateOwnAccount: Operation<{ readonly headers: { readonly "If-Match": string }; readonly body: { readonly profile: { readonly firstName?: string | undefined; readonly lastName?: string | undefined; readonly address?: string | undefined; readonly postalCode?: string | undefined; readonly contactPhone?: string | undefined; readonly birthdate?: string | null | undefined; readonly bio?: string | undefined; readonly year?: string | undefined; readonly branch?: string | undefined; readonly rollNumber?: string | undefined } } }, S.Account, S.BodyTooLargeProblem | S.BusyProblem | S.EditConflictProblem | S.InvalidRequestProblem | S.InvalidTokenProblem | S.MalformedRequestProblem | S.NotAuthenticatedProblem | S.NotFoundProblem | S.NotPermittedProblem | S.PictureRefusedProblem | S.PreconditionRequiredProblem | S.RequestForgeryProblem | S.ServerErrorProblem | S.ThrottledProblem | S.UnsupportedMediaTypeProblem | S.WrongPasswordProblem>
  /** Replace the picture of your own account. */
  readonly putOwnPicture: Operation<{ readonly body: { readonly picture: Blob } }, S.Account, S.BodyTooLargeProblem | S.BusyProblem | S.InvalidRequestProblem | S.InvalidTokenProblem | S.MalformedRequestProblem | S.NotAuthenticatedProblem | S.NotFoundProblem | S.NotPermittedProblem | S.PictureRefusedProblem | S.RequestForgeryProblem | S.ServerErrorProblem | S.ThrottledProblem | S.UnsupportedMediaTypeProblem | S.WrongPasswordProblem>
  /** Delete the picture of your own account. */
  readonly deleteOwnPicture: Operation<object, undefined, S.BodyTooLargeProblem | S.BusyProblem | S.InvalidRequestProblem | S.InvalidTokenProblem | S.MalformedRequestProblem | S.NotAuthenticatedProblem | S.NotFoundProblem | S.NotPermittedProblem | S.PictureRefusedProblem | S.RequestForgeryProblem | S.ServerErrorProblem | S.ThrottledProblem | S.WrongPasswordProblem>
  /** Show an account. */
  readonly getAccount: Operation<{ readonly path: { readonly account: number } }, S.Account, S.BusyProblem | S.InvalidRequestProblem | S.InvalidTokenProblem | S.MalformedRequestProblem | S.NotAuthenticatedProblem | S.NotFoundProblem | S.NotPermittedProblem | S.ServerErrorProblem>
  /** Change the profile of an account. */
  readonly updateAccount: Operation<{ readonly path: { readonly account: number }; readonly headers: { readonly "If-Match": string }; readonly body: { readonly profile: { readonly firstName?: string | undefined; readonly lastName?: string | undefined; readonly address?: string | undefined; readonly postalCode?: string | undefined; readonly contactPhone?: string | undefined; readonly birthdate?: string | null | undefined; readonly bio?: string | undefined; readonly year?: string | undefined; readonly branch?: string | undefined; readonly rollNumber?: string | undefined } } }, S.Account, S.BodyTooLargeProblem | S.BusyProblem | S.EditConflictProblem | S.InvalidRequestProblem | S.InvalidTokenProblem | S.MalformedRequestProblem | S.NotAuthenticatedProblem | S.NotFoundProblem | S.NotPermittedProblem | S.PictureRefusedProblem | S.PreconditionRequiredProblem | S.RequestForgeryProblem | S.ServerErrorProblem | S.ThrottledProblem | S.UnsupportedMediaTypeProblem | S.WrongPasswordProblem>
  /** Replace the picture of an account. */
  readonly putPicture: Operation<{ readonly path: { readonly account: number }; readonly body: { readonly picture: Blob } }, S.Account, S.BodyTooLargeProblem | S.BusyProblem | S.InvalidRequestProblem | S.InvalidTokenProblem | S.MalformedRequestProblem | S.NotAuthenticatedProblem | S.NotFoundProblem | S.NotPermittedProblem | S.PictureRefusedProblem | S.RequestForgeryProblem | S.ServerErrorProblem | S.ThrottledProblem | S.UnsupportedMediaTypeProblem | S.WrongPasswordProblem>
  /** Delete the picture of an account. */
  readonly deletePicture: Operation<{ readonly path: { readonly account: number } }, undefined, S.BodyTooLargeProblem | S.BusyProblem | S.InvalidRequestProblem | S.InvalidTokenProblem | S.MalformedRequestProblem | S.NotAuthenticatedProblem | S.NotFoundProblem | S.NotPermittedProblem | S.PictureRefusedProblem | S.RequestForgeryProblem | S.ServerErrorProblem | S.ThrottledProblem | S.WrongPasswordProblem>
  /** Change your password. */
  readonly changePassword: Operation<{ readonly body: { readonly currentPassword: string; readonly newPassword: string } }, undefined, S.BodyTooLargeProblem | S.BusyProblem | S.InvalidRequestProblem | S.InvalidTokenProblem | S.MalformedRequestProblem | S.NotAuthenticatedProblem | S.NotFoundProblem | S.NotPermittedProblem | S.PictureRefusedProblem | S.RequestForgeryProblem | S.ServerErrorProblem | S.ThrottledProblem | S.UnsupportedMediaTypeProblem | S.WrongPasswordProblem>
  /** List the categories. */
  readonly listCategories: Operation<{ readonly query?: { readonly limit?: number | undefined; readonly after?: string | undefined } | undefined }, S.CategoryPage, S.BusyProblem | S.InvalidRequestProblem | S.MalformedRequestProblem | S.ServerErrorProblem>
  /** Create a category. */
  readonly createCategory: Operation<{ readonly body: { readonly name: string } }, S.Category, S.BodyTooLargeProblem | S.BusyProblem | S.InvalidRequestProblem | S.InvalidTokenProblem | S.MalformedRequestProblem | S.NameTakenProblem | S.NotAuthenticatedProblem | S.NotPermittedProblem | S.RequestForgeryProblem | S.ServerErrorProblem | S.UnsupportedMediaTypeProblem>
  /** List the products. */
  readonly listProducts: Operation<{ readonly query?: { readonly limit?: number | undefined; readonly after?: string | undefined; readonly category?: number | undefined; readonly available?: boolean | undefined } | undefined }, S.ProductPage, S.BusyProblem | S.InvalidRequestProblem | S.MalformedRequestProblem | S.ServerErrorProblem>
  /** Create a product. */
  readonly createProduct: Operation<{ readonly body: { readonly name: string; readonly description?: string | undefined; readonly price: { readonly amount: string; readonly currency: "USD" }; readonly category: number; readonly stock?: number | undefined; readonly variants?: ReadonlyArray<{ readonly size: string; readonly color: string; readonly sku?: string | null | undefined; readonly stock?: number | undefined }> | undefined } }, S.Product, S.BodyTooLargeProblem | S.BusyProblem | S.InvalidRequestProblem | S.InvalidTokenProblem | S.MalformedRequestProblem | S.NotAuthenticatedProblem | S.NotPermittedProblem | S.RequestForgeryProblem | S.ServerErrorProblem | S.UnsupportedMediaTypeProblem>
  /** Show a product. */
  readonly getProduct: Operation<{ readonly path: { readonly product: number } }, S.Product, S.BusyProblem | S.InvalidRequestProblem | S.MalformedRequestProblem | S.NotFoundProblem | S.ServerErrorProblem>
  /** Change the price of a product. */
  readonly updateProduct: Operation<{ readonly path: { readonly product: number }; readonly headers: { readonly "If-Match": string }; readonly body: { readonly price: { readonly amount: string; readonly currency: "USD" } } }, S.Product, S.BodyTooLargeProblem | S.BusyProblem | S.EditConflictProblem | S.InvalidRequestProblem | S.InvalidTokenProblem | S.MalformedRequestProblem | S.NotAuthenticatedProblem | S.NotFoundProblem | S.NotPermittedProblem | S.PreconditionRequiredProblem | S.RequestForgeryProblem | S.ServerErrorProblem | S.UnsupportedMediaTypeProblem>
  /** Add stock. */
  readonly restockProduct: Operation<{ readonly path: { readonly product: number }; readonly body: { readonly variant?: number | null | undefined; readonly quantity: number } }, S.StockLevel, S.BodyTooLargeProblem | S.BusyProblem | S.InvalidRequestProblem | S.InvalidTokenProblem | S.MalformedRequestProblem | S.NotAuthenticatedProblem | S.NotFoundProblem | S.NotPermittedProblem | S.RequestForgeryProblem | S.ServerErrorProblem | S.StockLimitExceededProblem | S.UnknownItemProblem | S.UnsupportedMediaTypeProblem>
  /** Place an order. */
  readonly placeOrder: Operation<{ readonly headers?: { readonly "Idempotency-Key"?: string | undefined } | undefined; readonly body: { readonly lines: ReadonlyArray<{ readonly product: number; readonly variant?: number | null | undefined; readonly quantity: number }>; readonly delivery?: { readonly address: string; readonly phone?: string | undefined } | null | undefined } }, S.Order, S.BodyTooLargeProblem | S.BusyProblem | S.IdempotencyKeyReusedProblem | S.InsufficientStockProblem | S.InvalidRequestProblem | S.InvalidTokenProblem | S.MalformedRequestProblem | S.NotAuthenticatedProblem | S.NotFoundProblem | S.RequestForgeryProblem | S.ServerErrorProblem | S.TooManyUnpaidOrdersProblem | S.UnknownItemProblem | S.UnsupportedMediaTypeProblem>
  /** List orders. */
  readonly listOrders: Operation<{ readonly query?: { readonly limit?: number | undefined; readonly after?: string | undefined; readonly status?: ReadonlyArray<"created" | "paid" | "shipped" | "delivered" | "cancelled"> | undefined; readonly account?: number | undefined } | undefined }, S.OrderPage, S.BusyProblem | S.InvalidRequestProblem | S.InvalidTokenProblem | S.MalformedRequestProblem | S.NotAuthenticatedProblem | S.ServerErrorProblem>
  /** Show an order. */
  readonly getOrder: Operation<{ readonly path: { readonly order: number } }, S.Order, S.BusyProblem | S.InvalidRequestProblem | S.InvalidTokenProblem | S.MalformedRequestProblem | S.NotAuthenticatedProblem | S.NotFoundProblem | S.ServerErrorProblem>
  /** Change the status of an order. */
  readonly updateOrder: Operation<{ readonly path: { readonly order: number }; readonly headers: { readonly "If-Match": string }; readonly body: { readonly status: "created" | "paid" | "shipped" | "delivered" | "cancelled" } }, S.Order, S.BodyTooLargeProblem | S.BusyProblem | S.EditConflictProblem | S.IllegalStatusChangeProblem | S.InvalidRequestProblem | S.InvalidTokenProblem | S.MalformedRequestProblem | S.NotAuthenticatedProblem | S.NotFoundProblem | S.NotPermittedProblem | S.PreconditionRequiredProblem | S.RequestForgeryProblem | S.ServerErrorProblem | S.UnsupportedMediaTypeProblem>
  /** Show a picture. */
  readonly getPicture: Operation<{ readonly path: { readonly name: string } }, Blob, S.NotFoundProblem>
}
