import { execFile } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { promisify } from "node:util"
import { inject } from "vitest"

/** Returns the folder for a project. It is removed with the packed library. */
export const projectFolder = (name: string): string => join(dirname(inject("tarball")), name)

/** Creates a project with the packed library and packages of npm. `manifest` is added to its `package.json`. */
export const createProject = async (
  folder: string,
  packages: ReadonlyArray<string>,
  { manifest = {}, flags = [] }: { readonly manifest?: object; readonly flags?: ReadonlyArray<string> } = {},
): Promise<void> => {
  mkdirSync(folder)
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module", ...manifest }))
  const install = ["install", inject("tarball"), ...packages, ...flags, "--prefer-offline", "--no-audit", "--no-fund"]
  await promisify(execFile)("npm", install, { cwd: folder, shell: process.platform === "win32" })
}
