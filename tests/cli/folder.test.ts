import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, it } from "vitest"
import { createEmptyFolder } from "../support/empty-folder.ts"
import { entry, shopwright, startServer, temporaryFolder } from "./shopwright.ts"

const mode = (path: string): number => statSync(path).mode & 0o777

// Creating an embedded database takes seconds, and longer on a busy machine.
const slow = { timeout: 120_000 }

describe("the folder of an embedded database", slow, () => {
  it("keeps private data from other users when the folder exists already", async () => {
    const cwd = temporaryFolder()
    const shop = join(cwd, "shop")
    mkdirSync(join(shop, "data"), { recursive: true })
    for (const folder of [shop, join(shop, "data")]) chmodSync(folder, 0o755)
    expect(await shopwright(["migrate", "--database", shop], { cwd })).toMatchObject({ code: 0 })
    expect(mode(join(shop, "data"))).toBe(0o700)
  })

  it("opens after a crash, and from a copy that was taken while it was open", async () => {
    const cwd = temporaryFolder()
    const shop = join(cwd, "shop")
    await createEmptyFolder(shop)
    const server = await startServer(["--port", "0", "--database", shop], { cwd })
    const copy = join(cwd, "copy")
    // The running process keeps the folder even if a cleanup job has removed the socket.
    for (const name of readdirSync(shop).filter((file) => file.endsWith(".sock"))) rmSync(join(shop, name))
    expect(await shopwright(["migrate", "--database", shop], { cwd })).toMatchObject({ code: 1 })
    cpSync(shop, copy, { recursive: true, filter: (path) => !path.endsWith(".sock") })
    expect(existsSync(join(copy, "lock"))).toBe(true)
    expect(await shopwright(["migrate", "--database", copy], { cwd })).toMatchObject({ code: 0 })
    await server.stop("SIGKILL")
    expect(existsSync(join(shop, "lock"))).toBe(true)
    expect(await shopwright(["migrate", "--database", shop], { cwd })).toMatchObject({ code: 0 })
  })
})

describe("the lock of another host that shares the folder", slow, () => {
  const otherHost = {
    token: "t",
    host: "elsewhere",
    pid: 4711,
    startedAt: "1",
    boot: "b",
    pidNamespace: "n",
    folder: "1:1",
  }
  let timer: NodeJS.Timeout | undefined
  afterEach(() => clearInterval(timer))

  const locked = async () => {
    const cwd = temporaryFolder()
    const shop = join(cwd, "shop")
    await createEmptyFolder(shop)
    const file = join(shop, "lock")
    writeFileSync(file, JSON.stringify(otherHost))
    return { cwd, shop, file }
  }

  it("is respected while its heartbeat continues; the error names host and process", async () => {
    const { cwd, shop, file } = await locked()
    let count = 0
    timer = setInterval(() => writeFileSync(`${file}.heartbeat`, String(++count)), 500)
    const { code, stderr } = await shopwright(["migrate", "--database", shop], { cwd })
    expect(code).toBe(1)
    expect(stderr).toContain("in use by process 4711 on host elsewhere")
    expect(stderr).toContain(`rm '${file}'`)
  })

  it("is replaced when its heartbeat has stopped", async () => {
    const { cwd, shop, file } = await locked()
    expect(await shopwright(["migrate", "--database", shop], { cwd })).toMatchObject({ code: 0 })
    expect(existsSync(file)).toBe(false)
  })
})

const canUnshare = spawnSync("unshare", ["-p", "-f", "--mount-proc", "true"]).status === 0

describe.runIf(canUnshare)("two containers that share the folder", slow, () => {
  let container: ChildProcess | undefined
  afterEach(() => {
    container?.kill("SIGKILL")
  })

  it("do not open it at the same time, although each of them is process 1", async () => {
    const cwd = temporaryFolder()
    await createEmptyFolder(join(cwd, "shop"))
    const args = ["-p", "-f", "--kill-child", "--mount-proc", process.execPath, entry]
    container = spawn("unshare", [...args, "serve", "--port", "0", "--database", "shop"], { cwd })
    await new Promise<void>((resolve) => container?.stdout?.once("data", () => resolve()))
    expect(JSON.parse(readFileSync(join(cwd, "shop/lock"), "utf8"))).toMatchObject({ pid: 1 })
    const second = spawnSync("unshare", [...args, "migrate", "--database", "shop"], { cwd, encoding: "utf8" })
    expect(second).toMatchObject({ status: 1, stderr: expect.stringContaining("is in use by process 1 on host") })
    const ended = new Promise((resolve) => container?.once("close", resolve))
    container.kill("SIGKILL")
    await ended
    const third = spawnSync("unshare", [...args, "migrate", "--database", "shop"], { cwd, encoding: "utf8" })
    expect(third).toMatchObject({ status: 0, stderr: "" })
  })
})
