import { Stream } from "effect"
import type { HttpResponse } from "../../dialect/response.ts"
import { hasNoBody } from "../response-head.ts"
import type { Outgoing, ResponseEnd } from "../transport.ts"

/**
 * Returns a `Response`. Its body is read no faster than the client reads it. `onEnd` is called when all of it was read or
 * none of it will be.
 */
export const webResponse = (
  method: string | undefined,
  { result, head, onDefect }: Outgoing,
  onEnd: (end: ResponseEnd) => void,
): Response => {
  const { status, body } = result
  const headers = new Headers()
  for (let i = 0; i < head.length; i += 2) headers.append(head[i] ?? "", head[i + 1] ?? "")
  if (hasNoBody(method, status) || (Buffer.isBuffer(body) && result.rest === undefined)) {
    onEnd("sent")
    return new Response(hasNoBody(method, status) ? null : (body as Uint8Array<ArrayBuffer>), { status, headers })
  }
  return new Response(streamOf(piecesOf(result), onDefect, onEnd), { status, headers })
}

/** Returns an iterator whose `return` also ends a read that waits, which that of a generator would not. */
const piecesOf = ({ body, rest }: HttpResponse): AsyncIterator<Uint8Array> => {
  if (!Buffer.isBuffer(body)) return body.bytes[Symbol.asyncIterator]()
  const all = Stream.concat(Stream.make<[Uint8Array]>(body), rest ?? Stream.empty)
  return Stream.toAsyncIterable(all)[Symbol.asyncIterator]()
}

const streamOf = (
  pieces: AsyncIterator<Uint8Array>,
  onDefect: (defect: unknown) => void,
  onEnd: (end: ResponseEnd) => void,
): ReadableStream<Uint8Array> => {
  let isCancelled = false
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const step = await pieces.next()
          if (isCancelled) return
          if (!step.done) return controller.enqueue(step.value)
          onEnd("sent")
          controller.close()
        } catch (error) {
          if (isCancelled) return
          onDefect(error)
          onEnd("aborted")
          controller.error(error)
        }
      },
      cancel: async () => {
        isCancelled = true
        onEnd("disconnected")
        await pieces.return?.()
      },
    },
    // Reads nothing that the client has not asked for.
    { highWaterMark: 0 },
  )
}
