import { Effect } from "effect"
import type { Pictures, StoredPicture } from "../../../application/ports/media.ts"
import { begunContent } from "./begun-content.ts"
import type { Route } from "./dialect.ts"
import { methodNotAllowed } from "./plain-responses.ts"
import type { Content, HttpResponse } from "./response.ts"
import type { Schema } from "./schema.ts"

/**
 * Serves pictures by name, without authentication: names cannot be guessed. A name never refers to another picture
 * later, so clients may cache pictures forever. `rejections` are the dialect's responses to unknown names.
 *
 * @example
 * const files = [pictureRoute(shop.pictures, "pictures", [conventions.plain.notFound])]
 */
export const pictureRoute = (
  pictures: Pick<Pictures, "open">,
  folder: string,
  rejections: ReadonlyArray<HttpResponse>,
): Route => ({
  path: `${folder}/:name`,
  methods: "GET, HEAD, OPTIONS",
  bodies: [],
  operations: [
    {
      method: "GET",
      path: `${folder}/:name`,
      credentials: "ignored",
      body: undefined,
      formats: [],
      query: undefined,
      docs: {
        id: "getPicture",
        tag: "Pictures",
        summary: "Show a picture",
        description: "Names cannot be guessed, and a name never refers to another picture later.",
        calls: [],
        returns: [
          { status: 200, description: "The picture.", schema: picture, type: "image/*", headers },
          { status: 304, description: "The client has this picture.", schema: null },
        ],
      },
      rejections,
    },
  ],
  respond: (request) => {
    if (request.method !== "GET" && request.method !== "HEAD")
      return Effect.succeed(methodNotAllowed(request.method, "GET, HEAD"))
    const name = String(request.params.name)
    return Effect.flatMap(pictures.open(name), (picture) => {
      if (picture === null) return Effect.succeed(null)
      const response = pictureResponse(picture, `"${name}"`, request.headers["if-none-match"])
      if (request.method === "HEAD" || response.status === 304) return Effect.succeed(response)
      return Effect.map(begunContent(picture.content), (bytes) =>
        bytes === null ? null : { ...response, body: { ...response.body, bytes } },
      )
    })
  },
})

const picture: Schema<never> = { json: {}, definitions: {} }
const headers = { ETag: "The picture's name.", "Cache-Control": "The picture never changes." }

const pictureResponse = (
  { contentType: type, size, content: bytes }: StoredPicture,
  tag: string,
  known = "",
): HttpResponse & { readonly body: Content } => {
  const has = known === "*" || known.split(",").some((one) => one.trim().replace(/^W\//, "") === tag)
  return {
    status: has ? 304 : 200,
    body: { type, size, bytes },
    headers: {
      ETag: tag,
      "Cache-Control": "public, max-age=31536000, immutable",
      "X-Content-Type-Options": "nosniff",
      // Pages of other sites may embed the pictures.
      "Cross-Origin-Resource-Policy": "cross-origin",
    },
  }
}
