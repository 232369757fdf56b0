import { Result } from "effect"
import type { OrderFilter } from "../../../../application/order/visible-orders.ts"
import { AccountId } from "../../../../domain/account/account.ts"
import { MAX_ID } from "../../../../domain/max-id.ts"
import { type OrderStatus, orderStatuses } from "../../../../domain/order/status.ts"
import type { ParameterDocs } from "../../dialect/docs.ts"

/** The documentation of the parameters that select a view. */
export const viewParameters: ReadonlyArray<ParameterDocs> = [
  {
    name: "category",
    description: "For admins: completed orders, the others that are not cancelled, or those of one user.",
    json: { type: "string", enum: ["completed", "uncompleted", "user"] },
  },
  { name: "user_id", description: "The user of the category `user`.", json: { type: "integer", minimum: 1 } },
]

const completed: ReadonlyArray<OrderStatus> = ["delivered"]
const uncompleted = orderStatuses.filter((status) => status !== "delivered" && status !== "cancelled")

/** Returns whether an order belongs to the completed ones. */
export const isCompleted = (status: OrderStatus): boolean => completed.includes(status)

/** Returns the filter of a superuser's list by `category` and `user_id`, or the faults of these parameters. */
export const orderView = (url: string): Result.Result<OrderFilter, string> => {
  const start = url.indexOf("?")
  const query = new URLSearchParams(start === -1 ? "" : url.slice(start + 1))
  const category = query.getAll("category").at(-1)
  switch (category) {
    case undefined:
      return Result.succeed({})
    case "completed":
      return Result.succeed({ statuses: completed })
    case "uncompleted":
      return Result.succeed({ statuses: uncompleted })
    case "user": {
      const id = query.getAll("user_id").at(-1) ?? ""
      if (!/^[0-9]{1,16}$/.test(id) || Number(id) < 1 || Number(id) > MAX_ID)
        return Result.fail("user_id: A valid integer is required.")
      return Result.succeed({ owner: AccountId(Number(id)) })
    }
    default:
      return Result.fail(`category: "${category}" is not a valid choice.`)
  }
}
