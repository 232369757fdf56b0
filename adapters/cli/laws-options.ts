import { readFile } from "node:fs/promises"
import { didYouMean } from "../../application/suggest.ts"
import type * as Kit from "../../composition/laws.ts"
import type { Call } from "./command.ts"
import { UsageError } from "./failure.ts"
import { isModule, loadModule } from "./laws-module.ts"

/** The options of the command `laws`. */
export interface LawsOptions {
  readonly url: string
  readonly admin: { readonly username: string; readonly password: string }
  readonly mapping: string | null
  readonly model: string | null
  readonly keys: boolean
  readonly seed: number | undefined
  readonly runs: number
  readonly millisecondsPerLaw: number
  readonly report: string | null
  readonly yes: boolean
}

const dialects = ["ecommerce-backend"]
const reports = /\.(html|xml|json)$/

/** Reads the options. Throws UsageError for invalid ones. */
export const readLawsOptions = ({ positionals: [url, ...rest], value, has }: Call): LawsOptions => {
  if (url === undefined) throw new UsageError("The URL of the shop's API is missing, as in http://127.0.0.1:8000/api")
  if (rest[0] !== undefined) throw new UsageError(`Unexpected argument '${rest[0]}'`)
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new UsageError(`The URL must begin with http:// or https://, not '${url}'`)
  const dialect = value("dialect") ?? "ecommerce-backend"
  if (!dialects.includes(dialect))
    throw new UsageError(
      `--dialect must be ${dialects.join(", ")}, not '${dialect}'; use --mapping for another API${didYouMean(dialect, dialects)}`,
    )
  const report = value("report") ?? null
  if (report !== null && !reports.test(report))
    throw new UsageError(`--report must end with .html, .xml or .json, not '${report}'`)
  return {
    url,
    admin: adminOf(value("admin")),
    mapping: value("mapping") ?? null,
    model: value("model") ?? null,
    keys: has("keys"),
    seed: value("seed") === undefined ? undefined : wholeNumber("seed", value("seed"), 0, -(2 ** 31)),
    runs: wholeNumber("runs", value("runs"), 100, 1),
    millisecondsPerLaw: wholeNumber("time", value("time"), 60, 1) * 1000,
    report,
    yes: has("yes"),
  }
}

const adminOf = (given: string | undefined): LawsOptions["admin"] => {
  if (given === undefined) throw new UsageError("--admin USER:PASSWORD is missing")
  const colon = given.indexOf(":")
  if (colon < 1) throw new UsageError("--admin must be USER:PASSWORD")
  return { username: given.slice(0, colon), password: given.slice(colon + 1) }
}

const wholeNumber = (flag: string, given: string | undefined, fallback: number, least: number): number => {
  if (given === undefined) return fallback
  const number = Number(given)
  if (!/^-?\d+$/.test(given) || number < least || number > 2 ** 31)
    throw new UsageError(`--${flag} must be a whole number from ${least}, not '${given}'`)
  return number
}

/** Opens the driver. Returns the reason as a text if the shop cannot be driven. */
export const openLawsDriver = async (
  kit: typeof Kit,
  { url, admin, mapping }: LawsOptions,
): Promise<Kit.ShopDriver | string> => {
  const changes = mapping === null || isModule(mapping) ? {} : await readMapping(mapping)
  try {
    if (mapping !== null && isModule(mapping)) return await openModule(mapping, { url, admin })
    const known = mappingFrom(kit, mapping, changes)
    // The probe finds out whether idempotency keys work.
    return await kit.openHttpDriver({ url, admin, keys: true, mapping: known })
  } catch (error) {
    const expected = [kit.SetupRejected, kit.ShopFailed, kit.ShopUnavailable]
    if (error instanceof Error && expected.some((kind) => error instanceof kind)) return error.message
    throw error
  }
}

const mappingFrom = (kit: typeof Kit, file: string | null, changes: Readonly<Record<string, unknown>>) => {
  try {
    return kit.changeMapping(kit.ecommerceBackend, changes)
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const readMapping = async (file: string): Promise<Readonly<Record<string, unknown>>> => {
  let text: string
  try {
    text = await readFile(file, "utf8")
  } catch {
    throw new UsageError(`--mapping: '${file}' cannot be read`)
  }
  try {
    const read: unknown = JSON.parse(text)
    if (typeof read === "object" && read !== null && !Array.isArray(read))
      return Object.fromEntries(Object.entries(read))
  } catch (error) {
    throw new UsageError(`${file}: not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  throw new UsageError(`${file}: a mapping must be an object`)
}

const openModule = async (file: string, settings: Pick<LawsOptions, "url" | "admin">): Promise<Kit.ShopDriver> => {
  const { default: open } = await loadModule("mapping", file)
  if (typeof open !== "function")
    throw new UsageError(`${file}: the default export must be a function that opens a driver`)
  const driver: unknown = await open(settings)
  if (!isDriver(driver)) throw new UsageError(`${file}: the function must return a ShopDriver`)
  return driver
}

const isDriver = (value: unknown): value is Kit.ShopDriver =>
  typeof value === "object" &&
  value !== null &&
  ["sells", "createItem", "place", "changeStatus", "available", "ordersOf", "close"].every((name) => name in value)
