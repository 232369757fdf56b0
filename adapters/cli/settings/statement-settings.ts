import { onOff, seconds, whole } from "./kind.ts"
import { optional, withDefault } from "./setting.ts"

/** The settings of database statements. */
export const statementSettings = {
  statementTimeoutSeconds: optional(whole("a whole number of seconds from 1 to 86400", 1, 86_400), {
    variable: "SHOPWRIGHT_STATEMENT_TIMEOUT",
    about: "seconds until a database statement without a response fails with 503 and its connection is closed",
    usual: "4",
  }),
  lockWaitSeconds: optional(whole("a whole number of seconds from 1 to 86400", 1, 86_400), {
    variable: "SHOPWRIGHT_LOCK_WAIT",
    about: "seconds that a request waits for a row that another transaction has locked, before it fails with 503",
    usual: "2",
  }),
  preparedStatements: withDefault(onOff, true, {
    variable: "SHOPWRIGHT_PREPARED_STATEMENTS",
    about: "on or off: whether statements are prepared under a name; off for PgBouncer before 1.21 in transaction mode",
    usual: "on",
  }),
  queueTimeoutSeconds: withDefault(seconds(0.1, 60), 0.75, {
    variable: "SHOPWRIGHT_QUEUE_TIMEOUT",
    about:
      "seconds after which a request that waits fails with 503 because the database is overloaded; a request that has worked for longer is completed",
  }),
}
