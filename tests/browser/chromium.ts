import { existsSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type BrowserContext, chromium } from "playwright-core"
import { expect, it } from "vitest"

const executablePath = "/usr/bin/chromium"

/** Whether Chromium is installed. */
export const hasChromium = existsSync(executablePath)

/** In CI, where Chromium can be installed, a missing one fails the tests. */
const installable = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")

/** Declares the test that reports whether the other tests of a file can run. */
export const itHasChromium = (): void => {
  it("Chromium is installed", () => {
    if (hasChromium) return
    const message = `No browser was asked (${executablePath} is missing): apt-get install chromium`
    console.log(message)
    expect(installable, message).toBe(false)
  })
}

/**
 * Opens a browser with an empty profile and without background requests. `hosts` are names, `*.shop.test` among them,
 * that the browser resolves to 127.0.0.1.
 */
export const openBrowser = async (
  hosts: ReadonlyArray<string> = [],
): Promise<{ context: BrowserContext; close: () => Promise<void> }> => {
  const profile = await mkdtemp(join(tmpdir(), "shopwright-browser-"))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...(hosts.length > 0 ? [`--host-resolver-rules=${hosts.map((host) => `MAP ${host} 127.0.0.1`).join(", ")}`] : []),
    ],
  })
  const close = async () => {
    await context.close()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  return { context, close }
}

/** Files other than pages, by the end of their name. */
const types: Readonly<Record<string, string>> = { js: "text/javascript", css: "text/css" }

/** Serves pages and their files on a free port, at `localhost` and at 127.0.0.1, which are different sites to a browser. */
export const servePages = async (pages: Readonly<Record<string, string>>) => {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost")
    const content = pages[pathname]
    const type = types[pathname.split(".").at(-1) ?? ""] ?? "text/html"
    response.writeHead(content === undefined ? 404 : 200, { "Content-Type": `${type}; charset=utf-8` }).end(content)
  })
  await new Promise<void>((done) => server.listen({ host: "127.0.0.1", port: 0 }, done))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done())
      server.closeAllConnections()
    })
  return { localhost: `http://localhost:${port}`, otherSite: `http://127.0.0.1:${port}`, close }
}
