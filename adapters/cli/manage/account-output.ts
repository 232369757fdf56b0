import type { AccountView } from "../../../application/account/search-accounts.ts"
import type { AccountDetails } from "../../../application/ports/profiles.ts"
import type { OpenSession } from "../../../application/ports/sessions.ts"
import type { Currency } from "../../../domain/catalog/currency.ts"
import { orderFormat } from "./order-output.ts"
import { type ListFormat, listed, type Output, record } from "./output.ts"
import { formatTable } from "./text-table.ts"
import { timeText } from "./time-text.ts"

const toJson = ({ account, profile, createdAt }: AccountDetails) => ({
  ...account,
  firstName: profile.firstName,
  lastName: profile.lastName,
  isVerified: profile.isVerified,
  createdAt: createdAt.toISOString(),
})

const nameText = ({ profile }: AccountDetails): string => `${profile.firstName} ${profile.lastName}`.trim()
const stateText = ({ account }: AccountDetails): string => (account.isActive ? "active" : "inactive")
const roleText = ({ account }: AccountDetails): string => (account.isAdmin ? "admin" : "buyer")

export const accountFormat: ListFormat<AccountDetails> = {
  noun: "accounts",
  columns: [
    { name: "ID", cell: ({ account }) => account.id },
    { name: "USER NAME", cell: ({ account }) => account.username ?? "" },
    { name: "E-MAIL", cell: ({ account }) => account.email ?? "" },
    { name: "PHONE", cell: ({ account }) => account.phone ?? "" },
    { name: "EXTERNAL ID", cell: ({ account }) => account.externalId ?? "" },
    { name: "NAME", cell: nameText },
    { name: "ROLE", cell: roleText },
    { name: "STATE", cell: stateText },
  ],
  toJson,
}

export const accountRecord = ({ sessions, orders, ...details }: AccountView, currency: Currency): Output => {
  const newest = listed({ items: orders, hasMore: false }, orderFormat(currency))
  const { account } = details
  return record(
    {
      ...toJson(details),
      sessions: sessions.map(({ id, openedAt, expiresAt }) => ({
        id,
        openedAt: openedAt.toISOString(),
        expiresAt: expiresAt?.toISOString() ?? null,
      })),
      orders: newest.json,
    },
    [
      ["Account", String(account.id)],
      ["User name", account.username ?? ""],
      ["E-mail", account.email ?? ""],
      ["Phone", account.phone ?? ""],
      ["External id", account.externalId ?? ""],
      ["Name", nameText(details)],
      ["Role", roleText(details)],
      ["State", stateText(details)],
      ["Since", timeText(details.createdAt)],
    ],
    sessions.length === 0 ? "no sessions\n" : formatTable(sessionColumns, sessions),
    newest.text,
  )
}

const sessionColumns = [
  { name: "SESSION OPENED (UTC)", cell: ({ openedAt }: OpenSession) => timeText(openedAt) },
  {
    name: "EXPIRES (UTC)",
    cell: ({ expiresAt }: OpenSession) => (expiresAt === null ? "" : timeText(expiresAt)),
  },
]
