import type { Effect } from "effect"
import type { Request } from "express"
import type { ReadBody } from "../bodies/read-body.ts"
import type { Field } from "../drf/field.ts"
import type { ShopError } from "./dialect.ts"
import type { HttpResponse } from "./response.ts"

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE"

/** Who may use an endpoint. */
export type Access = "public" | "authenticated" | "admin"

/** The names of the whole numbers in a path: `id` in `orders/:id/update-status`. */
type Numbers<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Numbers<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never

/** What a handler gets: who asks, the body as its field read it, the numbers of the path. */
export interface Input<Caller, Body, Names extends string = string> {
  readonly caller: Caller
  readonly body: Body
  readonly path: { readonly [Name in Names]: number }
  readonly request: Request
  /** What stands before the dialect's own paths in public URLs: `""` or `/shop/nitrmart`. */
  readonly prefix: string
}

/** One method of one path, and what it can fail with. Made by {@link endpoints}. */
export interface Endpoint<Caller, E extends ShopError = ShopError> {
  readonly method: Method
  readonly path: string
  readonly access: Access
  readonly permits: ((caller: Caller, path: { readonly [name: string]: number }) => boolean) | undefined
  readonly guard: ((caller: Caller | null, request: Request) => HttpResponse | null) | undefined
  readonly ignoresCredentials: boolean
  readonly body: Field<unknown> | undefined
  readonly read: ReadBody | undefined
  readonly handle: (input: Input<Caller | null, unknown>) => Effect.Effect<HttpResponse, E>
}

/** What `endpoint` takes: one method of one path, who may use it, and what it does. */
export interface EndpointSpec<Caller, A extends Access, Path extends string, Body, E extends ShopError> {
  readonly method: Method
  readonly path: Path
  readonly access: A
  /** Whether this caller may do it to what the path names. Asked before the body is read. */
  readonly permits?: (caller: Caller, path: { readonly [Name in Numbers<Path>]: number }) => boolean
  /** The answer that sends a request away whose caller may do this: it was forged, say. Asked before the body is read. */
  readonly guard?: (caller: A extends "public" ? Caller | null : Caller, request: Request) => HttpResponse | null
  /**
   * Nobody is asked who they are, so that a stale token keeps nobody from signing in. Holds for a path where all its
   * endpoints say so.
   */
  readonly ignoresCredentials?: boolean
  /** Reads the body. Without it no body is read at all. */
  readonly body?: Field<Body>
  /** Takes the body off the wire in another way than usual. */
  readonly read?: ReadBody
  readonly handle: (
    input: Input<A extends "public" ? Caller | null : Caller, Body, Numbers<Path>>,
  ) => Effect.Effect<HttpResponse, E>
}

/**
 * The `endpoint` helper of a dialect whose callers are of one type. A handler may fail only with those of the shop's
 * errors that the dialect's table answers, all of them unless told; any other tag does not compile.
 */
export const endpoints =
  <Caller, Answered extends ShopError = ShopError>() =>
  <A extends Access, const Path extends string, E extends Answered, Body = undefined>(
    spec: EndpointSpec<Caller, A, Path, Body, E>,
  ): Endpoint<Caller, Answered> => ({
    method: spec.method,
    path: spec.path,
    access: spec.access,
    permits: spec.permits as Endpoint<Caller>["permits"],
    // Like handlers, guards run only where access was checked.
    guard: spec.guard as Endpoint<Caller>["guard"],
    ignoresCredentials: spec.ignoresCredentials ?? false,
    body: spec.body,
    read: spec.read,
    // Access, path and body are checked before a handler runs (see respond.ts), and only there: that makes this true.
    handle: spec.handle as Endpoint<Caller, Answered>["handle"],
  })
