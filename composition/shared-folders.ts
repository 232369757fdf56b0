import { resolve } from "node:path"
import type { Persistence } from "../adapters/persistence/persistence.ts"

/** A folder that this process has open, and for how many shops. */
interface OpenFolder {
  readonly store: Promise<Persistence>
  shops: number
  /** Resolves when the last shop has closed the store. */
  closing?: Promise<void>
}

const KEY = Symbol.for("shopwright.folders")

/**
 * The open folders of this process by path. They are not in a variable of this module, because a development server that
 * reloads a program may evaluate the module again.
 */
const folders = (): Map<string, OpenFolder> => {
  const global = globalThis as { [KEY]?: Map<string, OpenFolder> }
  global[KEY] ??= new Map()
  return global[KEY]
}

/**
 * Opens the store in a folder, or returns the store that this process has open there already. A program that is reloaded
 * without closing its shop opens the same folder again, and the folder can be locked only once. The options of the first
 * shop apply. The last shop to close closes the store.
 */
export const sharedStore = async (folder: string, open: () => Promise<Persistence>): Promise<Persistence> => {
  const path = resolve(folder)
  const opened = folders()
  // The shop that closes the store reports the failure.
  while (opened.get(path)?.closing !== undefined) await opened.get(path)?.closing?.catch(() => undefined)
  const shared: OpenFolder = opened.get(path) ?? { store: open(), shops: 0 }
  opened.set(path, shared)
  shared.shops += 1
  try {
    const store = await shared.store
    let left: Promise<void> | undefined
    const leave = async (): Promise<void> => {
      shared.shops -= 1
      if (shared.shops > 0) return
      shared.closing = store.close().finally(() => opened.delete(path))
      await shared.closing
    }
    const close = () => {
      left ??= leave()
      return left
    }
    return { ...store, close }
  } catch (error) {
    if (opened.get(path) === shared) opened.delete(path)
    throw error
  }
}
