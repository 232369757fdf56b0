import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { expect, it } from "vitest"

const script = fileURLToPath(new URL("heap-growth.ts", import.meta.url))

/** The largest heap of a long copy, in MB. */
const largestHeap = async (kind: "bounded" | "free"): Promise<number> =>
  Number((await promisify(execFile)(process.execPath, [script, kind])).stdout)

it("a long copy collects its garbage before the heap has grown by hundreds of megabytes", async () => {
  const [bounded, free] = [await largestHeap("bounded"), await largestHeap("free")]
  expect(bounded).toBeLessThan(free * 0.75)
})
