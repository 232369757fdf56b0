import type { Effect } from "effect"
import type { Request } from "express"
import type { ShopError } from "./dialect.ts"
import type { Field } from "./drf/field.ts"
import type { Reply } from "./reply.ts"

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
}

/** One method of one path. Made by {@link endpoints}. */
export interface Endpoint<Caller> {
  readonly method: Method
  readonly path: string
  readonly access: Access
  readonly body: Field<unknown> | undefined
  readonly handle: (input: Input<Caller | null, unknown>) => Effect.Effect<Reply, ShopError>
}

/** What `endpoint` takes: one method of one path, who may use it, and what it does. */
export interface EndpointSpec<Caller, A extends Access, Path extends string, Body, E extends ShopError> {
  readonly method: Method
  readonly path: Path
  readonly access: A
  /** Reads the body. Without it no body is read at all. */
  readonly body?: Field<Body>
  readonly handle: (
    input: Input<A extends "public" ? Caller | null : Caller, Body, Numbers<Path>>,
  ) => Effect.Effect<Reply, E>
}

/**
 * The `endpoint` helper of a dialect whose callers are of one type. A handler may fail with the shop's errors only, for
 * those are what the dialect's table answers; any other tag does not compile.
 */
export const endpoints =
  <Caller>() =>
  <A extends Access, const Path extends string, E extends ShopError, Body = undefined>(
    spec: EndpointSpec<Caller, A, Path, Body, E>,
  ): Endpoint<Caller> => ({
    method: spec.method,
    path: spec.path,
    access: spec.access,
    body: spec.body,
    // Access and body are checked before a handler runs (see answer.ts), and only there: that makes this true.
    handle: spec.handle as Endpoint<Caller>["handle"],
  })
