// Copies records whose garbage reaches the old generation, and prints the largest heap in MB. `bounded` or `free`.
import { getHeapStatistics } from "node:v8"
import { makeHeapBound } from "../../adapters/cli/bounded-heap.ts"

const heap = process.argv[2] === "bounded" ? makeHeapBound() : null
const recent: Array<ReadonlyArray<object>> = []
let largest = 0
for (let portion = 0; portion < 4000; portion++) {
  recent.push(Array.from({ length: 500 }, (_, n) => ({ id: n, text: `record ${portion} ${n}`, at: portion })))
  // Long enough to survive two collections of the young generation.
  if (recent.length > 400) recent.shift()
  heap?.check()
  largest = Math.max(largest, getHeapStatistics().used_heap_size)
}
process.stdout.write(String(Math.round(largest / 1_048_576)))
