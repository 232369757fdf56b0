/**
 * The result columns of the adapter's statements that hold text. All others hold numbers, booleans, JSON or arrays of
 * numbers. A column of one name has the same kind in every statement.
 */
const textColumns: ReadonlySet<string> = new Set([
  ...["address", "alt", "color", "currency", "description", "email", "email_key", "encoding", "external_id"],
  ...["fingerprint", "former_picture", "hint", "key", "key_id", "kind", "name", "note", "password_hash", "phone"],
  ...["picture", "purpose", "reason", "result", "schema", "scopes", "shop_id", "sid", "size", "sku"],
  ...["status", "stream", "successor", "token_digest", "username", "what"],
])

/** Returns whether a result column holds text. */
export const isTextColumn = (name: string): boolean => textColumns.has(name)
