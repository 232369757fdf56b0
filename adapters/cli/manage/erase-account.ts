import { Effect } from "effect"
import type { AccountView } from "../../../application/account/search-accounts.ts"
import { AccountId } from "../../../domain/account/account.ts"
import { operator } from "../../../domain/account/actor.ts"
import { confirm, requireTerminal } from "../confirmation.ts"
import { CommandFailure } from "../failure.ts"
import type { Action } from "./action.ts"
import { idOf, positionalsOf } from "./arguments.ts"
import { done } from "./output.ts"

/** The action that erases the person of an account. */
export const erase: Action = {
  summary: "erase the person of an account; the orders remain",
  synopsis: " ACCOUNT",
  about: `Removes the identifiers, the profile, the picture and the sessions of an account, and the addresses and notes of its
orders. The orders remain, without the person. This cannot be undone. The last active admin cannot be erased.`,
  flags: [{ name: "yes", about: "do not ask" }],
  read: (call) => {
    const account = idOf(positionalsOf(call, ["ACCOUNT"])[0], "ACCOUNT", AccountId)
    if (!call.has("yes")) requireTerminal("Erasing an account cannot be undone")
    const erased = done({ id: account, erased: true }, `account ${account} is erased`)
    return (shop) =>
      Effect.gen(function* () {
        if (!call.has("yes")) yield* ask(yield* shop.viewAccount(operator, account))
        yield* shop.eraseAccount(operator, { account }).pipe(
          // The operator has no account, so no password is checked.
          Effect.catchTag(
            ["CurrentPasswordMissing", "CurrentPasswordWrong", "SignInThrottled", "PasswordsBusy"],
            Effect.die,
          ),
        )
        return erased
      })
  },
}

const ask = ({ account, profile, orders }: AccountView): Effect.Effect<void, CommandFailure> => {
  const names = [account.username, account.email, account.phone, `${profile.firstName} ${profile.lastName}`.trim()]
  const person = names.filter((name) => name).join(", ")
  const question = `Erase account ${account.id} (${person})${orders.length > 0 ? ", which has orders" : ""}?`
  return Effect.tryPromise({
    try: () => confirm(question, "Nothing was changed"),
    catch: (error) => (error instanceof CommandFailure ? error : new CommandFailure(String(error))),
  })
}
