import { Effect } from "effect"
import type { UseCases } from "../../../../application/use-cases.ts"
import { AccountId } from "../../../../domain/account/account.ts"
import { object, text } from "../../dialect/json/fields.ts"
import { noContent } from "../../dialect/response.ts"
import { clientAddress } from "../../server/client-address.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { PASSWORD_MAX_LENGTH } from "./tokens.ts"

const TAG = "Accounts"
const WHAT =
  "Removes identifiers, profile, picture and sessions, and the addresses, notes and reasons of the orders. The orders remain, " +
  "without the person."

/** Returns the endpoints that erase people. */
export const erasureEndpoints = (shop: Pick<UseCases, "eraseAccount">): Endpoints => [
  endpoint({
    method: "POST",
    path: "me/erasure",
    access: "authenticated",
    body: object({ currentPassword: text(PASSWORD_MAX_LENGTH, { format: "password" }) }),
    docs: {
      id: "eraseOwnAccount",
      tag: TAG,
      summary: "Erase your own account",
      description: `${WHAT} The last active admin cannot be erased.`,
      calls: ["eraseAccount"],
      returns: [{ status: 204, description: "The account is erased.", schema: null }],
      example: { currentPassword: "a-long-password" },
    },
    handle: ({ caller: { account }, body, request }) => {
      const command = { account: account.id, password: body.currentPassword, address: clientAddress(request) }
      return Effect.as(shop.eraseAccount(account, command), noContent)
    },
  }),
  endpoint({
    method: "DELETE",
    path: "accounts/:account",
    access: "admin",
    docs: {
      id: "eraseAccount",
      tag: TAG,
      summary: "Erase an account",
      description: `For admins. ${WHAT} Erasing again succeeds. Your own account needs \`POST /v1/me/erasure\`.`,
      calls: ["eraseAccount"],
      returns: [{ status: 204, description: "The account is erased.", schema: null }],
    },
    handle: ({ caller, path, request }) => {
      const command = { account: AccountId(path.account), address: clientAddress(request) }
      return Effect.as(shop.eraseAccount(caller.account, command), noContent)
    },
  }),
]
