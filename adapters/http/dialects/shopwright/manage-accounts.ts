import { Effect } from "effect"
import type { UseCases } from "../../../../application/use-cases.ts"
import { AccountId } from "../../../../domain/account/account.ts"
import { siteOf } from "../../browser/site.ts"
import { described, object, optional, text, truth } from "../../dialect/json/fields.ts"
import { booleanText, idsText } from "../../dialect/json/query.ts"
import { noContent } from "../../dialect/response.ts"
import { accountSchema, formatAccount, versionedAccount } from "./account-view.ts"
import { idCursor } from "./cursor.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { replacedMetadata } from "./metadata.ts"
import { pageFields, pageHeaders, pageResponse, pageSchema } from "./paging.ts"
import { editHeaders, editRejections, namesVersion, resource, stale, staleEdit, versionHeaders } from "./versions.ts"

const TAG = "Accounts"
const TEXT_MAX_LENGTH = 200
const MAX_IDS = 100

const filters = object({
  ...pageFields,
  text: described(optional(text(TEXT_MAX_LENGTH), ""), {
    description: "Each word must be the beginning of a word of the user name, e-mail address, phone number or names.",
  }),
  id: described(optional(idsText(AccountId, MAX_IDS), undefined), {
    description: "Only these accounts, such as `id=7,9`. Ids of no account are ignored.",
  }),
  isAdmin: described(optional(booleanText, undefined), { description: "Only admins, or only others." }),
  isActive: described(optional(booleanText, undefined), { description: "Only active accounts, or only others." }),
})

/** Returns the endpoints with which admins manage accounts. */
export const accountManagement = (
  shop: Pick<UseCases, "searchAccounts" | "setAdmin" | "setAccountActive" | "viewProfile" | "setAccountMetadata">,
): Endpoints => [
  endpoint({
    method: "GET",
    path: "accounts",
    access: "admin",
    query: filters,
    docs: {
      id: "listAccounts",
      tag: TAG,
      summary: "List and search accounts",
      description: "For admins. Newest first.",
      calls: ["searchAccounts"],
      returns: [
        {
          status: 200,
          description: "A page of accounts.",
          schema: pageSchema("AccountPage", accountSchema),
          headers: pageHeaders,
        },
      ],
    },
    handle: ({ caller, query: { after, id: ids, ...search }, request, prefix }) => {
      const before = after === undefined ? undefined : AccountId(after)
      const base = siteOf(request, prefix)
      return Effect.map(shop.searchAccounts(caller.account, { ...search, ids, before }), ({ accounts, next }) => {
        const items = accounts.map((account) => formatAccount(account, base))
        return pageResponse(request.url, items, next === null ? null : idCursor.encode(next))
      })
    },
  }),
  endpoint({
    method: "PUT",
    path: "accounts/:account/admin",
    access: "admin",
    body: object({ isAdmin: truth }),
    docs: {
      id: "setAdmin",
      tag: TAG,
      summary: "Grant or revoke the admin role",
      description: "For admins. Ends the sessions of the account. The last active admin keeps the role.",
      calls: ["setAdmin"],
      returns: [{ status: 204, description: "The account has this role.", schema: null }],
      example: { isAdmin: true },
    },
    handle: ({ caller, path, body }) =>
      Effect.as(shop.setAdmin(caller.account, { account: AccountId(path.account), ...body }), noContent),
  }),
  endpoint({
    method: "PUT",
    path: "accounts/:account/active",
    access: "admin",
    body: object({ isActive: truth }),
    docs: {
      id: "setActive",
      tag: TAG,
      summary: "Deactivate or activate an account",
      description: "For admins. Deactivating ends the sessions of the account. The last active admin stays active.",
      calls: ["setAccountActive"],
      returns: [{ status: 204, description: "The account is in this state.", schema: null }],
      example: { isActive: false },
    },
    handle: ({ caller, path, body }) =>
      Effect.as(shop.setAccountActive(caller.account, { account: AccountId(path.account), ...body }), noContent),
  }),
  endpoint({
    method: "PUT",
    path: "accounts/:account/metadata",
    access: "admin",
    body: object({ metadata: replacedMetadata }),
    docs: {
      id: "setAccountMetadata",
      tag: TAG,
      summary: "Replace the metadata of an account",
      description: "For admins. Replaces the metadata as a whole. `null` removes it.",
      calls: ["viewProfile", "setAccountMetadata"],
      returns: [{ status: 200, description: "The account.", schema: accountSchema, headers: versionHeaders }],
      headers: editHeaders,
      rejects: editRejections,
      example: { metadata: { loyalty: "gold" } },
    },
    handle: ({ caller, path, body: { metadata }, request, prefix }) =>
      Effect.gen(function* () {
        const base = siteOf(request, prefix)
        const before = yield* shop.viewProfile(caller.account, AccountId(path.account))
        const rejected = staleEdit(request, versionedAccount(before, base))
        if (rejected !== null) return rejected
        // The change compares the version again, so of concurrent changes one succeeds.
        const version = namesVersion(request) ? before.version : undefined
        return yield* shop.setAccountMetadata(caller.account, { account: before.account.id, metadata, version }).pipe(
          Effect.map((changed) => resource(request, 200, versionedAccount(changed, base))),
          Effect.catchTag("ProfileChanged", () => Effect.succeed(stale)),
        )
      }),
  }),
]
