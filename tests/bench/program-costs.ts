import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { build } from "esbuild"

/** A program that a host writes, in a folder with its packages installed. */
export interface TypedProgram {
  readonly folder: string
  /** The program in TypeScript. */
  readonly source: string
}

/**
 * Returns the size of the minified program, in kilobytes, or `null` if it cannot be bundled. Native packages are not part
 * of it.
 */
export const bundleKilobytes = async ({ folder, source }: TypedProgram): Promise<number | null> => {
  const built = await build({
    stdin: { contents: source, resolveDir: folder, loader: "ts" },
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    splitting: true,
    outdir: join(folder, "bundle"),
    write: false,
    logLevel: "silent",
  }).catch(() => null)
  if (built === null) return null
  return Math.round(built.outputFiles.reduce((sum, { contents }) => sum + contents.length, 0) / 1000)
}

/** Writes the program so that the compiler can check it. Returns the arguments of `tsc`. */
export const writeTyped = ({ folder, source }: TypedProgram): ReadonlyArray<string> => {
  writeFileSync(join(folder, "program.ts"), source)
  const options = { noEmit: true, strict: true, skipLibCheck: true, module: "nodenext", target: "es2023", types: [] }
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["program.ts"] }))
  return ["--project", folder]
}
