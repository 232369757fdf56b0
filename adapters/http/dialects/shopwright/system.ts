import { Effect } from "effect"
import type { StockDrift } from "../../../../application/ports/stock-audit.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { json } from "../../dialect/response.ts"
import { listOf, named, oneOf, orNull, record, text, truth, whole } from "../../dialect/schema.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"

/** What runs the shop. Values of secrets are hidden by the host. */
export interface SystemFacts {
  /** The version of shopwright. `null` if the host does not name it. */
  readonly version: string | null
  /** The database, without its password. `null` if the host does not name it. */
  readonly database: string | null
  readonly settings: ReadonlyArray<SystemSetting>
}

/** A setting, its value as text, and where the value comes from. */
export interface SystemSetting {
  readonly name: string
  readonly value: string
  readonly source: string
}

/** What amounts and times are in. */
export interface ShopUnits {
  /** The code of the currency. */
  readonly currency: string
  /** A name of the IANA database. */
  readonly timeZone: string
}

const systemSchema = named(
  "System",
  record<SystemFacts & ShopUnits>({
    currency: text({ description: "The code of the currency.", examples: ["USD"] }),
    timeZone: text({ description: "The time zone of reports.", examples: ["Asia/Kolkata"] }),
    version: orNull(text({ examples: ["1.0.0"] })),
    database: orNull(text({ description: "Without its password." })),
    settings: listOf(
      named(
        "SystemSetting",
        record<SystemSetting>({
          name: text(),
          value: text({ description: "Secrets are hidden." }),
          source: text({ description: "A flag, a variable, the configuration file, or the default." }),
        }),
      ),
    ),
  }),
)

const formatDrift = ({ stockItem, product, variant, what, expected, found, repaired }: StockDrift) => ({
  stockItem,
  product: { id: product.id, name: product.name },
  variant: variant === null ? null : { id: variant.id, size: variant.size, color: variant.color },
  what,
  expected,
  found,
  isRepaired: repaired,
})

type ShownDrift = ReturnType<typeof formatDrift>

const driftSchema = named(
  "StockDrift",
  record<ShownDrift>({
    stockItem: whole({ minimum: 1 }),
    product: named("DriftingProduct", record<ShownDrift["product"]>({ id: whole({ minimum: 1 }), name: text() })),
    variant: orNull(
      named(
        "DriftingVariant",
        record<NonNullable<ShownDrift["variant"]>>({ id: whole({ minimum: 1 }), size: text(), color: text() }),
      ),
    ),
    what: oneOf(["on hand", "reserved", "shipped", "available"]),
    expected: whole({ description: "What follows from the orders and movements." }),
    found: whole(),
    isRepaired: truth({ description: "Whether the value was corrected." }),
  }),
)

const auditSchema = named(
  "StockAudit",
  record<{ readonly drifts: ReadonlyArray<ShownDrift> }>({
    drifts: listOf(driftSchema, { description: "The differences. Empty if the stock is right." }),
  }),
)

const TAG = "System"

/** Returns the endpoints that show how the shop runs, and that check its stock. */
export const systemEndpoints = (shop: Pick<UseCases, "auditStock">, facts: SystemFacts & ShopUnits): Endpoints => {
  const audited = (repair: boolean) =>
    Effect.map(
      Effect.suspend(() => shop.auditStock({ repair })),
      (drifts) => json(200, { drifts: drifts.map(formatDrift) }, { "Cache-Control": "no-store" }),
    )
  return [
    endpoint({
      method: "GET",
      path: "system",
      access: "admin",
      docs: {
        id: "getSystem",
        tag: TAG,
        summary: "Show the currency, the time zone, the version, the database and the settings",
        description: "For admins. Secrets are hidden.",
        calls: [],
        returns: [{ status: 200, description: "What runs the shop.", schema: systemSchema }],
      },
      handle: () => Effect.succeed(json(200, facts, { "Cache-Control": "no-store" })),
    }),
    endpoint({
      method: "GET",
      path: "system/stock",
      access: "admin",
      docs: {
        id: "auditStock",
        tag: TAG,
        summary: "Check the stock",
        description: "For admins. Recomputes every stock level from the orders and movements. Changes nothing.",
        calls: ["auditStock"],
        returns: [{ status: 200, description: "The differences.", schema: auditSchema }],
      },
      handle: () => audited(false),
    }),
    endpoint({
      method: "POST",
      path: "system/stock/repair",
      access: "admin",
      docs: {
        id: "repairStock",
        tag: TAG,
        summary: "Check the stock and correct it",
        description: "For admins. Corrects the levels that can be corrected. The others need a manual decision.",
        calls: ["auditStock"],
        returns: [{ status: 200, description: "The differences that were found.", schema: auditSchema }],
      },
      handle: () => audited(true),
    }),
  ]
}
