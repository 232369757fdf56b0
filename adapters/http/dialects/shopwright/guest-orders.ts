import { Effect, Result } from "effect"
import type { UseCases } from "../../../../application/use-cases.ts"
import { EMAIL_MAX_LENGTH, emailAddress } from "../../../../domain/account/identifier.ts"
import { profileLengths } from "../../../../domain/account/profile.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import { checkedText, object, optional, text } from "../../dialect/json/fields.ts"
import { json } from "../../dialect/response.ts"
import { named, record, whole } from "../../dialect/schema.ts"
import { clientAddress } from "../../server/client-address.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { invalidKey, keyHeader, keyOf } from "./idempotency.ts"
import { deliveryField, linesField } from "./order-fields.ts"
import { formatOrder, orderSchema } from "./order-view.ts"

const TAG = "Guest orders"

const claimSchema = named(
  "ClaimedGuests",
  record<{ guests: number }>({ guests: whole({ minimum: 0, description: "The guests that were linked now." }) }),
)

/** Returns the endpoints for orders of people without an account. */
export const guestOrderEndpoints = (
  shop: Pick<UseCases, "placeGuestOrder" | "claimGuestOrders">,
  currency: Currency,
): Endpoints => [
  endpoint({
    method: "POST",
    path: "guest-orders",
    access: "public",
    ignoresCredentials: true,
    body: object({
      email: checkedText(EMAIL_MAX_LENGTH, emailAddress, { format: "email" }),
      firstName: text(profileLengths.firstName, { minLength: 1 }),
      lastName: optional(text(profileLengths.lastName), ""),
      lines: linesField,
      delivery: deliveryField,
    }),
    docs: {
      id: "placeGuestOrder",
      tag: TAG,
      summary: "Order without an account",
      description:
        "In shops that allow it. The order belongs to a guest, who cannot sign in. Limited per network, together with " +
        "registrations. An account with the same verified e-mail address can claim it. Send an `Idempotency-Key`: a retry " +
        "with the same key and e-mail address returns the first order.",
      calls: ["placeGuestOrder"],
      returns: [{ status: 201, description: "The order. It is shown once.", schema: orderSchema }],
      headers: [keyHeader],
      rejects: [invalidKey],
      example: {
        email: "mia@example.com",
        firstName: "Mia",
        lastName: "Chen",
        lines: [{ product: 3, quantity: 1 }],
        delivery: { address: "1 Park Street, Kolkata", phone: "+919876543210" },
      },
    },
    handle: ({ body: { lines, delivery, ...guest }, request }) => {
      const key = keyOf(request)
      if (Result.isFailure(key)) return Effect.succeed(key.failure)
      const command = { guest, lines, delivery, idempotencyKey: key.success, address: clientAddress(request) }
      return Effect.map(shop.placeGuestOrder(command), (order) =>
        json(201, formatOrder(order, currency), { "Cache-Control": "no-store" }),
      )
    },
  }),
  endpoint({
    method: "POST",
    path: "me/guest-orders/claim",
    access: "authenticated",
    docs: {
      id: "claimGuestOrders",
      tag: TAG,
      summary: "Claim your guest orders",
      description:
        "Links the guests with your verified e-mail address to your account. Their orders stay as they are and appear among " +
        "your own. Claiming again links newer guests. An account has at most 100 guests.",
      calls: ["claimGuestOrders"],
      returns: [{ status: 200, description: "The guests are linked.", schema: claimSchema }],
    },
    handle: ({ caller }) => Effect.map(shop.claimGuestOrders(caller.account), (claimed) => json(200, claimed)),
  }),
]
