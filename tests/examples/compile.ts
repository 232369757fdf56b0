import { execFile } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"

/** What is compiled, and how. */
export interface Compilation {
  readonly moduleResolution: "nodenext" | "bundler"
  /** Whether the declarations of all packages are checked too, those of ours among them. */
  readonly declarations?: boolean
  /** Files and folders of the project. */
  readonly files: ReadonlyArray<string>
}

/** What the compiler says of files of a project; nothing where it is content. */
export const compile = async (
  project: string,
  { moduleResolution, declarations = false, files }: Compilation,
): Promise<string> => {
  const compilerOptions = {
    module: moduleResolution === "nodenext" ? "nodenext" : "esnext",
    moduleResolution,
    target: "es2024",
    // The declarations of effect, which ours name, speak of types that browsers have.
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
  return promisify(execFile)("tsc", ["--project", config], { shell: process.platform === "win32" }).then(
    () => "",
    (error: { stdout: string }) => error.stdout,
  )
}
