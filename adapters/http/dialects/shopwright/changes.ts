import { Effect, Stream } from "effect"
import type { UseCases } from "../../../../application/use-cases.ts"
import type { Account } from "../../../../domain/account/account.ts"
import { described, object, optional } from "../../dialect/json/fields.ts"
import { wholeText } from "../../dialect/json/query.ts"
import type { HttpResponse } from "../../dialect/response.ts"
import { text as textSchema } from "../../dialect/schema.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { retryLater } from "./problem.ts"

const EVENT_STREAM = "text/event-stream"
/** Streams of one process. Each needs a connection, but all share one read of the store. */
const MAX_STREAMS = 50
/** A stream ends after so many seconds, so that an ended session receives nothing more. */
const MAX_SECONDS = 60
/** Proxies close connections on which nothing is sent, many after 30 seconds. */
const HEARTBEAT = "15 seconds"
const POLL = "1 second"
const RECONNECT_MS = 1_000
const BUSY_SECONDS = 30

const bytes = (text: string): Buffer => Buffer.from(text)

const eventOf = (latest: number): Buffer =>
  bytes(`event: change\nid: ${latest}\ndata: ${JSON.stringify({ latest })}\n\n`)

/** Returns the events of a stream: one at the start, and one whenever the shop has changed. */
const changes = (
  shop: Pick<UseCases, "latestEvent">,
  account: Account,
  { first, seconds }: { readonly first: number; readonly seconds: number },
): Stream.Stream<Uint8Array> => {
  const polled = Stream.mapEffect(Stream.tick(POLL), () => shop.latestEvent(account))
  const events = Stream.concat(Stream.make(first), polled).pipe(Stream.changes, Stream.map(eventOf))
  const heartbeats = Stream.map(Stream.drop(Stream.tick(HEARTBEAT), 1), () => bytes(":\n\n"))
  return Stream.merge(events, heartbeats, { haltStrategy: "left" }).pipe(
    // The client connects again, and gets the error as a response.
    Stream.catch(() => Stream.empty),
    Stream.interruptWhen(Effect.sleep(seconds * 1_000)),
  )
}

const busy = retryLater("busy", BUSY_SECONDS)

/** Returns the endpoint that tells admins when the shop has changed. */
export const changeEndpoints = (shop: Pick<UseCases, "latestEvent">): Endpoints => {
  let open = 0
  /** Counts a stream from its first read to its end. A response that is never sent is not counted. */
  const counted = (stream: Stream.Stream<Uint8Array>): Stream.Stream<Uint8Array> => {
    const place = Effect.acquireRelease(
      Effect.sync(() => void open++),
      () => Effect.sync(() => void open--),
    )
    return Stream.unwrap(Effect.as(place, stream))
  }
  const streamed = (account: Account, first: number, seconds: number): HttpResponse => ({
    status: 200,
    type: EVENT_STREAM,
    // Some proxies collect a response before they send it on, or compress it.
    headers: { "Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no" },
    body: bytes(`retry: ${RECONNECT_MS}\n\n`),
    rest: counted(changes(shop, account, { first, seconds })),
    isLive: true,
  })
  return [
    endpoint({
      method: "GET",
      path: "changes",
      access: "admin",
      query: object({
        seconds: described(
          optional(
            wholeText({ min: 1, max: MAX_SECONDS }, (seconds) => seconds),
            MAX_SECONDS,
          ),
          { description: "Seconds after which the stream ends." },
        ),
      }),
      docs: {
        id: "streamChanges",
        tag: "System",
        summary: "Be told when the shop has changed",
        description: [
          "For admins. Server-sent events, for `EventSource`. An event `change` is sent at the start and within two seconds",
          "of a change of orders, notes, accounts, stock, thresholds or products. Its data is JSON: `latest` is a number that",
          "grows with each of them. If it differs from the one that you know, read again what you show. The stream ends",
          "after `seconds`, and `EventSource` then connects again. A server has at most",
          `${MAX_STREAMS} streams. Poll while it responds 503.`,
        ].join(" "),
        calls: ["latestEvent"],
        returns: [
          {
            status: 200,
            description: "The events.",
            schema: textSchema({ examples: ['event: change\nid: 42\ndata: {"latest":42}\n\n'] }),
            type: EVENT_STREAM,
          },
        ],
        rejects: [busy],
      },
      handle: ({ caller, query: { seconds } }) =>
        Effect.map(shop.latestEvent(caller.account), (first) =>
          open < MAX_STREAMS ? streamed(caller.account, first, seconds) : busy,
        ),
    }),
  ]
}
