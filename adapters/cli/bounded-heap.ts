import { getHeapStatistics, setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"

/** How much the heap may grow before it is collected, in bytes. */
const GROWTH = 16 * 1024 * 1024

/**
 * Returns a function to call after each portion of a long copy. It collects garbage once the heap has grown by 16 MiB. V8
 * alone lets the old generation grow by hundreds of megabytes before it collects it, however little of it is in use: in
 * a copy of millions of records, a few objects of each portion survive long enough to get there. A collection takes some
 * 50 ms, and happens once for about 15,000 records.
 */
export const makeHeapBound = (): (() => void) => {
  setFlagsFromString("--expose-gc")
  const collect: () => void = runInNewContext("gc")
  const used = (): number => {
    const { used_heap_size, external_memory } = getHeapStatistics()
    return used_heap_size + external_memory
  }
  let after = used()
  return () => {
    if (used() - after < GROWTH) return
    collect()
    after = used()
  }
}
