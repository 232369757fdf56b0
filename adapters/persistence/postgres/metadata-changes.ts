import type { MetadataChange } from "../../../domain/order/change-metadata.ts"
import { announceChange } from "./catalog-event.ts"
import type { Database } from "./database.ts"
import { idOrNone } from "./ids.ts"
import { metadataOf } from "./metadata-column.ts"

/**
 * Records a change of an order's metadata if the order still has the metadata that it was decided from. Returns whether it
 * has. Values of `jsonb` are compared, so that metadata is the same however a host has written it.
 */
export const recordMetadataChange = (database: Database, { order, from }: MetadataChange): Promise<boolean> =>
  database.transaction(async (queries) => {
    const text = `update ${database.schema}.orders set metadata = $3::json
      where id = $1 and account = $2 and metadata::jsonb is not distinct from $4::jsonb returning id`
    const values = [idOrNone(order.id), idOrNone(order.account), metadataOf(order), metadataOf({ metadata: from })]
    const changed = await queries.rows({ name: "change order metadata", text }, values)
    if (changed.length > 0) await announceChange(queries, database.schema)
    return changed.length > 0
  })
