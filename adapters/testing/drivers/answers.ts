import { Effect } from "effect"
import { ProductId } from "../../../domain/catalog/product.ts"
import { accepted, type CommandResult, type RequestedItem, refused } from "../driver.ts"
import { run } from "../ports.ts"
import { variantOf } from "./domain.ts"

/** Runs a use case. A domain error is a refusal. */
export const answerOf = <A>(effect: Effect.Effect<A, { readonly _tag: string }>): Promise<CommandResult<A>> =>
  run(Effect.match(effect, { onFailure: ({ _tag }) => refused(_tag), onSuccess: (value) => accepted(value) }))

/** Converts a requested line for the use cases. */
export const lineOf = ({ item, quantity }: RequestedItem) => ({
  product: ProductId(item.product),
  variant: variantOf(item),
  quantity,
})
