import { Effect } from "effect"
import type { OwnedApiKey } from "../../../../application/ports/api-keys.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { API_KEY_NAME_MAX_LENGTH, ApiKeyId } from "../../../../domain/account/api-key.ts"
import { apiKeyScopes } from "../../../../domain/account/api-key-scope.ts"
import { choice, described, list, nullable, object, optional, text } from "../../dialect/json/fields.ts"
import { momentText } from "../../dialect/json/query.ts"
import { json, noContent } from "../../dialect/response.ts"
import { listOf, named, oneOf, orNull, record, text as textSchema } from "../../dialect/schema.ts"
import { formatIdentity, identitySchema } from "./account-view.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { pageSchema } from "./paging.ts"
import { notFound } from "./problem.ts"

const formatKey = ({ key, owner }: OwnedApiKey) => ({
  id: key.id,
  owner: formatIdentity(owner),
  name: key.name,
  scopes: [...key.scopes],
  hint: key.hint,
  createdAt: key.createdAt.toISOString(),
  expiresAt: key.expiresAt?.toISOString() ?? null,
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
})

type ShownKey = ReturnType<typeof formatKey>

const keyFields = {
  id: textSchema({ pattern: "^[0-9a-f]{32}$" }),
  owner: identitySchema,
  name: textSchema({ examples: ["Nightly export"] }),
  scopes: listOf(oneOf(apiKeyScopes)),
  hint: textSchema({ description: "The last 4 characters of the key.", examples: ["9f3a"] }),
  createdAt: textSchema({ format: "date-time" }),
  expiresAt: orNull(textSchema({ format: "date-time" })),
  lastUsedAt: orNull(textSchema({ format: "date-time", description: "The last use, at most one hour too early." })),
}

const keySchema = named("ApiKey", record<ShownKey>(keyFields))
const createdSchema = named(
  "CreatedApiKey",
  record<ShownKey & { readonly secret: string }>({
    ...keyFields,
    secret: textSchema({
      description: "Send it as `Authorization: Bearer`. The shop does not show it again.",
      examples: ["swk_5f0c2c6f1d0b4f0f8f2a9c7a1b3d5e7f90129f3a"],
    }),
  }),
)

const fields = object({
  name: text(API_KEY_NAME_MAX_LENGTH, { description: "What the key is for." }),
  scopes: described(list(choice(apiKeyScopes), { min: 1, max: apiKeyScopes.length }), {
    description: "What the key permits. Writing does not include reading.",
  }),
  expiresAt: described(optional(nullable(momentText), null), {
    description: "Defaults to `null`: the key does not expire.",
  }),
})

const TAG = "API keys"

/** Returns the endpoints that create, list and revoke API keys. */
export const apiKeyEndpoints = (shop: Pick<UseCases, "createApiKey" | "listApiKeys" | "revokeApiKey">): Endpoints => [
  endpoint({
    method: "POST",
    path: "api-keys",
    access: "admin",
    body: fields,
    docs: {
      id: "createApiKey",
      tag: TAG,
      summary: "Create an API key",
      description:
        "For admins. The key acts as you, within its scopes, and stops working when you are no longer an active admin.",
      calls: ["createApiKey"],
      returns: [{ status: 201, description: "The key and its secret.", schema: createdSchema }],
      example: { name: "Nightly export", scopes: ["orders:read"], expiresAt: "2030-01-01T00:00:00Z" },
    },
    handle: ({ caller: { account }, body }) =>
      Effect.map(shop.createApiKey(account, { ...body, account: account.id }), ({ key, secret }) =>
        json(201, { ...formatKey({ key, owner: account }), secret }, { "Cache-Control": "no-store" }),
      ),
  }),
  endpoint({
    method: "GET",
    path: "api-keys",
    access: "admin",
    docs: {
      id: "listApiKeys",
      tag: TAG,
      summary: "List the API keys of all admins",
      description: "For admins. Newest first, on one page. Expired keys are listed until they are revoked.",
      calls: ["listApiKeys"],
      returns: [{ status: 200, description: "The keys.", schema: pageSchema("ApiKeyPage", keySchema) }],
    },
    handle: ({ caller }) =>
      Effect.map(shop.listApiKeys(caller.account), (keys) =>
        json(200, { items: keys.map(formatKey), next: null }, { "Cache-Control": "no-store" }),
      ),
  }),
  endpoint({
    method: "DELETE",
    path: "api-keys/:key",
    access: "admin",
    docs: {
      id: "revokeApiKey",
      tag: TAG,
      summary: "Revoke an API key",
      description: "For admins, also for keys of other admins. The key stops working at once.",
      calls: ["revokeApiKey"],
      returns: [{ status: 204, description: "The key is revoked.", schema: null }],
      rejects: [notFound],
    },
    handle: ({ caller, request }) =>
      Effect.map(shop.revokeApiKey(caller.account, ApiKeyId(String(request.params.key))), (existed) =>
        existed ? noContent : notFound,
      ),
  }),
]
