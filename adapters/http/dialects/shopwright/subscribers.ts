import { Effect } from "effect"
import type { SubscriberProgress } from "../../../../application/ports/subscribers.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { object, text } from "../../dialect/json/fields.ts"
import { json } from "../../dialect/response.ts"
import { listOf, named, record, text as textSchema, whole } from "../../dialect/schema.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { pageSchema } from "./paging.ts"

const formatSubscriber = ({ name, behind, deferred, next }: SubscriberProgress) => ({
  name,
  behind,
  deferred,
  next: next.map(({ id, kind, failures, due }) => ({ id, kind, failures, due: due.toISOString() })),
})

type ShownSubscriber = ReturnType<typeof formatSubscriber>

const subscriberSchema = named(
  "Subscriber",
  record<ShownSubscriber>({
    name: textSchema({ description: "The name of a webhook begins with `webhook`.", examples: ["webhook mail"] }),
    behind: whole({ minimum: 0, description: "Events that have not been delivered once. Counts up to 1,000." }),
    deferred: whole({ minimum: 0, description: "Events whose delivery failed, and those that wait for them." }),
    next: listOf(
      named(
        "DeferredEvent",
        record<ShownSubscriber["next"][number]>({
          id: textSchema(),
          kind: textSchema({ examples: ["OrderPlaced"] }),
          failures: whole({ minimum: 0, description: "The number of failed deliveries." }),
          due: textSchema({ format: "date-time", description: "When it is delivered again." }),
        }),
      ),
      { description: "The deferred events that are due first, up to 20." },
    ),
  }),
)

const NAME_MAX_LENGTH = 1000
const TAG = "System"

/** Returns the endpoints that show the delivery of events, and that retry it. */
export const subscriberEndpoints = (shop: Pick<UseCases, "listSubscribers" | "retryEvents">): Endpoints => [
  endpoint({
    method: "GET",
    path: "subscribers",
    access: "admin",
    docs: {
      id: "listSubscribers",
      tag: TAG,
      summary: "List the subscribers of events",
      description: "For admins. Webhooks are subscribers too. On one page.",
      calls: ["listSubscribers"],
      returns: [
        { status: 200, description: "The subscribers.", schema: pageSchema("SubscriberPage", subscriberSchema) },
      ],
    },
    handle: ({ caller }) =>
      Effect.map(shop.listSubscribers(caller.account), (found) =>
        json(200, { items: found.map(formatSubscriber), next: null }, { "Cache-Control": "no-store" }),
      ),
  }),
  endpoint({
    method: "POST",
    path: "subscribers/retry",
    access: "admin",
    body: object({ subscriber: text(NAME_MAX_LENGTH, { description: "Its name." }) }),
    docs: {
      id: "retryEvents",
      tag: TAG,
      summary: "Deliver deferred events again at once",
      description: "For admins. A subscriber without deferred events has nothing to retry, which is no error.",
      calls: ["retryEvents"],
      returns: [
        {
          status: 200,
          description: "The number of events.",
          schema: named("RetriedEvents", record<{ readonly retried: number }>({ retried: whole({ minimum: 0 }) })),
        },
      ],
      example: { subscriber: "webhook mail" },
    },
    handle: ({ caller, body }) =>
      Effect.map(shop.retryEvents(caller.account, body), (retried) => json(200, { retried })),
  }),
]
