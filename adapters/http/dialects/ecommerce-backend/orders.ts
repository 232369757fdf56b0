import { Effect } from "effect"
import type { BuyerOrder } from "../../../../application/ports/orders.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { toMajorUnits } from "../../../../domain/catalog/money.ts"
import { ProductId, VariantId } from "../../../../domain/catalog/product.ts"
import { OrderId } from "../../../../domain/order/order.ts"
import { isOrderStatus } from "../../../../domain/order/status.ts"
import { list, nullable, object, optional } from "../../drf/field.ts"
import { integerField, primaryKeyField } from "../../drf/number-fields.ts"
import { choiceField } from "../../drf/text-fields.ts"
import { time } from "../../drf/time.ts"
import { encoded, encodeOnce, json } from "../../reply.ts"
import { type Endpoints, endpoint } from "./served.ts"

/** More lines than anybody orders at once; every one of them costs a look into the catalogue. */
const MAX_LINES = 1000

const orderBody = object({
  items: list(
    object({
      product: primaryKeyField(ProductId),
      variant: optional(nullable(primaryKeyField(VariantId)), null),
      quantity: integerField({ min: 1 }),
    }),
    { max: MAX_LINES, allowEmpty: false },
  ),
})

/** `orders`: section 3 of the document. */
export const orderEndpoints = (shop: Pick<UseCases, "placeOrder" | "listOrders" | "changeOrderStatus">): Endpoints => {
  const orderList = encodeOnce(showOrder)
  return [
    endpoint({
      method: "POST",
      path: "orders",
      access: "authenticated",
      body: orderBody,
      handle: ({ caller, body }) =>
        Effect.map(shop.placeOrder(caller.account, { lines: body.items, delivery: null }), (order) =>
          json(201, showOrder(order)),
        ),
    }),
    endpoint({
      method: "GET",
      path: "orders",
      access: "authenticated",
      handle: ({ caller }) => Effect.map(shop.listOrders(caller.account), (orders) => encoded(200, orderList(orders))),
    }),
    endpoint({
      method: "PATCH",
      path: "orders/:id/update-status",
      access: "admin",
      body: object({ status: choiceField(isOrderStatus) }),
      handle: ({ caller, body, path }) =>
        Effect.map(
          shop.changeOrderStatus(caller.account, { order: OrderId(path.id), status: body.status }),
          ({ id, status }) => json(200, { id, status }),
        ),
    }),
  ]
}

const showOrder = ({ id, account, username, status, lines, createdAt, updatedAt }: BuyerOrder) => ({
  id,
  user: account,
  user_name: username,
  status,
  items: lines.map(({ id, product, variant, quantity, price }) => ({
    id,
    product,
    variant,
    quantity,
    price: toMajorUnits(price),
  })),
  created_at: time(createdAt),
  updated_at: time(updatedAt),
})
