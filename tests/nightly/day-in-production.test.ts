import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, expect, it } from "vitest"
import { expectIntact } from "../support/invariants.ts"
import { eventually } from "../support/load.ts"
import { type Cluster, debianPrograms, itHasDebianPrograms, startCluster } from "../support/postgres-cluster.ts"
import { query, startPair } from "../support/replicated-pair.ts"
import { placed, shopClient } from "../support/shop-client.ts"

const root = fileURLToPath(new URL("../../", import.meta.url))

const ending: Array<() => unknown> = []
afterAll(async () => {
  for (const end of ending.reverse()) await end()
})

/** Packs the library and installs it with the packages of the recipe. Returns the folder. */
const deploy = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "shopwright-day-"))
  ending.push(() => rmSync(folder, { recursive: true, force: true }))
  const npm = (cwd: string, ...args: ReadonlyArray<string>) =>
    execFileSync("npm", [...args, "--prefer-offline", "--no-audit", "--no-fund"], { cwd, stdio: "ignore" })
  npm(root, "pack", "--pack-destination", folder)
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? ""
  renameSync(join(folder, tarball), join(folder, "shopwright.tgz"))
  cpSync(join(root, "docs/operations/deploy/package.json"), join(folder, "package.json"))
  npm(folder, "install", "--ignore-scripts")
  return folder
}

const SECRET = "a secret for tests that is long enough to sign with"

/** Runs the commands of the deployed package as systemd does. */
const installed = (folder: string) => {
  const main = join(folder, "node_modules/shopwright/dist/adapters/cli/main.js")
  const start = (args: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}) =>
    spawn(process.execPath, [main, ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH, NODE_ENV: "production", SHOPWRIGHT_SECRET: SECRET, ...env },
    })
  const run = async (args: ReadonlyArray<string>, input?: string): Promise<string> => {
    const child = start(args)
    child.stdin.end(input)
    let [stdout, stderr] = ["", ""]
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text
    })
    const [code] = await once(child, "close")
    if (code !== 0) throw new Error(`shopwright ${args.join(" ")}: ${stderr}`)
    return stdout
  }
  return { start, run }
}

interface Served {
  readonly url: string
  readonly child: ChildProcess
  readonly log: () => ReadonlyArray<{ readonly msg?: string; readonly pid?: number }>
}

const serve = async (start: ReturnType<typeof installed>["start"], database: string): Promise<Served> => {
  const child = start(["serve", "--workers", "2", "--port", "0"], { DATABASE_URL: database, SHOPWRIGHT_LOG: "info" })
  ending.push(() => child.kill("SIGKILL"))
  let [stdout, stderr] = ["", ""]
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text
  })
  const urlOf = () => /http:\/\/\S+/.exec(stdout)?.[0]
  await eventually("the server is ready", async () => {
    if (child.exitCode !== null) throw new Error(stderr)
    return urlOf() !== undefined
  })
  const log = () =>
    stderr
      .split("\n")
      .slice(0, -1)
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as { readonly msg?: string; readonly pid?: number })
  return { url: urlOf() ?? "", child, log }
}

/** Buyers who place orders until they are told to stop. */
const startLoad = async (url: string, buyers: number) => {
  const client = shopClient(url)
  const acknowledged: Array<number> = []
  const failures: Array<string> = []
  let isOver = false
  const { username, password } = await client.register("buyer")
  const token = await client.logIn({ username, password })
  const [product] = await client.products()
  const line = { product: product?.id ?? 0, variant: product?.variants[0]?.id ?? 0, quantity: 1 }
  const running = Array.from({ length: buyers }, async () => {
    while (!isOver) {
      const response = await client.placeOrder(token, [line]).catch((error: Error) => error)
      if (response instanceof Error) failures.push(response.message)
      else if (response.status === 201) acknowledged.push(placed(response).id)
      else failures.push(`${response.status} ${JSON.stringify(response.body)}`)
    }
  })
  return {
    acknowledged,
    /** Returns the failures since the last call. */
    failures: () => failures.splice(0),
    more: (count: number) => {
      const goal = acknowledged.length + count
      return eventually(`${count} more orders are placed`, async () => acknowledged.length >= goal)
    },
    end: async () => {
      isOver = true
      await Promise.all(running)
      client.close()
    },
  }
}

