import { existsSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { dirname, extname, resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { parseJson } from "../../../application/file/parse-json.ts"
import { didYouMean } from "../../../application/suggest.ts"
import { CommandFailure, UsageError } from "../failure.ts"
import { describeValue, InvalidValue, type Kind } from "./kind.ts"
import { isObject } from "./structure.ts"
import { table } from "./table.ts"

/** A configuration file that was read and checked. */
export interface ConfigFile {
  /** As the user named it, or its name in the working directory. */
  readonly path: string
  /** The values by the names of the settings. */
  readonly values: ReadonlyMap<string, unknown>
}

const names = ["shopwright.config.ts", "shopwright.config.js", "shopwright.config.json"]
const modules = [".ts", ".mts", ".js", ".mjs"]

/**
 * Reads the named configuration file, or the one in the working directory, or returns `undefined`. Throws UsageError
 * with the place of every invalid value.
 */
export const readConfigFile = async (named: string | undefined): Promise<ConfigFile | undefined> => {
  const path = named ?? foundFile()
  if (path === undefined) return undefined
  const content = await load(path)
  if (!isObject(content))
    throw new UsageError(`${path} must ${isModule(path) ? "export by default" : "contain"} an object`)
  const { values, faults } = readMembers(content, dirname(resolve(path)))
  if (faults.length > 0) throw new UsageError(`${path} is invalid\n${faults.map((fault) => `  ${fault}`).join("\n")}`)
  return { path, values }
}

const foundFile = (): string | undefined => {
  const found = names.filter((name) => existsSync(name))
  if (found.length <= 1) return found[0]
  throw new UsageError(`${found.join(" and ")} exist; keep one of them, or choose one with --config`)
}

const isModule = (path: string): boolean => modules.includes(extname(path))

const load = async (path: string): Promise<unknown> => {
  if (!existsSync(path)) throw new CommandFailure(`The configuration file ${path} does not exist`)
  if (isModule(path)) return await loadModule(path)
  if (extname(path) === ".json") return parseJson(await readFile(path), path)
  throw new UsageError(`${path} must end in .ts, .js or .json`)
}

const loadModule = async (path: string): Promise<unknown> => {
  try {
    const loaded: { readonly default?: unknown } = await import(pathToFileURL(resolve(path)).href)
    return loaded.default
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_UNKNOWN_FILE_EXTENSION")
      throw new CommandFailure(
        `${path}: Node ${process.version} does not read TypeScript; use Node 22.18 or later, or a .js file`,
      )
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
    throw new CommandFailure(`${path} cannot be loaded: ${reason}`)
  }
}

const settings = Object.entries(table).filter(([, { isInFile }]) => isInFile)

/** Reads the members of the file's object. A member is a setting, or an object that contains settings. */
const readMembers = (content: Members, base: string) => {
  const values = new Map<string, unknown>()
  const faults: Array<string> = []
  const read = (
    name: string,
    { kind }: { readonly kind: Pick<Kind<unknown>, "fromValue"> },
    member: unknown,
  ): boolean => {
    try {
      values.set(name, kind.fromValue(member, base))
      return true
    } catch (error) {
      if (!(error instanceof InvalidValue)) throw error
      faults.push(...error.faults.map(({ place, text }) => `${name}${place}: ${text}`))
      return false
    }
  }
  const walk = (members: Members, parent: string): void => {
    for (const [key, member] of Object.entries(members)) {
      if (member === undefined) continue
      const name = parent + key
      const setting = settings.find(([path]) => path === name)?.[1]
      const inner = settings.filter(([path]) => path.startsWith(`${name}.`))
      if (setting !== undefined) {
        if (!read(name, setting, member)) continue
        for (const [path, within] of inner) {
          const value = memberAt(member, path.slice(name.length + 1))
          if (value !== undefined) read(path, within, value)
        }
      } else if (inner.length === 0) faults.push(`${name}: is not a setting${didYouMean(key, keysBelow(parent))}`)
      else if (isObject(member)) walk(member, `${name}.`)
      else faults.push(`${name}: must be an object, not ${describeValue(member)}`)
    }
  }
  walk(content, "")
  return { values, faults }
}

type Members = Readonly<Record<string, unknown>>

const memberAt = (value: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((outer, key) => (isObject(outer) ? outer[key] : undefined), value)

/** Returns the keys that the file may have under a parent such as `sessionPolicy.`, or at the top for an empty text. */
const keysBelow = (parent: string): ReadonlyArray<string> => [
  ...new Set(
    settings.flatMap(([path]) => (path.startsWith(parent) ? [path.slice(parent.length).split(".", 1)[0] ?? ""] : [])),
  ),
]
