import type { IncomingMessage } from "node:http"
import { Effect } from "effect"

/** Why a body was not read: it is longer than allowed, or its client went away. */
export type Unread = "too-large" | "aborted"

const nothing = Buffer.alloc(0)

/** How much of a body beyond its limit is let in before it is refused without having come to its end. */
const DROPPED_AT_MOST = 64 * 1_048_576

/**
 * Reads a request's body into memory, up to a limit. What is longer is dropped as it comes in, and refused when all of
 * it has come: many clients listen only once they have sent everything, and closing a connection with bytes unread
 * resets it, so that the refusal would never reach them.
 */
export const readBytes = (request: IncomingMessage, limit: number): Effect.Effect<Buffer, Unread> => {
  const announced = request.headers["content-length"]
  if (announced !== undefined && Number(announced) > limit + DROPPED_AT_MOST) return Effect.fail("too-large")
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
      if (size <= limit) chunks.push(chunk)
      else {
        chunks.length = 0
        if (size <= limit + DROPPED_AT_MOST) return
        settle(Effect.fail("too-large"))
        request.resume()
      }
    }
    const end = (): void =>
      settle(
        size > limit
          ? Effect.fail("too-large")
          : Effect.succeed(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)),
      )
    const abort = (): void => settle(Effect.fail("aborted"))
    // A client that goes away while it sends: an error of the stream that nobody hears would end the process.
    request.on("error", () => undefined)
    if (request.destroyed) return abort()
    request.on("data", take).on("end", end).on("close", abort).on("error", abort)
  })
}
