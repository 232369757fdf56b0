import type { BodyFormat } from "../bodies/body.ts"
import type { EndpointDocs } from "./docs.ts"
import type { Field } from "./field.ts"
import type { HttpResponse } from "./response.ts"

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE"

/** One method of one path, as the API's description shows it. */
export interface Operation {
  readonly method: Method
  /** Relative to the dialect's base path: `orders/:id`. */
  readonly path: string
  /** Whether it requires credentials, reads them if they are sent, or ignores them. */
  readonly credentials: "required" | "optional" | "ignored"
  readonly body: Field<unknown> | undefined
  readonly formats: ReadonlyArray<BodyFormat>
  readonly query: Field<unknown> | undefined
  readonly docs: EndpointDocs
  /** One instance of each rejection, made by the code that serves. */
  readonly rejections: ReadonlyArray<HttpResponse>
}