itHasDebianPrograms()

it.runIf(debianPrograms !== undefined)("a day in production", { timeout: 1_800_000 }, async () => {
  const programs = debianPrograms ?? ""
  const folder = deploy()
  const { start, run } = installed(folder)

  // Deployment: the owner migrates, and another role serves.
  const { primary, standby } = await startPair(programs, ending)
  const hosts = `127.0.0.1:${primary.port},127.0.0.1:${standby.port}`
  const urlFor = (role: string) => `postgres://${role}@${hosts}/shop?target_session_attrs=primary`
  const asOwner = (server: Cluster, database = "shop") => `postgres://postgres@127.0.0.1:${server.port}/${database}`
  await query(primary.url, "create role shop_server login")
  await query(primary.url, "create database shop")
  await run(["migrate", "--database", urlFor("postgres")])
  await query(asOwner(primary), await run(["migrate", "--grants", "shop_server", "--database", urlFor("postgres")]))
  await run(["create-admin", "--username", "root", "--password", "a-long-secret", "--database", urlFor("shop_server")])
  const variants = [{ size: "S", color: "Red", stock: 1_000_000 }]
  const product = { name: "Shirt", description: "", price: 7, category: "Wear", variants }
  const catalogue = JSON.stringify({ categories: [{ name: "Wear" }], products: [product] })
  await run(["import", "-", "--database", urlFor("shop_server")], catalogue)

  const server = await serve(start, urlFor("shop_server"))
  const appeared = (msg: string, count = 1) =>
    eventually(msg, async () => server.log().filter((line) => line.msg === msg).length >= count, 120_000)
  await appeared("worker ready", 2)
  const load = await startLoad(server.url, 8)
  await load.more(200)
  expect(load.failures()).toEqual([])

  // A rolling restart, as for an upgrade.
  server.child.kill("SIGHUP")
  await appeared("restart of the workers ends")
  await load.more(100)
  expect(load.failures()).toEqual([])

  // A worker crashes: only its open requests fail.
  const worker = execFileSync("pgrep", ["-P", String(server.child.pid)], { encoding: "utf8" }).split("\n")[0]
  process.kill(Number(worker), "SIGKILL")
  await appeared("worker replaced")
  await load.more(100)
  expect(load.failures().length).toBeLessThanOrEqual(8)

  // The primary fails, and the standby takes over.
  await primary.crash()
  await query(standby.url, "select pg_promote()")
  await load.more(200)
  load.failures()
  await load.more(100)
  expect(load.failures()).toEqual([])

  // A backup is taken under load and restored elsewhere.
  const before = [...load.acknowledged]
  const dump = join(folder, "shop.dump")
  execFileSync(join(programs, "pg_dump"), ["--format=custom", "--file", dump, asOwner(standby)])
  const elsewhere = await startCluster(programs)
  ending.push(elsewhere.remove)
  await query(elsewhere.url, "create database shop")
  const restoring = ["--no-owner", "--no-privileges", "--exit-on-error", "--dbname", asOwner(elsewhere), dump]
  execFileSync(join(programs, "pg_restore"), restoring)
  await expectIntact(asOwner(elsewhere), before)
  expect(await run(["doctor", "--database", asOwner(elsewhere)])).toMatch(/^all stock levels match/)

  await load.end()
  server.child.kill("SIGTERM")
  const [code] = await once(server.child, "close")
  expect(code).toBe(0)
  await expectIntact(asOwner(standby), load.acknowledged)

  // The shop moves to a folder, which is backed up and restored.
  const lines = await run(["export", "--database", urlFor("postgres")])
  await run(["import", "-", "--database", "moved"], lines)
  expect(await run(["doctor", "--database", "moved"])).toMatch(/^all stock levels match/)
  await run(["backup", "moved.tar.gz", "--database", "moved"])
  expect(await run(["restore", "moved.tar.gz", "--database", "restored"])).toContain("all stock levels match")
  expect(await run(["export", "--database", "restored"])).toBe(lines)
  expect(readFileSync(join(folder, "moved.tar.gz")).length).toBeGreaterThan(0)
})
