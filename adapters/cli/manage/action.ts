import { Effect } from "effect"
import type { StoreUnavailable } from "../../../application/ports/store-unavailable.ts"
import type { UseCases } from "../../../application/use-cases.ts"
import type { AnyShop } from "../../../composition/shop.ts"
import type { Call, Command } from "../command.ts"
import { existingDatabase } from "../database.ts"
import { CommandFailure, failureOf } from "../failure.ts"
import { commonOptions } from "../shop-options.ts"
import type { Output } from "./output.ts"
import { describeRefusal, type Refusal } from "./refusals.ts"

/** The arguments of an action. */
export type Arguments = Pick<Call, "positionals" | "value" | "has">

/** The use cases of a shop, and the currency of its prices. */
export type ManagedShop = UseCases & Pick<AnyShop, "currency">

/** One action on a shop, such as `orders list`. */
export interface Action extends Pick<Command, "summary" | "synopsis" | "about" | "flags" | "words" | "notes"> {
  /** Reads the arguments and throws UsageError if one is invalid. The shop is opened only after that. */
  readonly read: (
    call: Arguments,
  ) => (shop: ManagedShop) => Effect.Effect<Output, Refusal | CommandFailure | StoreUnavailable>
}

/** Returns the command that opens the shop, performs the action for the operator, and prints its output. */
export const asCommand = ({ read, ...action }: Action): Command => ({
  ...action,
  scope: "every command",
  flags: [...action.flags, { name: "json", about: "print JSON instead of a table" }],
  run: async (call) => {
    const perform = read(call)
    const settings = await call.settings()
    const database = existingDatabase(settings)
    const { openShop } = await import("../../../composition/open-shop.ts")
    const shop = await openShop({ ...commonOptions(settings), database })
    try {
      const { json, text, hint } = await Effect.runPromise(
        Effect.mapError(perform({ ...shop.useCases, currency: shop.currency }), asFailure),
      )
      process.stdout.write(call.has("json") ? `${JSON.stringify(json, null, 2)}\n` : text)
      if (hint !== undefined) process.stderr.write(`${hint}\n`)
    } finally {
      await shop.close()
    }
  },
})

const refused = failureOf(describeRefusal)

const asFailure = (error: Refusal | CommandFailure | StoreUnavailable): CommandFailure | StoreUnavailable =>
  error instanceof CommandFailure ? error : refused(error)
