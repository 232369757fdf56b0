import { Effect } from "effect"
import { AccountId } from "../../../domain/account/account.ts"
import { operator } from "../../../domain/account/actor.ts"
import { accountFormat, accountRecord } from "./account-output.ts"
import { type Action, asCommand, type ManagedShop } from "./action.ts"
import { flagOf, idOf, positionalsOf, wordOf } from "./arguments.ts"
import { erase } from "./erase-account.ts"
import type { CommandGroup } from "./group.ts"
import { done, listed } from "./output.ts"
import { limitFlag, limitOf, type Range, readPages } from "./pages.ts"

const states = ["active", "inactive"] as const
const roles = ["admin", "buyer"] as const

const list: Action = {
  summary: "list accounts, newest first",
  synopsis: "",
  about: "Lists accounts. Every condition that is given must hold.",
  flags: [
    {
      name: "text",
      value: "WORDS",
      about: "beginnings of words of the user name, e-mail address, phone, external id or names",
    },
    { name: "role", value: "ROLE", about: roles.join(" or ") },
    { name: "state", value: "STATE", about: states.join(" or ") },
    limitFlag,
  ],
  read: (call) => {
    positionalsOf(call, [])
    const role = flagOf(call, "role", (text, what) => wordOf(text, what, roles))
    const state = flagOf(call, "state", (text, what) => wordOf(text, what, states))
    const conditions = {
      text: call.value("text"),
      isAdmin: role === undefined ? undefined : role === "admin",
      isActive: state === undefined ? undefined : state === "active",
    }
    const limit = limitOf(call)
    return (shop) =>
      Effect.map(
        readPages(limit, ({ after, limit }: Range<AccountId>) =>
          Effect.map(shop.searchAccounts(operator, { ...conditions, before: after, limit }), ({ accounts, next }) => ({
            items: accounts,
            next,
          })),
        ),
        (found) => listed(found, accountFormat),
      )
  },
}

const accountOf = (call: Parameters<Action["read"]>[0]): AccountId =>
  idOf(positionalsOf(call, ["ACCOUNT"])[0], "ACCOUNT", AccountId)

const show: Action = {
  summary: "show an account with its sessions and newest orders",
  synopsis: " ACCOUNT",
  about: "Shows an account with its open sessions and its newest orders.",
  flags: [],
  read: (call) => {
    const account = accountOf(call)
    return (shop) => Effect.map(shop.viewAccount(operator, account), (view) => accountRecord(view, shop.currency))
  },
}

/** An action that changes one property of an account. */
const change = (
  { summary, about }: Pick<Action, "summary" | "about">,
  what: { readonly isActive: boolean } | { readonly isAdmin: boolean },
  sentence: (account: AccountId) => string,
): Action => ({
  summary,
  synopsis: " ACCOUNT",
  about,
  flags: [],
  read: (call) => {
    const account = accountOf(call)
    const apply = (shop: ManagedShop) =>
      "isActive" in what
        ? shop.setAccountActive(operator, { account, ...what })
        : shop.setAdmin(operator, { account, ...what })
    return (shop) => Effect.as(apply(shop), done({ id: account, ...what }, sentence(account)))
  },
})

const passwordLink: Action = {
  summary: "create a link with which the owner chooses a new password",
  synopsis: " ACCOUNT",
  about: `Creates a link that works once, for 24 hours, and replaces earlier links of the account. It is printed once. The
page to which it leads is SHOPWRIGHT_PASSWORD_URL. Without it, the token is printed.`,
  flags: [],
  read: (call) => {
    const account = accountOf(call)
    return (shop) =>
      Effect.map(shop.createPasswordLink(operator, { account }), ({ token, url, expiresAt }) =>
        done({ id: account, token, url, expiresAt: expiresAt.toISOString() }, url ?? token),
      )
  },
}

/** Each action of the group, by name. */
const actions: Readonly<Record<string, Action>> = {
  list,
  show,
  deactivate: change(
    {
      summary: "deactivate an account",
      about: "Ends the sessions of an account. It cannot sign in until it is activated. Its orders remain.",
    },
    { isActive: false },
    (account) => `account ${account} is inactive`,
  ),
  activate: change(
    { summary: "activate an account", about: "Lets an account sign in again." },
    { isActive: true },
    (account) => `account ${account} is active`,
  ),
  "grant-admin": change(
    { summary: "make an account an admin", about: "Grants the admin role and ends the sessions of the account." },
    { isAdmin: true },
    (account) => `account ${account} is an admin`,
  ),
  "revoke-admin": change(
    {
      summary: "revoke the admin role of an account",
      about: "Revokes the admin role and ends the sessions of the account. The last active admin keeps the role.",
    },
    { isAdmin: false },
    (account) => `account ${account} is no admin`,
  ),
  "password-link": passwordLink,
  erase,
}

export const accounts: CommandGroup = {
  summary: "list and show accounts, deactivate them, grant the admin role, create password links, erase people",
  about: "Manages the accounts of the shop.",
  commands: new Map(
    Object.entries(actions).map(([name, action]): [string, ReturnType<typeof asCommand>] => [name, asCommand(action)]),
  ),
}
