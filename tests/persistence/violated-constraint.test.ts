import { expect, it } from "vitest"
import { violatedConstraint } from "../../adapters/persistence/postgres/sql-errors.ts"

/** The message of Citus 13.2.2 about a foreign key, and about a unique constraint. */
const FOREIGN_KEY =
  'insert or update on table "order_key_102038" violates foreign key constraint "order_key_order_fkey_102038"'
const UNIQUE = 'duplicate key value violates unique constraint "account_username_key_102008"'

it("is named by the field of the error", () => {
  expect(violatedConstraint({ constraint: "account_username_key" })).toBe("account_username_key")
})

it("is named without the number of a shard", () => {
  expect(violatedConstraint({ constraint: "account_username_key_102008" })).toBe("account_username_key")
})

it.each([
  [UNIQUE, "account_username_key"],
  [FOREIGN_KEY, "order_key_order_fkey"],
])("is named by the message that Citus forwards from another server: %s", (message, name) => {
  expect(violatedConstraint(new Error(message))).toBe(name)
})

it.each([null, "text", {}, new Error("connection lost")])("is unknown for %s", (error) => {
  expect(violatedConstraint(error)).toBeUndefined()
})
