import { execFile } from "node:child_process"
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { expect, it } from "vitest"
import { blankPng } from "./png.ts"
import { filesIn, plain, scratchFolder } from "./support.ts"

/** In MB. Each bomb below unpacks to more. */
const BOUND = 700

const bombs = () => {
  const size = { width: 20_000, height: 10_000 }
  const interlaced = blankPng({ ...size, colourType: 6, interlaced: true })
  return Array.from({ length: 8 }, (_, i) => [`bomb-${i}`, interlaced] as const)
}

/** 24 megapixels each, including kinds that cannot be read row by row. */
const honest = async () => {
  const size = { width: 6000, height: 4000 }
  const baseline = await plain(size.width, size.height).jpeg().toBuffer()
  return [
    ["honest-0", baseline],
    ["honest-1", baseline],
    ["honest-2", await plain(size.width, size.height).jpeg().withMetadata({ orientation: 6 }).toBuffer()],
    ["honest-3", await plain(size.width, size.height).jpeg({ progressive: true }).toBuffer()],
    ["honest-4", await plain(size.width, size.height).webp({ effort: 0 }).toBuffer()],
    ["honest-5", blankPng({ ...size, colourType: 2 })],
    ["honest-6", blankPng({ ...size, colourType: 6, interlaced: true })],
    ["honest-7", blankPng({ ...size, colourType: 6, bits: 16 })],
  ] as const
}

it("memory stays bounded while bombs and large pictures arrive at once", { timeout: 120_000 }, async () => {
  const [sent, kept] = [await scratchFolder(), await scratchFolder()]
  for (const [name, bytes] of [...bombs(), ...(await honest())]) await writeFile(join(sent, name), bytes)
  const script = fileURLToPath(new URL("peak-memory.ts", import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [script, sent, kept])
  const report: { idle: number; peak: number; ends: Record<string, string> } = JSON.parse(stdout)
  console.log(`pictures: peak ${report.peak} MB, idle ${report.idle} MB`)
  for (let i = 0; i < 8; i++)
    expect([report.ends[`bomb-${i}`], report.ends[`honest-${i}`]]).toEqual(["too-many-pixels", "kept"])
  expect((await filesIn(kept)).length).toBe(8)
  expect(report.peak).toBeLessThan(BOUND)
})
