import { readFile } from "node:fs/promises"
import { Cause, Effect, Exit } from "effect"
import { openPictureFolder } from "../../adapters/media/folder.ts"

// Run by folder.test.ts as a process with a limited file size: stores a file and prints its name or the error.
const [folder = "", file = ""] = process.argv.slice(2)
const pictures = await openPictureFolder(folder)
const exit = await Effect.runPromiseExit(pictures.store(await readFile(file)))
const failure = Exit.isFailure(exit) ? Cause.squash(exit.cause) : undefined
console.log(Exit.isSuccess(exit) ? exit.value : failure instanceof Error && "code" in failure ? failure.code : failure)
