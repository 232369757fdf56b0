import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { Effect } from "effect"
import { openPictureFolder } from "../../adapters/media/folder.ts"

// Run by memory.test.ts as a process of its own: stores every file of a folder at once. Prints the results and the
// maximum memory of the process in MB.
const [sent = "", kept = ""] = process.argv.slice(2)
const pictures = await openPictureFolder(kept, { atOnce: 2 })
const idle = process.resourceUsage().maxRSS / 1024
const files = (await readdir(sent)).sort()
const ends = await Effect.runPromise(
  Effect.all(
    files.map((file) =>
      Effect.promise(() => readFile(join(sent, file))).pipe(
        Effect.flatMap((bytes) => Effect.result(pictures.store(bytes))),
        Effect.map((end) => {
          if (end._tag === "Success") return [file, "kept"]
          return [file, end.failure._tag === "PictureRefused" ? end.failure.fault.kind : end.failure._tag]
        }),
      ),
    ),
    { concurrency: "unbounded" },
  ),
)
const peak = process.resourceUsage().maxRSS / 1024
console.log(JSON.stringify({ idle: Math.round(idle), peak: Math.round(peak), ends: Object.fromEntries(ends) }))
