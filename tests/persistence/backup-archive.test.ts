import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { buffer, text } from "node:stream/consumers"
import { gzipSync } from "node:zlib"
import { describe, expect, it, onTestFinished } from "vitest"
import { HEADER } from "../../adapters/persistence/mikro-orm/backup/layout.ts"
import { mirror } from "../../adapters/persistence/mikro-orm/backup/mirror.ts"
import { restoreBackup } from "../../adapters/persistence/mikro-orm/backup/restore-backup.ts"
import { readTar, tarOf } from "../../adapters/persistence/mikro-orm/backup/tar.ts"

const scratch = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "shopwright-archive-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function* chunksOf(bytes: Uint8Array, size = bytes.length): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

const archive = async (files: Readonly<Record<string, string>>): Promise<Buffer> => {
  async function* entries() {
    for (const [name, content] of Object.entries(files)) {
      const bytes = Buffer.from(content)
      yield { name, size: bytes.length, content: chunksOf(bytes, 100) }
    }
  }
  return buffer(tarOf(entries(), new Date("2026-01-31T12:00:00Z")))
}

const files = { "data/": "", "data/empty": "", "data/ä": "x".repeat(511), "data/one": "y".repeat(512), last: "z" }

describe("an archive", () => {
  it("is read by other implementations of tar", async () => {
    const folder = scratch()
    writeFileSync(join(folder, "a.tar"), await archive(files))
    expect(execFileSync("tar", ["-tf", "a.tar", "--quoting-style=literal"], { cwd: folder, encoding: "utf8" })).toBe(
      `${Object.keys(files).join("\n")}\n`,
    )
    execFileSync("tar", ["-xf", "a.tar"], { cwd: folder })
    expect(readFileSync(join(folder, "data/one"), "utf8")).toBe(files["data/one"])
  })

  it.each([1, 511, 512, 513, 100_000])("is read in chunks of %d bytes", async (size) => {
    const read: Record<string, string> = {}
    for await (const { name, content } of readTar(chunksOf(await archive(files), size)))
      read[name] = await text(content)
    expect(read).toEqual(files)
  })

  it("that was cut off anywhere is rejected", async () => {
    const bytes = await archive(files)
    for (let length = 0; length < bytes.length - 512; length += 256) {
      const reading = async () => {
        for await (const { content } of readTar(chunksOf(bytes.subarray(0, length)))) await text(content)
      }
      await expect(reading(), `${length} bytes`).rejects.toThrow("it was cut off")
    }
  })
})

describe("a mirror of a folder that changes", () => {
  const signal = new AbortController().signal

  it("copies a file again that changed within the granularity of its time, and follows new and removed files", async () => {
    const [source, target] = [scratch(), scratch()]
    const { update } = mirror(source, target)
    const now = new Date()
    const write = (name: string, content: string, time: Date) => {
      writeFileSync(join(source, name), content)
      utimesSync(join(source, name), time, time)
    }
    mkdirSync(join(source, "base"))
    write("recent", "1", now)
    write("base/gone", "1", now)
    await update(signal)
    // The same length and the same time, as after a second write in the same tick of the clock.
    write("recent", "2", now)
    rmSync(join(source, "base/gone"))
    write("base/new", "3", now)
    await update(signal)
    const listed = execFileSync("find", [".", "-type", "f"], { cwd: target, encoding: "utf8" })
    expect(listed.trim().split("\n").toSorted()).toEqual(["./base/new", "./recent"])
    expect(readFileSync(join(target, "recent"), "utf8")).toBe("2")
  })

  it("does not copy a file again that has not changed", async () => {
    const [source, target] = [scratch(), scratch()]
    const { update } = mirror(source, target)
    const before = new Date(Date.now() - 60_000)
    writeFileSync(join(source, "old"), "1")
    utimesSync(join(source, "old"), before, before)
    await update(signal)
    writeFileSync(join(target, "old"), "the copy")
    await update(signal)
    expect(readFileSync(join(target, "old"), "utf8")).toBe("the copy")
    writeFileSync(join(source, "old"), "2")
    await update(signal)
    expect(readFileSync(join(target, "old"), "utf8")).toBe("2")
  })
})

describe("a file that is no intact backup is not restored, and leaves no folder behind", () => {
  const header = JSON.stringify({ shopwright: { backup: 1 }, takenAt: "2027-01-31T12:00:00Z" })
  const valid = { [HEADER]: header, secret: "s", "media/": "", "data/": "", "data/PG_VERSION": "18\n" }
  const compressed = async (content: Readonly<Record<string, string>>) => gzipSync(await archive(content))
  const later = { shopwright: { backup: 2 }, takenAt: "2027-01-31T12:00:00Z" }

  const cases: ReadonlyArray<readonly [string, () => Promise<Uint8Array>, string]> = [
    ["a text", async () => Buffer.from("{}"), "it is no backup, or damaged"],
    ["an empty file", async () => Buffer.alloc(0), "it was cut off"],
    ["another archive", () => compressed({ "etc/passwd": "x" }), "is no backup of shopwright"],
    [
      "a later format",
      () => compressed({ ...valid, [HEADER]: JSON.stringify(later) }),
      "is of version 2 of the format",
    ],
    ["a path that leads out", () => compressed({ ...valid, "data/../../x": "x" }), 'contains "data/../../x"'],
    ["an absolute path", () => compressed({ ...valid, "/tmp/x": "x" }), 'contains "/tmp/x"'],
    ["no database", () => compressed({ [HEADER]: header, "data/": "" }), "contains no database"],
    ["a cut-off archive", async () => (await compressed(valid)).subarray(0, -12), "it was cut off"],
    [
      "a changed byte",
      async () => (await compressed(valid)).map((byte, i, all) => (i === all.length - 6 ? byte ^ 1 : byte)),
      "it is no backup, or damaged",
    ],
  ]

  it.each(cases)("%s", async (_, content, message) => {
    const cwd = scratch()
    const [file, folder] = [join(cwd, "shop.tar.gz"), join(cwd, "shop")]
    writeFileSync(file, await content())
    await expect(restoreBackup({ file, folder })).rejects.toThrow(message)
    expect(execFileSync("ls", ["-A"], { cwd, encoding: "utf8" })).toBe("shop.tar.gz\n")
  })

  it("while an intact one is", async () => {
    const cwd = scratch()
    const [file, folder] = [join(cwd, "shop.tar.gz"), join(cwd, "shop")]
    writeFileSync(file, await compressed({ ...valid, "media/a.jpg": "picture" }))
    mkdirSync(join(folder, ".restoring/left-by-a-killed-process"), { recursive: true })
    expect(await restoreBackup({ file, folder })).toEqual({ takenAt: new Date("2027-01-31T12:00:00Z"), pictures: 1 })
    expect(
      execFileSync("find", [".", "-type", "f"], { cwd: folder, encoding: "utf8" }).trim().split("\n").toSorted(),
    ).toEqual(["./data/PG_VERSION", "./media/a.jpg", "./secret"])
    await expect(restoreBackup({ file, folder })).rejects.toThrow("is not empty")
  })
})
