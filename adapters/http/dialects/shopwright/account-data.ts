import { Effect } from "effect"
import type { PersonalData } from "../../../../application/account/export-account.ts"
import type { AccountView } from "../../../../application/account/search-accounts.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { AccountId } from "../../../../domain/account/account.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import type { Delivery } from "../../../../domain/order/order.ts"
import { siteOf } from "../../browser/site.ts"
import { json, noContent } from "../../dialect/response.ts"
import { listOf, named, orNull, record, text } from "../../dialect/schema.ts"
import { accountSchema, formatAccount } from "./account-view.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { formatOrder, orderSchema } from "./order-view.ts"
import type { Caller } from "./scheme.ts"

const TAG = "Accounts"

const formatActivity = ({ sessions, orders, ...details }: AccountView, base: string, currency: Currency) => ({
  account: formatAccount(details, base),
  sessions: sessions.map(({ id, openedAt, expiresAt }) => ({
    id,
    openedAt: openedAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  })),
  orders: orders.map((order) => formatOrder(order, currency)),
})

type ShownActivity = ReturnType<typeof formatActivity>

const activity = {
  account: accountSchema,
  sessions: listOf(
    named(
      "OpenSession",
      record<ShownActivity["sessions"][number]>({
        id: text({ pattern: "^[0-9a-f]{32}$" }),
        openedAt: text({ format: "date-time" }),
        expiresAt: orNull(text({ format: "date-time" })),
      }),
    ),
    { description: "The open sessions, newest first." },
  ),
}

const overviewSchema = named(
  "AccountOverview",
  record<ShownActivity>({ ...activity, orders: listOf(orderSchema, { description: "The newest orders, up to 20." }) }),
)

const formatData = ({ addresses, ...rest }: PersonalData, base: string, currency: Currency) => ({
  ...formatActivity(rest, base, currency),
  addresses: addresses.map(({ address, phone }) => ({ address, phone })),
})

const dataSchema = named(
  "PersonalData",
  record<ReturnType<typeof formatData>>({
    ...activity,
    orders: listOf(orderSchema, { description: "All orders, oldest first." }),
    addresses: listOf(named("Delivery", record<Delivery>({ address: text(), phone: text() })), {
      description: "The addresses of the orders, each once.",
    }),
  }),
)

const permits = ({ account }: Caller, { account: id }: { readonly account: number }): boolean =>
  account.isAdmin || account.id === id

/** Returns the endpoints that show what the shop holds of an account, and that end its sessions. */
export const accountData = (
  shop: Pick<UseCases, "viewAccount" | "exportAccount" | "endSessions">,
  currency: Currency,
): Endpoints => [
  endpoint({
    method: "GET",
    path: "accounts/:account/overview",
    access: "admin",
    docs: {
      id: "getAccountOverview",
      tag: TAG,
      summary: "Show an account with its sessions and newest orders",
      description: "For admins. `GET /v1/orders?account=` lists all of its orders.",
      calls: ["viewAccount"],
      returns: [{ status: 200, description: "The account.", schema: overviewSchema }],
    },
    handle: ({ caller, path, request, prefix }) =>
      Effect.map(shop.viewAccount(caller.account, AccountId(path.account)), (view) =>
        json(200, formatActivity(view, siteOf(request, prefix), currency), { "Cache-Control": "no-store" }),
      ),
  }),
  endpoint({
    method: "GET",
    path: "accounts/:account/data",
    access: "authenticated",
    permits,
    docs: {
      id: "exportAccount",
      tag: TAG,
      summary: "Export the personal data of an account",
      description: "The account, its sessions, all of its orders, and their addresses. Your own, or any for admins.",
      calls: ["exportAccount"],
      returns: [{ status: 200, description: "The personal data.", schema: dataSchema }],
    },
    handle: ({ caller, path, request, prefix }) =>
      Effect.map(shop.exportAccount(caller.account, AccountId(path.account)), (data) =>
        json(200, formatData(data, siteOf(request, prefix), currency), {
          "Cache-Control": "no-store",
          "Content-Disposition": `attachment; filename="account-${data.account.id}.json"`,
        }),
      ),
  }),
  endpoint({
    method: "DELETE",
    path: "accounts/:account/sessions",
    access: "authenticated",
    permits,
    docs: {
      id: "endSessions",
      tag: TAG,
      summary: "End all sessions of an account",
      description: "Your own, this one included, or those of any account for admins.",
      calls: ["endSessions"],
      returns: [{ status: 204, description: "The sessions have ended.", schema: null }],
    },
    handle: ({ caller, path }) =>
      Effect.as(shop.endSessions(caller.account, { account: AccountId(path.account) }), noContent),
  }),
]
