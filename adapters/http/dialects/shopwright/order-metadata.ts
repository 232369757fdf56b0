import { Effect } from "effect"
import type { UseCases } from "../../../../application/use-cases.ts"
import type { Metadata } from "../../../../domain/metadata.ts"
import { OrderId } from "../../../../domain/order/order.ts"
import { object } from "../../dialect/json/fields.ts"
import { named, record } from "../../dialect/schema.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { metadataSchema, replacedMetadata } from "./metadata.ts"
import {
  digest,
  editHeaders,
  editRejections,
  namesVersion,
  resource,
  stale,
  staleEdit,
  type Versioned,
  versionHeaders,
} from "./versions.ts"

const shownSchema = named("OrderMetadata", record<{ metadata: Metadata | null }>({ metadata: metadataSchema }))

const versionedMetadata = (metadata: Metadata | null): Versioned => {
  const shown = { metadata }
  return { shown, version: digest(shown) }
}

const TAG = "Orders"

/** Returns the endpoints of an order's metadata. It has a version of its own: changes of the status do not matter. */
export const orderMetadataEndpoints = (shop: Pick<UseCases, "viewOrder" | "changeOrderMetadata">): Endpoints => [
  endpoint({
    method: "GET",
    path: "orders/:order/metadata",
    access: "admin",
    docs: {
      id: "getOrderMetadata",
      tag: TAG,
      summary: "Show the metadata of an order",
      description: "For admins. The order shows the same metadata. The ETag is that of the metadata alone.",
      calls: ["viewOrder"],
      returns: [
        { status: 200, description: "The metadata.", schema: shownSchema, headers: versionHeaders },
        { status: 304, description: "The client has this content.", schema: null },
      ],
    },
    handle: ({ caller, path, request }) =>
      Effect.map(shop.viewOrder(caller.account, OrderId(path.order)), ({ order }) =>
        resource(request, 200, versionedMetadata(order.metadata)),
      ),
  }),
  endpoint({
    method: "PUT",
    path: "orders/:order/metadata",
    access: "admin",
    body: object({ metadata: replacedMetadata }),
    docs: {
      id: "putOrderMetadata",
      tag: TAG,
      summary: "Replace the metadata of an order",
      description: "For admins. The buyer sees it. `null` removes it. The metadata of the lines stays.",
      calls: ["viewOrder", "changeOrderMetadata"],
      returns: [
        { status: 200, description: "The metadata as it is stored.", schema: shownSchema, headers: versionHeaders },
      ],
      headers: editHeaders,
      rejects: editRejections,
      example: { metadata: { parcel: "RB123456785DE" } },
    },
    handle: ({ caller, path, body: { metadata }, request }) =>
      Effect.gen(function* () {
        const order = OrderId(path.order)
        const before = (yield* shop.viewOrder(caller.account, order)).order.metadata
        const rejected = staleEdit(request, versionedMetadata(before))
        if (rejected !== null) return rejected
        // The change compares the metadata again, so of concurrent edits one succeeds.
        const from = namesVersion(request) ? before : undefined
        return yield* shop.changeOrderMetadata(caller.account, { order, metadata, from }).pipe(
          Effect.map((changed) => resource(request, 200, versionedMetadata(changed.metadata))),
          Effect.catchTag("OrderMetadataChanged", () => Effect.succeed(stale)),
        )
      }),
  }),
]
