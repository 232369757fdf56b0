// Builds the page of the back office with Vite, if its sources have changed since the last build.
import { execFile } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"

const root = fileURLToPath(new URL("../../", import.meta.url))
const folders = ["adapters/back-office/page", "adapters/client"]
const stamp = `${root}adapters/back-office/built/sources.txt`

/** Identifies the sources and the versions of the packages that the page is built from. */
const sourcesHash = (): string => {
  const hash = createHash("sha256").update(readFileSync(`${root}package.json`))
  for (const folder of folders)
    for (const entry of readdirSync(root + folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath}/${entry.name}`)
      .toSorted())
      hash.update(entry.slice(root.length)).update("\0").update(readFileSync(entry))
  return hash.digest("hex")
}

/** Builds the page unless it is up to date. Returns whether it was built. */
export const buildBackOffice = async (): Promise<boolean> => {
  const hash = sourcesHash()
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return false
  const config = `${root}adapters/back-office/page/vite.config.ts`
  // A process of its own: a test runner sets NODE_ENV, and React would be built for debugging.
  await promisify(execFile)(
    process.execPath,
    [`${root}node_modules/vite/bin/vite.js`, "build", "--config", config, "--logLevel", "warn"],
    { cwd: root, env: { ...process.env, NODE_ENV: "production" } },
  )
  writeFileSync(stamp, hash)
  return true
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildBackOffice()
