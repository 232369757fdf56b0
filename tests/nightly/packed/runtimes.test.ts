import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { promisify } from "node:util"
import { beforeAll, describe, expect, it, vi } from "vitest"
import { bundledScenario, expected } from "../../client/bundled.ts"
import { createProject, projectFolder } from "./project.ts"

vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 })

const run = promisify(execFile)
const project = projectFolder("runtimes")
const bin = (name: string) => join(project, "node_modules/.bin", name)

/** The runtimes as hosts install them. They are too large for the development dependencies. */
const packages = [
  ...["bun@1.4.5", "deno@2.9.6", "hono@4.13.19", "@hono/node-server@2.1.9"],
  ...["express@^5", "helmet@^8", "sharp@^0.35.5"],
]

const runtimes: Readonly<Record<string, readonly [command: string, ...args: ReadonlyArray<string>]>> = {
  node: [process.execPath],
  bun: [bin("bun"), "run"],
  deno: [bin("deno"), "run", "--allow-all"],
}

const stocked = `import { openShop, operator } from "shopwright"
import { fetchHandler } from "shopwright/http"
const shop = await openShop({ database: "memory" })
const lamp = { name: "Lamp", description: "Gives light.", price: "12.50", category: "Lamps", stock: 50 }
await shop.importCatalog(operator, { categories: [{ name: "Lamps" }], products: [lamp] })
const addresses = new WeakMap()
const clientAddress = (request) => addresses.get(request)
`
const atRoot = `${stocked}const handler = fetchHandler(shop, { dialect: "shopwright", clientAddress })\n`
const mounted = `${stocked}import { Hono } from "hono"
const hono = new Hono()
hono.mount("/shop", fetchHandler(shop, { dialect: "shopwright", publicUrl: "https://shop.example/shop" }))
`

/** Programs that serve a shop and print its URL, by the runtime that they are for. */
const servers = [
  {
    name: "Bun.serve",
    runtime: "bun",
    program: `${atRoot}const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: (request, server) => {
  addresses.set(request, server.requestIP(request)?.address ?? "")
  return handler(request)
} })
console.log("http://127.0.0.1:" + server.port)`,
  },
  {
    name: "Deno.serve",
    runtime: "deno",
    program: `${atRoot}const onListen = ({ port }) => console.log("http://127.0.0.1:" + port)
Deno.serve({ hostname: "127.0.0.1", port: 0, onListen }, (request, info) => {
  addresses.set(request, info.remoteAddr.hostname)
  return handler(request)
})`,
  },
  {
    name: "Hono in Node",
    runtime: "node",
    program: `${mounted}import { serve } from "@hono/node-server"
const listening = ({ port }) => console.log("http://127.0.0.1:" + port + "/shop")
serve({ fetch: hono.fetch, hostname: "127.0.0.1", port: 0 }, listening)`,
  },
  {
    name: "Hono in Bun",
    runtime: "bun",
    program: `${mounted}const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: hono.fetch })
console.log("http://127.0.0.1:" + server.port + "/shop")`,
  },
]

beforeAll(async () => {
  // These packages place their binaries at installation.
  const allowScripts = { bun: true, deno: true, sharp: true }
  await createProject(project, packages, { manifest: { allowScripts } })
})

/** Runs the scenario of the client in a runtime. Returns what it saw. */
const shopping = async (runtime: string, url: string): Promise<unknown> => {
  const file = `client-${runtime}.mjs`
  const report = "(seen) => console.log(JSON.stringify(seen))"
  writeFileSync(join(project, file), await bundledScenario(url, `${runtime}@example.com`, report))
  const [command, ...args] = runtimes[runtime] ?? [runtime]
  return JSON.parse((await run(command, [...args, file], { cwd: project, timeout: 60_000 })).stdout)
}

describe.each(servers)("a shop served by $name, over the packed library", ({ name, runtime, program }) => {
  it("serves the client in Node, Bun and Deno", async () => {
    const file = `server-${name.replaceAll(" ", "-")}.mjs`
    writeFileSync(join(project, file), program)
    const [command, ...args] = runtimes[runtime] ?? [runtime]
    const server = spawn(command, [...args, file], { cwd: project, stdio: ["ignore", "pipe", "inherit"] })
    try {
      const [url] = await once(createInterface(server.stdout), "line")
      for (const client of Object.keys(runtimes)) expect(await shopping(client, String(url)), client).toEqual(expected)
    } finally {
      server.kill("SIGKILL")
      if (server.exitCode === null && server.signalCode === null) await once(server, "exit")
    }
  })
})
