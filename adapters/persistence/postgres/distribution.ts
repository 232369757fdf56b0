/** How a cluster holds the rows of a table. */
export type Distribution =
  /** Spread over the nodes by the values of a column. */
  | { readonly by: string }
  /** Copied to every node. */
  | "reference"
  /** On the node that clients connect to. */
  | "local"

/**
 * The tables of a shop, and how a cluster can distribute them. Every unique constraint contains the column by which its
 * table is distributed. Every foreign key contains it too, or leads to a reference table. A test compares the list with
 * the database's catalogue. `docs/sharding.md` has the statements.
 */
export const distribution: Readonly<Record<string, Distribution>> = {
  account: "reference",
  account_word: "reference",
  guest: "reference",
  account_token: { by: "account" },
  api_key: { by: "account" },
  queued_mail: "local",
  noted_picture: "local",
  session: { by: "account" },
  refresh_rotation: { by: "account" },
  sign_in_attempt: "local",
  sign_in_turn: "local",
  known_address: "local",
  category: "reference",
  product: "reference",
  product_word: "reference",
  product_picture: "reference",
  catalog_key: { by: "account" },
  variant: "reference",
  stock_item: "reference",
  stock_level: { by: "stock_item" },
  stock_movement: { by: "stock_item" },
  stock_key: { by: "account" },
  orders: { by: "account" },
  order_line: { by: "account" },
  order_key: { by: "account" },
  order_step: { by: "account" },
  order_note: { by: "account" },
  event: { by: "stream" },
  deferred_event: { by: "stream" },
  subscriber: "reference",
  outbox: "reference",
  shop: "reference",
  schema_version: "local",
}
