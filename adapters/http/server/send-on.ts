import type { ServerResponse } from "node:http"
import { Cause, Effect, Exit, Stream } from "effect"

/**
 * Sends a body whose rest is still to come, pulling it no faster than the client takes it. When the client goes away,
 * nothing more is pulled. When the rest fails, the connection is reset: its client must not take half a list for a
 * whole one, and a plain end would look like one to clients of HTTP/1.0, who know no chunks.
 */
export const sendOn = (
  response: ServerResponse,
  body: Uint8Array,
  rest: Stream.Stream<Uint8Array>,
  onDefect: (defect: unknown) => void,
): void => {
  const sending = Effect.andThen(
    write(response, body),
    Stream.runForEach(rest, (bytes) => write(response, bytes)),
  )
  const stop = Effect.runCallback(sending, {
    onExit: (exit) => {
      if (Exit.isSuccess(exit)) response.end()
      else if (!response.destroyed) {
        const defect = Cause.squash(exit.cause)
        onDefect(defect)
        response.socket?.resetAndDestroy()
        response.destroy(defect instanceof Error ? defect : new Error(String(defect)))
      }
    },
  })
  response.once("close", () => stop())
}

/** Writes bytes, and is done when the connection takes more. */
const write = (response: ServerResponse, bytes: Uint8Array): Effect.Effect<void> =>
  Effect.callback((resume) => {
    const drained = (): void => resume(Effect.void)
    if (response.destroyed) resume(Effect.interrupt)
    else if (response.write(bytes)) drained()
    else response.once("drain", drained)
    return Effect.sync(() => response.off("drain", drained))
  })
