import type { Effect } from "effect"
import type { Request } from "express"
import type { UseCases } from "../../../application/use-cases.ts"
import type { BodyLimits } from "../bodies/read-body.ts"
import type { CorsPolicy } from "../browser/origins.ts"
import type { PlainResponses } from "./conventions.ts"
import type { DialectDocs } from "./docs.ts"
import type { Field } from "./field.ts"
import type { Operation } from "./operation.ts"
import type { HttpResponse } from "./response.ts"

/** One API over the shop, ready to be mounted. Created by {@link defineDialect}. */
export interface Dialect {
  readonly name: string
  /** The prefix of its paths: `/api/` or `/`. */
  readonly basePath: `/${string}`
  readonly routes: ReadonlyArray<Route>
  readonly docs: DialectDocs
  /** The parameters of paths that are texts, and the form of each. All other parameters are whole numbers. */
  readonly textParameters: { readonly [name: string]: RegExp }
  /** The responses that none of its routes decides. */
  readonly plain: PlainResponses
  /** The pages of other origins that may call it. */
  readonly cors: CorsPolicy
}

/** One path with all its methods. */
export interface Route {
  /** Relative to the dialect's base path, without a slash at either end: `orders/:id/update-status`. */
  readonly path: string
  /** The path's methods, in the form of `Allow`: `GET, HEAD, OPTIONS`. */
  readonly methods: string
  /** The bodies that its endpoints read. */
  readonly bodies: ReadonlyArray<{ readonly method: string; readonly field: Field<unknown> }>
  /** What the API's description says about it. */
  readonly operations: ReadonlyArray<Operation>
  /** Returns a response, or `null` if the path does not exist. Errors that a client cannot act on are defects. */
  readonly respond: (request: Request, limits: Limits) => Effect.Effect<HttpResponse | null>
}

/** The limits for one request, and the public prefix of the dialect. */
export interface Limits extends BodyLimits {
  /** The public path before the dialect's own paths: `""` or `/shop/nitrmart`. */
  readonly prefix: string
}

/** How a dialect authenticates requests. */
export interface Scheme<Caller> {
  /** Returns the caller, or fails with the response to invalid credentials. Returns `null` without credentials. */
  readonly identify: (headers: Request["headers"]) => Effect.Effect<Caller, HttpResponse> | null
  readonly isAdmin: (caller: Caller) => boolean
  /** One instance of each response to invalid credentials, for the API's description. */
  readonly rejections: ReadonlyArray<HttpResponse>
  /** The response to a caller who is not authenticated. */
  readonly notSignedIn: HttpResponse
  /** The response to a caller without permission. */
  readonly notPermitted: HttpResponse
}

/** Use cases that requests cannot reach. */
type OperatorsOnly = "ensureAdmin"

type Requested = UseCases[Exclude<keyof UseCases, OperatorsOnly>]

/** Every typed error of the use cases that requests can reach. */
export type ShopError = Effect.Error<ReturnType<Requested>>

/** The errors of the named use cases. A dialect that serves only these must handle only these errors. */
export type ErrorsOf<Names extends keyof UseCases> = Effect.Error<ReturnType<UseCases[Names]>>

/**
 * A dialect's responses to the shop's errors, one for each tag. `satisfies ErrorResponses` does not compile while an
 * error has no response. `sent` is the parsed body, for responses that report faults by position.
 */
export type ErrorResponses<E extends ShopError = ShopError> = {
  readonly [Tag in E["_tag"]]: (error: Extract<E, { readonly _tag: Tag }>, sent: unknown) => HttpResponse
}
