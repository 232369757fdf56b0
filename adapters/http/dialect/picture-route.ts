import { Effect } from "effect"
import type { Pictures, StoredPicture } from "../../../application/ports/media.ts"
import type { Route } from "./dialect.ts"
import { methodNotAllowed } from "./plain-responses.ts"
import type { HttpResponse } from "./response.ts"

/**
 * Serves pictures by name, without authentication: names cannot be guessed. A name never refers to another picture
 * later, so clients may cache pictures forever.
 */
export const pictureRoute = (pictures: Pick<Pictures, "open">, folder: string): Route => ({
  path: `${folder}/:name`,
  methods: "GET, HEAD, OPTIONS",
  bodies: [],
  respond: (request) => {
    if (request.method !== "GET" && request.method !== "HEAD")
      return Effect.succeed(methodNotAllowed(request.method, "GET, HEAD"))
    const name = String(request.params.name)
    return Effect.map(pictures.open(name), (picture) =>
      picture === null ? null : pictureResponse(picture, `"${name}"`, request.headers["if-none-match"]),
    )
  },
})

const pictureResponse = (
  { contentType: type, size, content: bytes }: StoredPicture,
  tag: string,
  known = "",
): HttpResponse => {
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
