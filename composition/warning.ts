import { inspect } from "node:util"

/**
 * Emits a process warning that shows an error with its stack and its cause. A listener of the event `warning` finds the
 * error as `cause`.
 */
export const emitWarning = (name: string, fault: unknown): void => {
  const warning = new Error(inspect(fault), { cause: fault })
  warning.name = name
  process.emitWarning(warning)
}
