import type { IncomingMessage } from "node:http"
import { Effect } from "effect"
import type { BodyError } from "./body.ts"
import type { BodyShare } from "./body-budget.ts"

const nothing = Buffer.alloc(0)
const FIRST_CAPACITY = 4096

/** How many bytes beyond the limit are received and dropped before the connection is given up. */
const MAX_DROPPED = 64 * 1_048_576

/**
 * Reads a request's body into one buffer, up to a limit, so that memory depends on the bytes and not on the number of
 * chunks. The rest of a rejected body is received and dropped before the error is returned: many clients read a response
 * only after they have sent everything, and closing a connection with unread bytes resets it.
 */
export const readBytes = (
  request: IncomingMessage,
  limit: number,
  share: BodyShare,
): Effect.Effect<Buffer, BodyError> => {
  const header = request.headers["content-length"]
  const announced = header === undefined ? undefined : Number(header)
  const tooLarge: BodyError = { kind: "too-large", limit }
  if (announced !== undefined && announced > limit + MAX_DROPPED) return Effect.fail(tooLarge)
  if (announced === 0 || (announced === undefined && request.headers["transfer-encoding"] === undefined))
    return Effect.succeed(nothing)
  return Effect.callback<Buffer, BodyError>((resume) => {
    let buffer: Buffer = nothing
    let size = 0
    let rejected: BodyError | undefined

    const settle = (outcome: Effect.Effect<Buffer, BodyError>): void => {
      request.off("data", take).off("end", end).off("close", abort).off("error", abort)
      resume(outcome)
    }
    const reject = (error: BodyError): void => {
      rejected = error
      buffer = nothing
      share.close()
    }
    const append = (chunk: Buffer): void => {
      const needed = size + chunk.length
      if (needed > limit) {
        reject(tooLarge)
        return
      }
      // The usual body comes in one chunk, which needs no copy.
      const grown =
        size === 0 && needed === announced
          ? needed
          : Math.min(Math.max(needed, 2 * buffer.length, FIRST_CAPACITY), announced ?? limit, limit)
      if (needed > buffer.length) {
        if (!share.use(grown)) {
          reject({ kind: "busy" })
          return
        }
        if (grown === chunk.length) {
          buffer = chunk
          return
        }
        const larger = Buffer.allocUnsafeSlow(grown)
        buffer.copy(larger, 0, 0, size)
        buffer = larger
      }
      chunk.copy(buffer, size)
    }
    const take = (chunk: Buffer): void => {
      if (rejected === undefined) append(chunk)
      size += chunk.length
      if (rejected === undefined || size <= limit + MAX_DROPPED) return
      settle(Effect.fail(rejected))
      request.resume()
    }
    const end = (): void =>
      settle(rejected === undefined ? Effect.succeed(buffer.subarray(0, size)) : Effect.fail(rejected))
    const abort = (): void => settle(Effect.fail({ kind: "aborted" }))
    // An error event without a listener would end the process.
    request.on("error", () => undefined)
    if (request.destroyed) return abort()
    request.on("data", take).on("end", end).on("close", abort).on("error", abort)
  })
}
