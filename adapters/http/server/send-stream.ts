import type { ServerResponse } from "node:http"
import { Cause, Effect, Exit, Stream } from "effect"

/**
 * Sends the first bytes of a body and then the rest, no faster than the client reads. Stops reading the rest if the
 * client disconnects. If the rest fails, the connection is reset, because an HTTP/1.0 client cannot distinguish a
 * truncated list from a complete one. Returns a function that ends the response early.
 */
export const sendStream = (
  response: ServerResponse,
  body: Uint8Array,
  rest: Stream.Stream<Uint8Array>,
  onDefect: (defect: unknown) => void,
): (() => void) => {
  const sending = Effect.andThen(
    write(response, body),
    Stream.runForEach(rest, (bytes) => write(response, bytes)),
  )
  const stop = Effect.runCallback(sending, {
    onExit: (exit) => {
      if (Exit.isSuccess(exit)) response.end()
      else if (!response.destroyed && !response.writableEnded) {
        const defect = Cause.squash(exit.cause)
        onDefect(defect)
        response.socket?.resetAndDestroy()
        response.destroy(defect instanceof Error ? defect : new Error(String(defect)))
      }
    },
  })
  response.once("close", () => stop())
  return () => {
    response.end()
    stop()
  }
}

/** Writes bytes. Completes when the connection accepts more. */
const write = (response: ServerResponse, bytes: Uint8Array): Effect.Effect<void> =>
  Effect.callback((resume) => {
    const drained = (): void => resume(Effect.void)
    if (response.destroyed) resume(Effect.interrupt)
    else if (response.write(bytes)) drained()
    else response.once("drain", drained)
    return Effect.sync(() => response.off("drain", drained))
  })
