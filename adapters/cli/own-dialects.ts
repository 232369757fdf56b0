import type { Dialect } from "../../composition/dialect.ts"
import type { ServeOptions } from "../../composition/serve.ts"
import type { AnyShop } from "../../composition/shop.ts"
import { CommandFailure } from "./failure.ts"
import { describeValue } from "./settings/kind.ts"
import type { Settings } from "./settings/settings.ts"
import { isObject } from "./settings/structure.ts"

/**
 * Creates the dialects of the configuration file that are served, as options of `serve`: the selected one, or all if no
 * dialect is selected. Throws CommandFailure with the place in the file for a function that fails, and for a result that is no dialect or
 * has another name.
 */
export const ownDialects = (settings: Settings, shop: AnyShop): Pick<ServeOptions, "dialect" | "dialects"> => {
  const selected = settings.value("dialect")
  const made = Object.entries(settings.value("dialects"))
    .filter(([name]) => selected === undefined || selected === name)
    .map(
      ([name, make]) =>
        [name, created(`${settings.source("dialects")}: dialects.${name}`, name, () => make(shop))] as const,
    )
  return selected === undefined || made[0] === undefined
    ? { dialects: Object.fromEntries(made) }
    : { dialect: made[0][1] }
}

const created = (place: string, name: string, make: () => unknown): Dialect => {
  const dialect = attempted(place, make)
  if (!isDialect(dialect))
    throw new CommandFailure(`${place} must return a dialect of defineDialect, not ${describeValue(dialect)}`)
  if (dialect.name !== name)
    throw new CommandFailure(`${place} returns the dialect "${dialect.name}"; use the same name in both places`)
  return dialect
}

const attempted = (place: string, make: () => unknown): unknown => {
  try {
    return make()
  } catch (error) {
    throw new CommandFailure(`${place} failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`)
  }
}

const isDialect = (value: unknown): value is Dialect =>
  isObject(value) &&
  typeof value.name === "string" &&
  typeof value.basePath === "string" &&
  Array.isArray(value.routes) &&
  isObject(value.plain) &&
  isObject(value.cors)
