import type { Effect } from "effect"
import type { Request } from "express"
import type { BodyFormat } from "../bodies/body.ts"
import type { FileUpload } from "../bodies/read-body.ts"
import type { ErrorsOf, ShopError } from "./dialect.ts"
import type { EndpointDocs } from "./docs.ts"
import type { Field } from "./field.ts"
import type { Method } from "./operation.ts"
import type { HttpResponse } from "./response.ts"
import type { DescribedUseCase } from "./use-case-errors.ts"

/** The access that an endpoint requires. */
export type Access = "public" | "authenticated" | "admin"

/** The names of the numbers in a path: `id` in `orders/:id/update-status`. */
type Numbers<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Numbers<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never

/** The input of a handler: the caller, the parsed body and the numbers of the path. */
export interface Input<Caller, Body, Names extends string = string, Query = unknown> {
  readonly caller: Caller
  readonly body: Body
  readonly query: Query
  readonly path: { readonly [Name in Names]: number }
  readonly request: Request
  /** The public path before the dialect's own paths: `""` or `/shop/nitrmart`. */
  readonly prefix: string
}

/** One method of one path, and its errors. Created by {@link endpoints}. */
export interface Endpoint<Caller, E extends ShopError = ShopError> {
  readonly method: Method
  readonly path: string
  readonly access: Access
  readonly permits: ((caller: Caller, path: { readonly [name: string]: number }) => boolean) | undefined
  readonly guard: ((caller: Caller | null, request: Request) => HttpResponse | null) | undefined
  readonly ignoresCredentials: boolean | "invalid"
  readonly body: Field<unknown> | undefined
  readonly formats: ReadonlyArray<BodyFormat> | undefined
  readonly query: Field<unknown> | undefined
  readonly file: FileUpload | undefined
  readonly docs: EndpointDocs
  readonly handle: (input: Input<Caller | null, unknown>) => Effect.Effect<HttpResponse, E>
}

/** The definition of an endpoint: its method, path, required access and handler. */
export interface EndpointSpec<
  Caller,
  A extends Access,
  Path extends string,
  Body,
  Query,
  Calls extends DescribedUseCase,
  E extends ShopError,
> {
  readonly method: Method
  readonly path: Path
  readonly access: A
  /** Returns whether this caller may use the resource of the path. Called before the body is read. */
  readonly permits?: (caller: Caller, path: { readonly [Name in Numbers<Path>]: number }) => boolean
  /** Returns a response that rejects the request, for example a forged one. Called before the body is read. */
  readonly guard?: (caller: A extends "public" ? Caller | null : Caller, request: Request) => HttpResponse | null
  /**
   * Skips authentication, so that a stale token does not prevent signing in. With `invalid`, valid credentials are read
   * and invalid ones are ignored.
   */
  readonly ignoresCredentials?: boolean | "invalid"
  /** Parses the body. Without it, the body is not read. */
  readonly body?: Field<Body>
  /** The formats that the body may have. Defaults to those of the conventions. */
  readonly formats?: ReadonlyArray<BodyFormat>
  /** Parses the query's parameters, in dialects whose conventions read queries. */
  readonly query?: Field<Query>
  /** The file that a multipart body may contain. Defaults to none. */
  readonly file?: FileUpload | undefined
  /** The endpoint's part of the API's description. */
  readonly docs: EndpointDocs<Calls>
  readonly handle: (
    input: Input<A extends "public" ? Caller | null : Caller, Body, Numbers<Path>, Query>,
  ) => Effect.Effect<HttpResponse, E>
}

/**
 * Returns the `endpoint` helper of a dialect for one type of caller. A handler may fail only with errors that the
 * dialect's table maps and that the documented use cases have. Defaults to all errors of the shop. Any other tag does not compile.
 *
 * @example
 * const endpoint = endpoints<Account>()
 * const cancel = endpoint({
 *   method: "POST",
 *   path: "orders/:number/cancel",
 *   access: "authenticated",
 *   docs: { id: "cancel", tag: "Orders", summary: "Cancel an order", calls: ["cancelOrder"], returns: [] },
 *   handle: ({ caller, path }) =>
 *     Effect.map(shop.useCases.cancelOrder(caller, OrderId(path.number)), ({ status }) => json(200, { status })),
 * })
 */
export const endpoints =
  <Caller, HandledErrors extends ShopError = ShopError>() =>
  <
    A extends Access,
    const Path extends string,
    E extends HandledErrors & ErrorsOf<Calls>,
    Body = undefined,
    Query = undefined,
    Calls extends DescribedUseCase = never,
  >(
    spec: EndpointSpec<Caller, A, Path, Body, Query, Calls, E>,
  ): Endpoint<Caller, HandledErrors> => ({
    method: spec.method,
    path: spec.path,
    access: spec.access,
    permits: spec.permits as Endpoint<Caller>["permits"],
    // Guards, like handlers, run only after the access check.
    guard: spec.guard as Endpoint<Caller>["guard"],
    ignoresCredentials: spec.ignoresCredentials ?? false,
    body: spec.body,
    formats: spec.formats,
    query: spec.query,
    docs: spec.docs,
    file: spec.file,
    // Handlers run only after respond.ts has checked access, path and body, so this assertion holds.
    handle: spec.handle as unknown as Endpoint<Caller, HandledErrors>["handle"],
  })
