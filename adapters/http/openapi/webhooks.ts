import type { WebhookDocs } from "../dialect/docs.ts"
import type { JsonSchema } from "../dialect/schema.ts"

const headers: ReadonlyArray<readonly [name: string, description: string]> = [
  ["webhook-id", "Identifies the message. It is the same in every attempt."],
  ["webhook-timestamp", "The time of the attempt, in seconds since 1970."],
  ["webhook-signature", "`v1,` and the HMAC-SHA256 of `ID.TIMESTAMP.BODY` in base64. Several are separated by spaces."],
]

/** Describes webhooks in OpenAPI's form, and returns the named schemas that they use. */
export const describeWebhooks = (
  webhooks: ReadonlyArray<WebhookDocs>,
): { readonly described: JsonSchema; readonly definitions: { readonly [name: string]: JsonSchema } } => ({
  described: Object.fromEntries(webhooks.map((webhook) => [webhook.name, { post: describeWebhook(webhook) }])),
  definitions: Object.assign({}, ...webhooks.map(({ schema }) => schema.definitions)),
})

const describeWebhook = ({ name, summary, schema }: WebhookDocs): JsonSchema => ({
  operationId: name,
  tags: ["Webhooks"],
  summary,
  security: [],
  parameters: headers.map(([name, description]) => ({
    ...{ name, in: "header", description, required: true },
    schema: { type: "string" },
  })),
  requestBody: { required: true, content: { "application/json": { schema: schema.json } } },
  responses: {
    "2XX": { description: "The message is accepted." },
    "4XX": { description: "The message is sent again later." },
  },
})
