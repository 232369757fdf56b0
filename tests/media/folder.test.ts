import { execFile } from "node:child_process"
import { readdirSync } from "node:fs"
import { mkdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { Effect, Exit, Fiber } from "effect"
import { describe, expect, it } from "vitest"
import { openPictureFolder } from "../../adapters/media/folder.ts"
import { PictureName } from "../../domain/account/picture.ts"
import { filesIn, plain, run, scratchFolder, textured } from "./support.ts"

const NAME = `${"ab".repeat(16)}.jpg`
const MINUTE = 60_000

const age = (path: string, minutes: number) => {
  const then = new Date(Date.now() - minutes * MINUTE)
  return utimes(path, then, then)
}

describe("names that lead outside the folder", () => {
  it("neither read nor remove a file", async () => {
    const outside = await scratchFolder()
    const folder = join(outside, "pictures")
    const pictures = await openPictureFolder(folder)
    await mkdir(join(folder, "inner"))
    const secrets = [
      join(outside, NAME),
      join(folder, "inner", NAME),
      join(folder, "notes.jpg"),
      join(folder, ".draft"),
    ]
    for (const secret of secrets) await writeFile(secret, "secret")
    const kept = await run(pictures.store(await plain(8, 8).jpeg().toBuffer()))
    const names = [
      `../${NAME}`,
      `..\\${NAME}`,
      `%2e%2e%2f${NAME}`,
      `inner/${NAME}`,
      `/${join(outside, NAME)}`,
      join(outside, NAME),
      `${kept}\0`,
      `${kept}\0.jpg`,
      `${kept}\n`,
      `${kept}/`,
      `./${kept}`,
      kept.toUpperCase(),
      "notes.jpg",
      ".draft",
      "inner",
      "..",
      "",
    ]
    const before = await filesIn(outside)
    for (const name of names) {
      expect([name, await run(pictures.open(name))]).toEqual([name, null])
      await run(pictures.remove(PictureName(name)))
    }
    expect(await filesIn(outside)).toEqual(before)
    for (const secret of secrets) expect(await readFile(secret, "utf8")).toBe("secret")
    expect(await run(pictures.open(kept))).not.toBeNull()
  })

  it("a folder with the name of a picture is not a picture", async () => {
    const folder = await scratchFolder()
    await mkdir(join(folder, NAME))
    expect(await run((await openPictureFolder(folder)).open(NAME))).toBeNull()
  })
})

describe("the folder", () => {
  it("fails with PictureGone for a picture that was removed after it was found", async () => {
    const pictures = await openPictureFolder(await scratchFolder())
    const name = await run(pictures.store(await plain(8, 8).jpeg().toBuffer()))
    const content = (await run(pictures.open(name)))?.content
    await run(pictures.remove(name))
    await expect(content?.[Symbol.asyncIterator]().next()).rejects.toMatchObject({ _tag: "PictureGone" })
  })

  it("lists pictures only", async () => {
    const folder = await scratchFolder()
    const pictures = await openPictureFolder(folder)
    const name = await run(pictures.store(await plain(8, 8).jpeg().toBuffer()))
    await mkdir(join(folder, NAME))
    for (const other of ["notes.jpg", `.${NAME}.draft`, `${NAME}.bak`]) await writeFile(join(folder, other), "other")
    const listed: Array<string> = []
    for await (const one of pictures.list()) listed.push(one)
    expect(listed).toEqual([name])
  })

  it("is created with its parents; everyone may read it, only the owner may write", async () => {
    const folder = join(await scratchFolder(), "media", "profile_pictures")
    const pictures = await openPictureFolder(folder)
    const name = await run(pictures.store(await plain(8, 8).jpeg().toBuffer()))
    expect((await stat(folder)).mode & 0o777 & ~process.umask()).toBe(0o755 & ~process.umask())
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o644 & ~process.umask())
    expect(await filesIn(folder)).toEqual([name])
  })

  it("keeps its pictures across processes", async () => {
    const folder = await scratchFolder()
    const name = await run((await openPictureFolder(folder)).store(await plain(8, 8).jpeg().toBuffer()))
    expect(await run((await openPictureFolder(folder)).open(name))).not.toBeNull()
  })

  it("removes half-written files of a killed process when it is opened, and nothing else", async () => {
    const folder = await scratchFolder()
    const files = { abandoned: `.${NAME}.draft`, fresh: `.${"cd".repeat(16)}.png.draft`, kept: NAME, foreign: ".draft" }
    for (const file of Object.values(files)) await writeFile(join(folder, file), "half")
    for (const file of [files.abandoned, files.kept, files.foreign]) await age(join(folder, file), 11)
    await openPictureFolder(folder)
    expect((await filesIn(folder)).sort()).toEqual([files.fresh, files.kept, files.foreign].sort())
    await age(join(folder, files.fresh), 11)
    await openPictureFolder(folder)
    expect((await filesIn(folder)).sort()).toEqual([files.kept, files.foreign].sort())
  })

  it("must not be a file", async () => {
    const file = join(await scratchFolder(), "file")
    await writeFile(file, "")
    await expect(openPictureFolder(file)).rejects.toThrow("EEXIST")
  })
})

describe("a picture that cannot be written", () => {
  it("is a defect when the folder is gone", async () => {
    const folder = await scratchFolder()
    const pictures = await openPictureFolder(folder)
    await rm(folder, { recursive: true })
    const exit = await Effect.runPromiseExit(pictures.store(await plain(8, 8).jpeg().toBuffer()))
    expect(Exit.hasDies(exit)).toBe(true)
  })

  it("leaves no partial file when the disk is full", async () => {
    const folder = await scratchFolder()
    const file = join(await scratchFolder(), "sent.jpg")
    await writeFile(file, await textured(800, 600).jpeg().toBuffer())
    const script = fileURLToPath(new URL("store-file.ts", import.meta.url))
    const store = (blocks: string) =>
      promisify(execFile)("sh", ["-c", `ulimit -f ${blocks}; exec "$@"`, "sh", process.execPath, script, folder, file])
    expect((await store("16")).stdout.trim()).toBe("EFBIG")
    expect(await filesIn(folder)).toEqual([])
    const name = (await store("unlimited")).stdout.trim()
    expect(await filesIn(folder)).toEqual([name])
  })

  it("leaves no file when the request was interrupted during the write", async () => {
    const folder = await scratchFolder()
    const pictures = await openPictureFolder(folder)
    const bytes = await plain(8, 8).jpeg().toBuffer()
    for (let turn = 0; turn < 20; turn++) {
      const fiber = Effect.runFork(pictures.store(bytes))
      // When its file appears, its name has not been returned yet: the worst moment for an interruption.
      while (readdirSync(folder).length === 0) await new Promise((resolve) => setImmediate(resolve))
      await run(Fiber.interrupt(fiber))
      expect(Exit.hasInterrupts(await run(Fiber.await(fiber)))).toBe(true)
      expect(await filesIn(folder)).toEqual([])
    }
  })

  it("is not re-encoded when the request was interrupted while it was queued", async () => {
    const folder = await scratchFolder()
    const pictures = await openPictureFolder(folder, { atOnce: 1, waiting: 1 })
    const bytes = await textured(800, 600).jpeg().toBuffer()
    await run(pictures.store(bytes))
    const first = Effect.runFork(pictures.store(bytes))
    const second = Effect.runFork(pictures.store(bytes))
    await run(Fiber.interrupt(second))
    await run(Fiber.join(first))
    expect((await filesIn(folder)).length).toBe(2)
  })
})
