/** The type of a field: a JSON number without fraction, a text, a boolean, a time in UTC, a date, any JSON, or a picture's name. */
export type FieldType = "whole" | "text" | "flag" | "time" | "date" | "json" | "picture"

/** A field of a record. `?` marks fields that may be `null`. */
export type Field = FieldType | `${FieldType}?`

/** The fields of one kind of records, in the order in which they are written. */
export type RecordFields = Readonly<Record<string, Field>>

/**
 * The version of the format. A change that earlier versions cannot read raises it.
 *
 * @example
 * const header = JSON.stringify({ shopwright: EXPORT_VERSION })
 */
export const EXPORT_VERSION = 1

/**
 * The kinds of records of an export, in the order in which they are written. A record refers only to records before it.
 * The names are those of the tables and columns of the PostgreSQL store. `docs/operations/moving.md` describes them.
 *
 * @example
 * const fields = Object.keys(exportFormat.category)
 */
export const exportFormat = {
  shop: { id: "text", currency: "text" },
  account: {
    ...{ id: "whole", username: "text?", email: "text?", email_key: "text?", phone: "text?", external_id: "text?" },
    ...{
      password_hash: "text",
      password_changed_at: "time?",
      is_admin: "flag",
      is_active: "flag",
      is_verified: "flag",
    },
    ...{ first_name: "text", last_name: "text", year: "text", branch: "text", roll_number: "text" },
    ...{ contact_phone: "text", bio: "text", address: "text", postal_code: "text", birthdate: "date?" },
    ...{ picture: "picture?", created_at: "time", updated_at: "time", erased_at: "time?", version: "whole" },
    metadata: "json?",
  },
  guest: { account: "whole", key: "text", email_key: "text", claimed_by: "whole?" },
  category: { id: "whole", name: "text" },
  product: {
    ...{ id: "whole", name: "text", description: "text", price: "whole", category: "whole" },
    ...{ is_archived: "flag", version: "whole", created_at: "time", metadata: "json?" },
  },
  product_picture: { name: "picture", product: "whole", number: "whole", alt: "text" },
  variant: {
    ...{ id: "whole", product: "whole", size: "text", color: "text", sku: "text?", is_archived: "flag" },
    metadata: "json?",
  },
  stock_item: { id: "whole", product: "whole", variant: "whole?" },
  stock_level: {
    ...{ stock_item: "whole", product: "whole", variant: "whole?", on_hand: "whole", reserved: "whole" },
    ...{ low_threshold: "whole?", version: "whole" },
  },
  stock_movement: {
    ...{ id: "whole", stock_item: "whole", kind: "text", quantity: "whole", order: "whole?", account: "whole?" },
    ...{ reason: "text", at: "time" },
  },
  stock_key: {
    ...{ account: "whole", key: "text", fingerprint: "text", stock_item: "whole", on_hand: "whole" },
    ...{ reserved: "whole?", at: "time" },
  },
  catalog_key: { account: "whole", key: "text", fingerprint: "text", result: "text?", at: "time" },
  orders: {
    ...{ id: "whole", account: "whole", status: "text", address: "text?", phone: "text?", version: "whole" },
    ...{ created_at: "time", updated_at: "time", metadata: "json?", adjustments: "json?", adjustment_total: "whole?" },
  },
  order_line: {
    ...{ id: "whole", account: "whole", order: "whole", stock_item: "whole", product: "whole", variant: "whole?" },
    ...{ quantity: "whole", price: "whole", metadata: "json?" },
  },
  order_step: {
    ...{ order: "whole", account: "whole", number: "whole", status: "text", actor: "whole?", at: "time" },
    ...{ reason: "text" },
  },
  order_note: { order: "whole", account: "whole", note: "text", at: "time" },
  order_key: { account: "whole", key: "text", fingerprint: "text", order: "whole?", at: "time" },
  outbox: { last_position: "whole" },
  event: {
    ...{ stream: "text", number: "whole", id: "whole", position: "whole?", kind: "text", facts: "json" },
    ...{ line_ids: "json?", at: "time" },
  },
  subscriber: {
    ...{ name: "text", position: "whole", holder: "text", token: "whole", leased_at: "time", leased_until: "time" },
  },
  deferred_event: {
    ...{ subscriber: "text", stream: "text", number: "whole", failures: "whole", due: "time", deferred_at: "time" },
  },
} as const satisfies Readonly<Record<string, RecordFields>>

/** A kind of records of an export. */
export type ExportKind = keyof typeof exportFormat

/** All kinds, in the order in which they are written. */
export const exportKinds = Object.keys(exportFormat) as ReadonlyArray<ExportKind>

/** Returns the fields of a kind. */
export const fieldsOf = (kind: ExportKind): RecordFields => exportFormat[kind]

/** Splits a field into its type and whether it may be `null`. */
export const typeOf = (field: Field): { readonly type: FieldType; readonly isNullable: boolean } => {
  const isNullable = field.endsWith("?")
  return { type: (isNullable ? field.slice(0, -1) : field) as FieldType, isNullable }
}
