import { execFileSync } from "node:child_process"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, inject, it, vi } from "vitest"
import { projectFolder } from "./project.ts"

vi.setConfig({ testTimeout: 300_000 })

const manifest = new URL("../../../package.json", import.meta.url)
const peers: Readonly<Record<string, string>> = JSON.parse(readFileSync(manifest, "utf8")).peerDependencies

/** Resolves the packed library with its peers in a fresh project. Throws if npm finds no versions that fit together. */
const resolved = (name: string, versions: Readonly<Record<string, string>>): ReadonlyArray<string> => {
  const cwd = projectFolder(name)
  mkdirSync(cwd)
  const dependencies = { shopwright: `file:${inject("tarball")}`, ...versions }
  writeFileSync(join(cwd, "package.json"), JSON.stringify({ private: true, type: "module", dependencies }))
  execFileSync("npm", ["install", "--package-lock-only", "--strict-peer-deps", "--no-audit", "--no-fund"], {
    cwd,
    stdio: ["ignore", "ignore", "pipe"],
    shell: process.platform === "win32",
  })
  const { packages } = JSON.parse(readFileSync(join(cwd, "package-lock.json"), "utf8"))
  return Object.keys(packages)
}

describe("npm resolves the library in a fresh project", () => {
  it.each([
    ["with the newest version of each peer", "newest-peers", (range: string) => range],
    ["with the oldest version of each peer", "oldest-peers", (range: string) => range.replace("^", "")],
  ])("%s", (_, name, version) => {
    const packages = resolved(
      name,
      Object.fromEntries(Object.entries(peers).map(([peer, range]) => [peer, version(range)])),
    )
    expect(packages).toEqual(expect.arrayContaining(Object.keys(peers).map((peer) => `node_modules/${peer}`)))
    // Two versions of a peer would be two libraries whose values do not fit together.
    const nested = packages.filter((path) => Object.keys(peers).some((peer) => path.endsWith(`/node_modules/${peer}`)))
    expect(nested).toEqual([])
  })
})
