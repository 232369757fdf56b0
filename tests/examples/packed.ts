import { execFileSync } from "node:child_process"
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { TestProject } from "vitest/node"

declare module "vitest" {
  interface ProvidedContext {
    /** Projects with the packed library installed: alone, and with what HTTP needs besides. */
    projects: { readonly bare: string; readonly web: string }
  }
}

const root = fileURLToPath(new URL("../../", import.meta.url))

/** Packs the library as npm would publish it and installs that into new projects that hold the examples. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "shopwright-examples-"))
  const npm = (cwd: string, ...args: ReadonlyArray<string>): void => {
    execFileSync("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd,
      stdio: ["ignore", "ignore", "inherit"],
      shell: process.platform === "win32",
    })
  }
  // Its prepack script compiles everything anew.
  npm(root, "pack", "--pack-destination", folder)
  const tarball = readdirSync(folder).find((file) => file.endsWith(".tgz"))
  if (tarball === undefined) throw new Error("npm packed nothing")

  const [bare, web] = [join(folder, "bare"), join(folder, "web")]
  mkdirSync(bare)
  writeFileSync(join(bare, "package.json"), JSON.stringify({ name: "host", private: true, type: "module" }))
  for (const file of readdirSync(join(root, "tests/examples/projects")))
    copyFileSync(join(root, "tests/examples/projects", file), join(bare, file))
  npm(bare, "install", "--prefer-offline", `../${tarball}`)
  cpSync(bare, web, { recursive: true })
  npm(web, "install", "--prefer-offline", "express@^5", "helmet@^8", "multer@^2")
  // Types for the compiler alone; nothing of them is loaded when an example runs.
  for (const at of [bare, web]) symlinkSync(join(root, "node_modules/@types"), join(at, "node_modules/@types"))

  project.provide("projects", { bare, web })
  return () => rmSync(folder, { recursive: true, force: true })
}
