import type { Effect } from "effect"
import type { Request } from "express"
import type { UseCases } from "../../../application/use-cases.ts"
import type { CorsPolicy } from "../browser/origins.ts"
import type { HttpResponse } from "./response.ts"

/** One API over the shop, as one document describes it: ready to be mounted. Made by {@link defineDialect}. */
export interface Dialect {
  readonly name: string
  /** Where its paths start: `/api/` or `/`. */
  readonly basePath: `/${string}`
  readonly routes: ReadonlyArray<Route>
  /** Which pages of other origins may call it. */
  readonly cors: CorsPolicy
}

/** Everything that one path answers, whatever the method. */
export interface Route {
  /** Relative to the dialect's base path, without a slash at either end: `orders/:id/update-status`. */
  readonly path: string
  /** Its methods, in the form of `Allow`: `GET, HEAD, OPTIONS`. */
  readonly methods: string
  /** Always a response; `null` if the path names nothing. Failures that a caller cannot act on are defects. */
  readonly respond: (request: Request, limits: Limits) => Effect.Effect<HttpResponse | null>
}

/** The limits for one request, and where the client reached the dialect. */
export interface Limits {
  /** The longest body, in bytes; of uploads, the longest body beside the file. */
  readonly body: number
  /** What stands before the dialect's own paths in public URLs: `""` or `/shop/nitrmart`. */
  readonly prefix: string
}

/** How a dialect finds out who asks. */
export interface Scheme<Caller> {
  /** Who the headers say is asking, or the answer to bad credentials; `null` where the headers say nothing of it. */
  readonly identify: (headers: Request["headers"]) => Effect.Effect<Caller, HttpResponse> | null
  readonly isAdmin: (caller: Caller) => boolean
  /** The answer to who must sign in first. */
  readonly notSignedIn: HttpResponse
  /** The answer to who may not do this. */
  readonly notPermitted: HttpResponse
}

/** Use cases that only an operator reaches, never a request. */
type OperatorsOnly = "createAdmin" | "ensureAdmin" | "importCatalog"

type Requested = UseCases[Exclude<keyof UseCases, OperatorsOnly>]

/** Every typed error that a request can come to. It grows with the use cases. */
export type ShopError = Effect.Error<ReturnType<Requested>>

/** What some of the use cases can fail with: all that a dialect has to answer which serves no others. */
export type ErrorsOf<Names extends keyof UseCases> = Effect.Error<ReturnType<UseCases[Names]>>

/**
 * A dialect's answers to the shop's errors, one for each tag: `satisfies ErrorResponses` stops compiling as soon as there is
 * an error without an answer. `sent` is the body as it came, for answers that show faults by position.
 */
export type ErrorResponses<E extends ShopError = ShopError> = {
  readonly [Tag in E["_tag"]]: (error: Extract<E, { readonly _tag: Tag }>, sent: unknown) => HttpResponse
}
