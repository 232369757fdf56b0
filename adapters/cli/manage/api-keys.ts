import { Effect } from "effect"
import type { OwnedApiKey } from "../../../application/ports/api-keys.ts"
import { AccountId } from "../../../domain/account/account.ts"
import { operator } from "../../../domain/account/actor.ts"
import { ApiKeyId } from "../../../domain/account/api-key.ts"
import { apiKeyScopes } from "../../../domain/account/api-key-scope.ts"
import { CommandFailure, UsageError } from "../failure.ts"
import { type Action, asCommand } from "./action.ts"
import { flagOf, idOf, positionalsOf, timeOf, wordOf } from "./arguments.ts"
import type { CommandGroup } from "./group.ts"
import { done, type ListFormat, listed } from "./output.ts"
import { timeText } from "./time-text.ts"

const toJson = ({ key, owner }: OwnedApiKey) => ({
  ...key,
  owner: owner.username,
  createdAt: key.createdAt.toISOString(),
  expiresAt: key.expiresAt?.toISOString() ?? null,
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
})

const timeOrNothing = (time: Date | null): string => (time === null ? "" : timeText(time))

const keyFormat: ListFormat<OwnedApiKey> = {
  noun: "API keys",
  columns: [
    { name: "ID", cell: ({ key }) => key.id },
    { name: "NAME", cell: ({ key }) => key.name },
    { name: "KEY", cell: ({ key }) => `…${key.hint}` },
    { name: "ACCOUNT", cell: ({ key }) => key.account },
    { name: "SCOPES", cell: ({ key }) => key.scopes.join(",") },
    { name: "LAST USED (UTC)", cell: ({ key }) => timeOrNothing(key.lastUsedAt) },
    { name: "EXPIRES (UTC)", cell: ({ key }) => timeOrNothing(key.expiresAt) },
  ],
  toJson,
}

const list: Action = {
  summary: "list the API keys of all admins, newest first",
  synopsis: "",
  about: "Lists the API keys of all admins. Expired keys are listed until they are revoked.",
  flags: [],
  read: (call) => {
    positionalsOf(call, [])
    return (shop) => Effect.map(shop.listApiKeys(operator), (items) => listed({ items, hasMore: false }, keyFormat))
  },
}

const create: Action = {
  summary: "create an API key of an admin and print it once",
  synopsis: " ACCOUNT NAME",
  about: `Creates a key with which a script calls the API shopwright as the admin ACCOUNT, within its scopes. The key is
printed once; the shop stores only its digest. NAME says what the key is for. The scopes are
${apiKeyScopes.join(", ")}. Writing does not include reading.`,
  flags: [
    { name: "scopes", value: "SCOPES", about: "what the key permits, several with commas (required)" },
    { name: "expires", value: "TIME", about: "when the key stops working, such as 2030-01-31 (default: never)" },
  ],
  read: (call) => {
    const [account, name] = positionalsOf(call, ["ACCOUNT", "NAME"])
    const scopes = flagOf(call, "scopes", (text, what) => text.split(",").map((one) => wordOf(one, what, apiKeyScopes)))
    if (scopes === undefined) throw new UsageError(`--scopes is missing; the scopes are ${apiKeyScopes.join(", ")}`)
    const expiresAt = flagOf(call, "expires", timeOf) ?? null
    const command = { account: idOf(account, "ACCOUNT", AccountId), name, scopes, expiresAt }
    return (shop) =>
      Effect.map(shop.createApiKey(operator, command), ({ key, secret }) => ({
        ...done({ ...key, secret }, secret),
        hint: "Keep this key. The shop does not show it again.",
      }))
  },
}

const revoke: Action = {
  summary: "revoke an API key at once",
  synopsis: " KEY",
  about: 'Revokes the API key with the id KEY at once and for good. "shopwright api-keys list" shows the ids.',
  flags: [],
  read: (call) => {
    const [text] = positionalsOf(call, ["KEY"])
    return (shop) =>
      Effect.flatMap(shop.revokeApiKey(operator, ApiKeyId(text)), (existed) =>
        existed
          ? Effect.succeed(done({ id: text, revoked: true }, `API key ${text} is revoked`))
          : Effect.fail(new CommandFailure(`There is no API key ${text}. "shopwright api-keys list" shows all keys`)),
      )
  },
}

export const apiKeys: CommandGroup = {
  summary: "create, list and revoke the API keys of scripts",
  about: "Manages the API keys of the shop.",
  commands: new Map([
    ["list", asCommand(list)],
    ["create", asCommand(create)],
    ["revoke", asCommand(revoke)],
  ]),
}
