import type { IncomingMessage } from "node:http"
import { Effect } from "effect"

/** Why a body was not read: it is longer than allowed, or its client went away. */
export type Unread = "too-large" | "aborted"

const nothing = Buffer.alloc(0)

/**
 * Reads a request's body into memory, up to a limit. A body that announces more is not read at all; one that turns
 * out longer is dropped as it comes in, for Node reads on to the end and keeps nothing.
 */
export const readBytes = (request: IncomingMessage, limit: number): Effect.Effect<Buffer, Unread> => {
  const announced = request.headers["content-length"]
  if (announced !== undefined && Number(announced) > limit) return Effect.fail("too-large")
  if (announced === "0" || (announced === undefined && request.headers["transfer-encoding"] === undefined))
    return Effect.succeed(nothing)
  return Effect.callback<Buffer, Unread>((resume) => {
    const chunks: Array<Buffer> = []
    let size = 0
    const settle = (outcome: Effect.Effect<Buffer, Unread>): void => {
      request.off("data", take).off("end", end).off("close", abort).off("error", abort)
      resume(outcome)
    }
    const take = (chunk: Buffer): void => {
      size += chunk.length
      if (size > limit) {
        settle(Effect.fail("too-large"))
        request.resume()
      } else chunks.push(chunk)
    }
    const end = (): void => settle(Effect.succeed(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    const abort = (): void => settle(Effect.fail("aborted"))
    // A client that goes away while it sends: an error of the stream that nobody hears would end the process.
    request.on("error", () => undefined)
    if (request.destroyed) return abort()
    request.on("data", take).on("end", end).on("close", abort).on("error", abort)
  })
}
