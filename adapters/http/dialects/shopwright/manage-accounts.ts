import { Effect } from "effect"
import type { UseCases } from "../../../../application/use-cases.ts"
import { AccountId } from "../../../../domain/account/account.ts"
import { siteOf } from "../../browser/site.ts"
import { described, object, optional, text, truth } from "../../dialect/json/fields.ts"
import { booleanText, idsText } from "../../dialect/json/query.ts"
import { noContent } from "../../dialect/response.ts"
import { accountSchema, formatAccount } from "./account-view.ts"
import { idCursor } from "./cursor.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { pageFields, pageHeaders, pageResponse, pageSchema } from "./paging.ts"

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
  shop: Pick<UseCases, "searchAccounts" | "setAdmin" | "setAccountActive">,
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
]
