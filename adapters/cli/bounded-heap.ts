import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"

/** How much the heap may grow before all of it is collected, in bytes. */
const GROWTH = 16 * 1024 * 1024
/** How many bytes of new objects there may be before they are collected. */
const NEW_OBJECTS = 4 * 1024 * 1024

/**
 * Collects garbage, and returns a function to call after each portion of a long copy, which collects garbage earlier than
 * V8 does. V8 lets new objects take up to 96 MB before it collects them. A few objects of each portion survive that, and
 * V8 lets them grow to hundreds of megabytes before it collects all objects, however few of them are in use.
 */
export const makeHeapBound = (): (() => void) => {
  setFlagsFromString("--expose-gc")
  const gc: (options: GcOptions) => void = runInNewContext("gc")
  // The last resort also returns the pages of new objects to the operating system.
  const collect = (): number => {
    gc({ type: "major", flavor: "last-resort" })
    return usedBytes()
  }
  let after = collect()
  return () => {
    if (newBytes() > NEW_OBJECTS) gc({ type: "minor" })
    if (usedBytes() - after > GROWTH) after = collect()
  }
}

/** The options of V8's `gc`. */
type GcOptions = { readonly type: "minor" } | { readonly type: "major"; readonly flavor: "last-resort" }

const usedBytes = (): number => {
  const { used_heap_size, external_memory } = getHeapStatistics()
  return used_heap_size + external_memory
}

const newBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")?.space_used_size ?? 0
