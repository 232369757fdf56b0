import { execFile } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"

/** What is compiled, and how. */
export interface Compilation {
  readonly moduleResolution: "nodenext" | "bundler"
  /** Whether the declarations of all packages, including this one, are checked too. */
  readonly declarations?: boolean
  /** Files and folders of the project. */
  readonly files: ReadonlyArray<string>
}

/** Returns the compiler's messages about files of a project; empty if there are none. */
export const compile = async (
  project: string,
  { moduleResolution, declarations = false, files }: Compilation,
): Promise<string> => {
  const compilerOptions = {
    module: moduleResolution === "nodenext" ? "nodenext" : "esnext",
    moduleResolution,
    target: "es2024",
    // The declarations of effect, which ours refer to, name types of browsers.
    lib: ["es2024", "esnext.disposable", ...(declarations ? ["dom"] : [])],
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    allowImportingTsExtensions: true,
    skipLibCheck: !declarations,
    noEmit: true,
  }
  const config = join(
    project,
    `tsconfig.${[moduleResolution, declarations, ...files].join("-").replaceAll(/\W/g, "-")}.json`,
  )
  writeFileSync(config, JSON.stringify({ compilerOptions, include: files }))
  return compileProject(config)
}

/** Returns the compiler's messages about a project with a `tsconfig.json`; empty if there are none. */
export const compileProject = (project: string): Promise<string> =>
  promisify(execFile)("tsc", ["--project", project], { shell: process.platform === "win32" }).then(
    () => "",
    (error: { stdout: string }) => error.stdout,
  )
