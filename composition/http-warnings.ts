import type { ServerLog } from "../adapters/http/server/server-log.ts"
import { emitWarning } from "./warning.ts"

/** The default log of handlers: process warnings for defects only. */
export const warnings: ServerLog = {
  info: () => undefined,
  warn: () => undefined,
  error: (facts, message) => {
    emitWarning("ShopwrightHttpFault", "err" in facts ? facts.err : message)
  },
}
