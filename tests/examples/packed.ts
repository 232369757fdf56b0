import { execFileSync } from "node:child_process"
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { TestProject } from "vitest/node"

declare module "vitest" {
  interface ProvidedContext {
    /** Projects with the packed library installed: alone, and with the packages for HTTP and tests. */
    projects: { readonly bare: string; readonly full: string }
    /** The file of the packed library. Its folder is removed at the end. */
    tarball: string
    /** The oldest Node that the package supports. */
    node22: string
  }
}

const root = fileURLToPath(new URL("../../", import.meta.url))

/** Packs the library as npm would publish it, and installs it into new projects that contain the examples. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "shopwright-examples-"))
  const npm = (cwd: string, ...args: ReadonlyArray<string>): void => {
    execFileSync("npm", [...args, "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd,
      stdio: ["ignore", "ignore", "inherit"],
      shell: process.platform === "win32",
    })
  }
  const newProject = (name: string, ...manifest: ReadonlyArray<object>): string => {
    const path = join(folder, name)
    mkdirSync(path)
    writeFileSync(
      join(path, "package.json"),
      JSON.stringify(Object.assign({ private: true, type: "module" }, ...manifest)),
    )
    return path
  }
  // The package's prepack script compiles everything.
  npm(root, "pack", "--pack-destination", folder)
  const tarball = readdirSync(folder).find((file) => file.endsWith(".tgz"))
  if (tarball === undefined) throw new Error("npm packed nothing")

  const bare = newProject("bare")
  cpSync(join(root, "tests/examples/projects"), bare, { recursive: true })
  npm(bare, "install", `../${tarball}`)
  const full = join(folder, "full")
  cpSync(bare, full, { recursive: true })
  const orm = ["@mikro-orm/core@^7.2.0", "@mikro-orm/postgresql@^7.2.0"]
  npm(full, "install", "express@^5", "helmet@^8", "vitest@^5", "fast-check@^4", ...orm)
  for (const at of [bare, full]) linkTypes(at)

  // Node's npm package downloads its binaries at installation.
  const other = newProject("node22", { allowScripts: { node: true } })
  npm(other, "install", "node@22")

  project.provide("projects", { bare, full })
  project.provide("tarball", join(folder, tarball))
  project.provide("node22", join(other, "node_modules/node/bin/node"))
  return () => rmSync(folder, { recursive: true, force: true })
}

/** Types for the compiler only; examples do not load them. */
const linkTypes = (project: string): void => {
  const types = join(project, "node_modules/@types")
  mkdirSync(types, { recursive: true })
  for (const name of readdirSync(join(root, "node_modules/@types")))
    if (!existsSync(join(types, name))) symlinkSync(join(root, "node_modules/@types", name), join(types, name))
}
