import type { HttpResponse } from "./response.ts"
import type { JsonSchema, Schema } from "./schema.ts"
import type { DescribedUseCase } from "./use-case-errors.ts"

/** What an API's description says about the API as a whole. */
export interface DialectDocs {
  readonly title: string
  /** In Markdown. */
  readonly description: string
  /** The version of the API. It changes when a client has to change. Defaults to `1.0.0`. */
  readonly version?: string
  /** The licence of the API: its name, and its SPDX identifier. Defaults to none. */
  readonly license?: { readonly name: string; readonly identifier: string }
  /** Whether the API's document writes paths with a slash at the end. Both forms are served. */
  readonly trailingSlash: boolean
  /** The sections of the reference. */
  readonly tags: ReadonlyArray<{ readonly name: string; readonly description: string }>
  /** OpenAPI's security schemes by name. A request satisfies one of them. */
  readonly securitySchemes: { readonly [name: string]: JsonSchema }
  /** The messages that the shop sends to other servers. Defaults to none. */
  readonly webhooks?: ReadonlyArray<WebhookDocs>
  /** Returns the schema of the body of a rejection. */
  readonly describeError: (body: unknown) => Schema<never>
}

/** The licence of the built-in APIs. */
export const MIT = { name: "MIT", identifier: "MIT" } as const

/** One type of message that the shop sends. */
export interface WebhookDocs {
  /** Its type: `order.placed`. */
  readonly name: string
  readonly summary: string
  /** The schema of the body. */
  readonly schema: Schema<never>
}

/** What an API's description says about an endpoint beyond the code that serves it. */
export interface EndpointDocs<Calls extends DescribedUseCase = DescribedUseCase> {
  /** The name of the operation, unique within the dialect: `placeOrder`. */
  readonly id: string
  /** The section of the reference that lists it. */
  readonly tag: string
  readonly summary: string
  /** In Markdown. */
  readonly description?: string
  /**
   * The scopes or roles that a credential of a security scheme needs, or `null` for a scheme that the endpoint does not
   * accept. Defaults to accepting every scheme without scopes.
   */
  readonly scopes?: { readonly [scheme: string]: ReadonlyArray<string> | null }
  /** The use cases that it calls. Their errors are among its responses. */
  readonly calls: ReadonlyArray<Calls>
  readonly returns: ReadonlyArray<ReturnDocs>
  /** Further responses that the handler or the guard returns, one of each kind. */
  readonly rejects?: ReadonlyArray<HttpResponse>
  readonly headers?: ReadonlyArray<ParameterDocs>
  /** The query's parameters, in dialects whose endpoints read their URLs themselves. */
  readonly query?: ReadonlyArray<ParameterDocs>
  /** A body as the API's document shows it. */
  readonly example?: unknown
}

/** A successful response. `schema` is `null` for a response without a body. */
export interface ReturnDocs {
  readonly status: number
  readonly description: string
  readonly schema: Schema<never> | null
  /** Defaults to `application/json`. */
  readonly type?: string
  readonly headers?: { readonly [name: string]: string }
  readonly example?: unknown
}

/** A header or a parameter of the query. */
export interface ParameterDocs {
  readonly name: string
  readonly description: string
  readonly isRequired?: boolean
  readonly json: JsonSchema
}
