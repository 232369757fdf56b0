import { randomBytes } from "node:crypto"
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it, vi } from "vitest"
import { backupName, backupTime } from "../../adapters/cli/backup-files.ts"
import { startBackups } from "../../adapters/cli/backup-schedule.ts"
import { eventually } from "../support/load.ts"
import { folderWithShop, shopwright, startServer, temporaryFolder } from "./shopwright.ts"

// Creating an embedded database takes seconds, and longer on a busy machine.
const slow = { timeout: 240_000 }

describe("shopwright backup and restore", slow, () => {
  it("back up a shop that serves, and one that is closed, and restore both into new folders", async () => {
    const cwd = await folderWithShop()
    const run = (...args: ReadonlyArray<string>) => shopwright(args, { cwd })
    const server = await startServer(["--port", "0"], { cwd, env: { SHOPWRIGHT_CATALOG: "demo" } })
    const wrote = { code: 0, stdout: expect.stringMatching(/^wrote .*open\.tar\.gz \(\d+\.\d MB\)\n$/), stderr: "" }
    expect(await run("backup", "open.tar.gz")).toEqual(wrote)
    expect(await run("backup", "open.tar.gz")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("open.tar.gz exists already; choose another name"),
    })
    expect(await run("backup", "missing/open.tar.gz")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("its folder does not exist"),
    })
    await server.stop("SIGTERM")
    mkdirSync(join(cwd, "closed"))
    expect(await run("backup", "closed")).toMatchObject({ code: 0, stderr: "" })
    const [name = ""] = readdirSync(join(cwd, "closed"))
    expect(backupTime(name)).not.toBeNull()

    for (const file of ["open.tar.gz", join("closed", name)]) {
      const folder = `restored-${file.replace("/", "-")}`
      const { code, stdout, stderr } = await run("restore", file, "--database", folder)
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
      expect(stdout).toMatch(
        /^restored the shop of \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ with 0 pictures into .*\nall stock levels match/,
      )
      expect((await run("products", "list", "--json", "--database", folder)).stdout).toBe(
        (await run("products", "list", "--json")).stdout,
      )
      expect(await run("restore", file, "--database", folder)).toMatchObject({
        code: 1,
        stderr: expect.stringContaining("is not empty"),
      })
    }
  })

  it("leave no file and no part of one when the server is killed, and the next backup succeeds", async () => {
    const cwd = await folderWithShop()
    mkdirSync(join(cwd, ".shopwright/media"), { recursive: true })
    // Pictures that take a second to compress.
    for (let i = 0; i < 12; i++)
      writeFileSync(join(cwd, ".shopwright/media", `${randomBytes(16).toString("hex")}.jpg`), randomBytes(2_000_000))
    mkdirSync(join(cwd, "backups"))
    const server = await startServer(["--port", "0"], { cwd })
    const running = shopwright(["backup", "backups"], { cwd })
    const files = () => readdirSync(join(cwd, "backups"), { recursive: true, encoding: "utf8" })
    await eventually("an archive is being written", async () => files().some((name) => name.endsWith(".tar.gz")))
    await server.stop("SIGKILL")
    expect(await running).toMatchObject({ code: 1, stderr: expect.stringMatching(/Process \d+ has the shop open/) })
    expect(readdirSync(join(cwd, "backups")).filter((name) => backupTime(name) !== null)).toEqual([])
    expect(await shopwright(["backup", "backups"], { cwd })).toMatchObject({ code: 0 })
    const [name = "", ...others] = files()
    expect([backupTime(name), others]).toEqual([expect.any(Date), []])
    rmSync(join(cwd, ".shopwright"), { recursive: true })
    expect(await shopwright(["restore", join("backups", name)], { cwd })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("with 12 pictures"),
    })
  })

  it.each([
    [["backup"], 2, "The file is missing"],
    [["backup", "a", "b"], 2, "Unexpected argument 'b'"],
    [["backup", "a"], 1, "There is no shop in"],
    [["backup", "a", "--database", "postgres://db/shop"], 2, "--database is a server"],
    [["backup", "a", "--database", "memory"], 2, "--database memory would be lost"],
    [["restore"], 2, "The file is missing"],
    [["restore", "none.tar.gz"], 1, "The file none.tar.gz does not exist"],
    [["restore", "a", "--database", "postgres://db/shop"], 2, "--database is a server"],
    [["serve", "--backup", "b", "--database", "memory"], 2, "--backup requires a database in a folder"],
  ])("%j is refused", async (args, code, message) => {
    const cwd = temporaryFolder()
    expect(await shopwright(args, { cwd })).toMatchObject({ code, stderr: expect.stringContaining(message) })
    expect(readdirSync(cwd)).toEqual([])
  })
})

describe("serve --backup", slow, () => {
  it("writes a backup, and none again after a restart", async () => {
    const cwd = await folderWithShop()
    const start = () => startServer(["--port", "0", "--backup", "backups"], { cwd })
    const first = await start()
    await eventually("the backup is logged", async () => first.log().some(({ msg }) => msg === "backup written"))
    await first.stop("SIGTERM")
    const names = readdirSync(join(cwd, "backups"))
    expect(names.map((name) => backupTime(name))).toEqual([expect.any(Date)])
    const second = await start()
    await second.stop("SIGTERM")
    expect(readdirSync(join(cwd, "backups"))).toEqual(names)
  })

  it("follows its interval, keeps the newest backups, and tries again after a failure", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: new Date("2027-01-31T12:00:00Z") })
    try {
      const folder = temporaryFolder()
      for (const day of [1, 2, 3]) writeFileSync(join(folder, backupName(new Date(`2027-01-0${day}T00:00:00Z`))), "")
      writeFileSync(join(folder, "notes.txt"), "")
      const events: Array<string> = []
      let isFailing = false
      const shop = {
        backUp: async (file: string) => {
          if (isFailing) throw new Error("full")
          writeFileSync(file, "")
          return { file, bytes: 0, pausedMs: 0 }
        },
      }
      const log = {
        info: (_: object, text: string) => events.push(text),
        error: (_: object, text: string) => events.push(text),
      }
      const seen = (count: number) =>
        vi.waitUntil(() => events.length >= count && vi.getTimerCount() > 0, { interval: 5 })
      const end = startBackups(shop, { folder, everySeconds: 3600, keep: 2 }, log)
      await seen(1)
      const names = (...times: ReadonlyArray<string>) => [
        ...times.map((time) => backupName(new Date(time))),
        "notes.txt",
      ]
      expect(readdirSync(folder)).toEqual(names("2027-01-03T00:00:00Z", "2027-01-31T12:00:00Z").toSorted())
      isFailing = true
      await vi.advanceTimersByTimeAsync(3_600_000)
      await seen(2)
      isFailing = false
      await vi.advanceTimersByTimeAsync(600_000)
      await seen(3)
      expect(events).toEqual(["backup written", "backup failed", "backup written"])
      expect(readdirSync(folder)).toEqual(names("2027-01-31T12:00:00Z", "2027-01-31T13:10:00Z").toSorted())
      end()
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })
})
