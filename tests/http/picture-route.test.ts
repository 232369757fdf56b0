import { Effect } from "effect"
import type { Request } from "express"
import { expect, it } from "vitest"
import { pictureRoute } from "../../adapters/http/dialect/picture-route.ts"
import { PictureGone } from "../../application/ports/media.ts"

const limits = { body: 0, budget: { open: () => ({ use: () => true, close: () => undefined }) }, prefix: "" }

/** Asks for a picture of two pieces, whose first or second piece may fail. Counts how often its file was closed. */
const ask = async (method: string, failing: { readonly piece: number; readonly error: Error } | null = null) => {
  let closed = 0
  async function* content(): AsyncGenerator<Uint8Array> {
    try {
      for (const piece of [1, 2]) {
        if (failing?.piece === piece) throw failing.error
        yield Uint8Array.of(piece)
      }
    } finally {
      closed++
    }
  }
  const open = () => Effect.succeed({ contentType: "image/png" as const, size: 2, content: content() })
  const request = { method, params: { name: "a.png" }, headers: {} } as unknown as Request
  const response = await Effect.runPromise(pictureRoute({ open }, "pictures", []).respond(request, limits))
  const body = response?.body
  return { response, bytes: body === undefined || Buffer.isBuffer(body) ? [] : body.bytes, closed: () => closed }
}

it("finds no picture that was removed since it was found", async () => {
  const { response, closed } = await ask("GET", { piece: 1, error: new PictureGone() })
  expect(response).toBeNull()
  expect(closed()).toBe(1)
})

it("returns every piece, once", async () => {
  const { response, bytes, closed } = await ask("GET")
  expect(response?.status).toBe(200)
  const pieces: Array<number> = []
  for await (const piece of bytes) pieces.push(...piece)
  expect(pieces).toEqual([1, 2])
  expect(closed()).toBe(1)
})

it("closes the file when the client leaves after the first piece", async () => {
  const { bytes, closed } = await ask("GET")
  for await (const piece of bytes) if (piece[0] === 1) break
  expect(closed()).toBe(1)
})

it("opens no file for HEAD", async () => {
  const { response, closed } = await ask("HEAD", { piece: 1, error: new PictureGone() })
  expect(response?.status).toBe(200)
  expect(closed()).toBe(0)
})
