import { access } from "node:fs/promises"
import { resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { UsageError } from "./failure.ts"

const modules = /\.(js|mjs|ts)$/

/** Whether the name of a file is that of a module. */
export const isModule = (file: string): boolean => modules.test(file)

/** Loads a module of a host. Throws UsageError if there is none, or if it cannot be loaded. */
export const loadModule = async (flag: string, file: string): Promise<Readonly<Record<string, unknown>>> => {
  if (!isModule(file)) throw new UsageError(`--${flag} must end with .js, .mjs or .ts, not '${file}'`)
  const path = resolve(file)
  try {
    await access(path)
  } catch {
    throw new UsageError(`--${flag}: '${file}' cannot be read`)
  }
  try {
    return await import(pathToFileURL(path).href)
  } catch (error) {
    throw new UsageError(`${file}: cannot be loaded: ${error instanceof Error ? error.message : String(error)}`)
  }
}
