import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"

/** How much the heap may grow before all of it is collected, in bytes. */
const GROWTH = 16 * 1024 * 1024
/** How many bytes of new objects there may be before they are collected. */
const NEW_OBJECTS = 4 * 1024 * 1024

/** Keeps the heap of a long copy small. */
export interface HeapBound {
  /** Collects garbage if the heap has grown. Call it after each portion. */
  readonly check: () => void
  /** Collects all garbage. Call it before a long step without portions. */
  readonly collect: () => void
}

/**
 * Collects all garbage, and returns functions that collect it earlier than V8 does. V8 lets new objects take up to 96 MB.
 * A few objects of each portion become old ones, and V8 lets old objects take hundreds of megabytes, however few of them
 * are in use.
 */
export const makeHeapBound = (): HeapBound => {
  setFlagsFromString("--expose-gc")
  const gc: (options: GcOptions) => void = runInNewContext("gc")
  // The last resort also returns the pages of new objects to the operating system.
  let after = 0
  const collect = (): void => {
    gc({ type: "major", flavor: "last-resort" })
    after = usedBytes()
  }
  collect()
  return {
    check: () => {
      if (newBytes() > NEW_OBJECTS) gc({ type: "minor" })
      if (usedBytes() - after > GROWTH) collect()
    },
    collect,
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
