import type { DialectName, DialectSettings } from "../../composition/dialects.ts"
import type { ServeOptions } from "../../composition/serve.ts"
import { UsageError } from "./failure.ts"
import type { Settings } from "./settings/settings.ts"

/** Returns the options of `serve` that need no open shop. Throws UsageError if they contradict each other. */
export const serveOptions = (
  settings: Settings,
  builtIn: {
    readonly isDialectName: (name: string) => name is DialectName
    readonly usesCookies: (name: DialectName) => boolean
  },
): Omit<ServeOptions, "shop" | "log" | "telemetry" | "dialects"> => {
  const selected = settings.value("dialect")
  const dialect = selected !== undefined && builtIn.isDialectName(selected) ? selected : undefined
  const trustedOrigins = settings.value("trustedOrigins")
  if (dialect !== undefined && builtIn.usesCookies(dialect) && trustedOrigins.includes("*"))
    throw new UsageError(
      `${settings.source("trustedOrigins")} cannot be * for ${dialect}, which uses cookies: list each origin`,
    )
  const [bodyLimit, bodyBudget] = [settings.value("bodyLimit"), settings.value("bodyBudget")]
  if (bodyLimit !== undefined && bodyBudget !== undefined && bodyLimit > bodyBudget)
    throw new UsageError(`${settings.source("bodyBudget")} must be at least bodyLimit, which is ${bodyLimit}`)
  return {
    dialect,
    host: settings.value("host"),
    port: settings.value("port"),
    trustProxy: settings.value("trustProxy"),
    publicUrl: settings.value("publicUrl"),
    hstsSeconds: settings.value("hstsSeconds"),
    trustedOrigins,
    bodyLimit,
    bodyBudget,
    backOffice: settings.value("backOffice"),
    settings: dialectSettings(settings),
  }
}

/** Returns the settings of the dialects. A variable replaces the cookie domain of the configuration file. */
const dialectSettings = (settings: Settings): Partial<DialectSettings> => {
  const given = settings.value("settings")
  const domain = settings.value("settings.webstore.cookies.domain")
  if (domain === undefined) return given
  return { ...given, webstore: { ...given.webstore, cookies: { ...given.webstore?.cookies, domain } } }
}
