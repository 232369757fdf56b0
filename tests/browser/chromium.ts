import { existsSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type BrowserContext, chromium } from "playwright-core"
import { expect, it } from "vitest"

const executablePath = "/usr/bin/chromium"

/** Whether there is a browser to ask. */
export const hasChromium = existsSync(executablePath)

/** Where it could be installed, as in CI, its absence is a fault and not a circumstance. */
const installable = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")

/** The one test that says whether the others of a file were run at all. */
export const itHasChromium = (): void => {
  it("Chromium is here to be asked", () => {
    if (hasChromium) return
    const message = `No browser was asked (${executablePath} is missing): apt-get install chromium`
    console.log(message)
    expect(installable, message).toBe(false)
  })
}

/** A browser that was never used before, and that talks to nobody but the pages it is shown. */
export const openBrowser = async (): Promise<{ context: BrowserContext; close: () => Promise<void> }> => {
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
    ],
  })
  const close = async () => {
    await context.close()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  return { context, close }
}

/** Serves pages on a port of their own, at `localhost` and 127.0.0.1 alike, which are two sites to a browser. */
export const servePages = async (pages: Readonly<Record<string, string>>) => {
  const server = createServer((request, response) => {
    const html = pages[new URL(request.url ?? "/", "http://localhost").pathname]
    response.writeHead(html === undefined ? 404 : 200, { "Content-Type": "text/html; charset=utf-8" }).end(html)
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
