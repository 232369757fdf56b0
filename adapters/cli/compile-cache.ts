import module from "node:module"
import { basename, dirname, join } from "node:path"
import { packageFolder } from "./version.ts"

/**
 * Keeps compiled modules on disk, so that the next command starts faster. The cache is in `node_modules/.cache/shopwright`
 * and not in the folder for temporary files, where another user of the machine could replace compiled code. A command
 * that may not write there, or whose Node.js has no such cache, compiles its modules itself.
 * `NODE_COMPILE_CACHE` names another folder, and `NODE_DISABLE_COMPILE_CACHE=1` turns the cache off.
 */
export const enableCompileCache = (): void => {
  if (!("enableCompileCache" in module)) return
  module.enableCompileCache(cacheFolder(packageFolder()))
}

/** Returns the folder of the cache for a package: beside an installed package, and inside a checkout. */
export const cacheFolder = (root: string): string => {
  const above = dirname(root)
  return join(basename(above) === "node_modules" ? above : join(root, "node_modules"), ".cache", "shopwright")
}
