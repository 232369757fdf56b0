import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { promisify } from "node:util"
import { expect, it, vi } from "vitest"
import { expected } from "../../client/bundled.ts"
import { shopping } from "../../client/scenario.ts"
import { createProject, projectFolder } from "./project.ts"

vi.setConfig({ testTimeout: 600_000 })

const run = promisify(execFile)
const project = projectFolder("next")

const packages = ["next@16.4.6", "react@19", "react-dom@19", "express@^5", "helmet@^8", "sharp@^0.35.5"]

const layout = `export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html> }`
const route = `import { openShop, operator } from "shopwright"
export const dynamic = "force-dynamic"
export const GET = async () => {
  const shop = await openShop({ database: "memory" })
  const soap = { name: "Soap", description: "Olive oil", price: "3.50", category: "Bath", stock: 12 }
  await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [soap] })
  const mia = await shop.register({ username: "mia", password: "a-long-password" })
  const [first] = await shop.listProducts()
  const placed = await shop.placeOrder(mia.value.account, { lines: [{ product: first.id, quantity: 2 }] })
  const refused = await openShop({ database: { url: "postgres://localhost/none" } }).catch((error) => error)
  await shop.close()
  return Response.json({ status: placed.value.status, refused: refused.message })
}`

const handlers = `import { openShop, operator } from "shopwright"
import { fetchHandler } from "shopwright/http"
export const dynamic = "force-dynamic"
const opened = (async () => {
  const shop = await openShop({ database: "memory" })
  const lamp = { name: "Lamp", description: "Gives light.", price: "12.50", category: "Lamps", stock: 50 }
  await shop.importCatalog(operator, { categories: [{ name: "Lamps" }], products: [lamp] })
  return fetchHandler(shop, { dialect: "shopwright", basePath: "/shop" })
})()
const handler = async (request) => (await opened)(request)
export { handler as GET, handler as POST, handler as PUT, handler as PATCH, handler as DELETE, handler as OPTIONS }`

it("runs in a production build of Next.js, over the packed library", async () => {
  await createProject(project, packages)
  mkdirSync(join(project, "app/order"), { recursive: true })
  writeFileSync(join(project, "app/layout.js"), layout)
  writeFileSync(join(project, "app/order/route.js"), route)
  mkdirSync(join(project, "app/shop/[...path]"), { recursive: true })
  writeFileSync(join(project, "app/shop/[...path]/route.js"), handlers)
  const next = join(project, "node_modules/next/dist/bin/next")
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" as const }
  await run(process.execPath, [next, "build"], { cwd: project, env })

  const start = [next, "start", "--port", "0", "--hostname", "127.0.0.1"]
  const server = spawn(process.execPath, start, { cwd: project, env, stdio: ["ignore", "pipe", "inherit"] })
  try {
    let url: string | undefined
    for await (const line of createInterface(server.stdout)) {
      url ??= /Local:\s+(http:\S+)/.exec(line)?.[1]
      if (line.includes("Ready")) break
    }
    const response = await fetch(`${url}/order`)
    expect([response.status, await response.json()]).toEqual([
      200,
      { status: "created", refused: expect.stringContaining("npm install @mikro-orm/core@^7.2.0") },
    ])
    expect(await shopping(`${url}/shop`, "mia@example.com")).toEqual(expected)
  } finally {
    server.kill("SIGTERM")
    if (server.exitCode === null && server.signalCode === null) await once(server, "exit")
  }
})
