import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { parseSync } from "@swc/core"
import { cruise, type IModule, type IViolation } from "dependency-cruiser"
import { rules } from "./rules.ts"

/** The page of the back office. dependency-cruiser cannot parse JSX with swc, so `page-imports.ts` reads its imports. */
export const pageSources = "adapters/back-office/page/src"

export const sourceFolders = ["domain", "application", "adapters", "composition"] as const

/** Every TypeScript file under the source folders, for comparison with what was read. */
export const filesOnDisk = (root: string): readonly string[] =>
  sourceFolders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) =>
        join(folder, file).replaceAll("\\", "/"),
      ),
    )
    .filter((file) => /\.[cm]?tsx?$/.test(file) && !file.startsWith(`${pageSources}/`))
    .toSorted()

export type Reading = {
  readonly modules: readonly IModule[]
  readonly violations: readonly IViolation[]
}

/** Reads the imports of a project and checks them against the rules. */
export const read = async (root: string): Promise<Reading> => {
  const { output } = await cruise(
    [...sourceFolders],
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: [...rules] },
      // TypeScript 7 has no programming interface that dependency-cruiser knows. Without swc it falls back to a
      // parser for JavaScript, finds no import at all, and every rule holds.
      parser: "swc",
      tsPreCompilationDeps: true,
      exclude: { path: [`^${pageSources}/`, "^adapters/back-office/built/"] },
      doNotFollow: { path: "node_modules" },
    },
    {
      extensions: [".ts", ".js", ".d.ts", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["node", "import", "types"],
    },
  )
  if (typeof output === "string") throw new Error(output)
  const modules = output.modules.filter(({ source }) => sourceFolders.some((folder) => source.startsWith(`${folder}/`)))
  return { modules, violations: output.summary.violations }
}

const sorted = (specifiers: Iterable<string>): readonly string[] =>
  [...new Set([...specifiers].map((specifier) => specifier.replace(/^node:/, "")))].toSorted()

/** The imports of a file according to `read`. */
export const importsRead = ({ dependencies }: IModule): readonly string[] =>
  sorted(dependencies.map(({ module }) => module))

/** The imports of a file according to its syntax tree: an independent check of `read`. */
export const importsOf = (root: string, file: string): readonly string[] => {
  const found = new Set<string>()
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit)
    if (!isRecord(node)) return
    if (isImport(node)) {
      const source = node.source ?? node.argument ?? firstArgument(node)
      // The value of an identifier is its name, which is not a path.
      if (isRecord(source) && source.type === "StringLiteral" && typeof source.value === "string")
        found.add(source.value)
    }
    Object.values(node).forEach(visit)
  }
  visit(
    parseSync(readFileSync(join(root, file), "utf8"), {
      syntax: "typescript",
      tsx: file.endsWith("x"),
      target: "es2024",
    }),
  )
  return sorted(found)
}

type Node = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Node => typeof value === "object" && value !== null

const importing = ["ImportDeclaration", "ExportAllDeclaration", "ExportNamedDeclaration", "TsImportType"]
const isImport = (node: Node): boolean => {
  if (importing.some((type) => type === node.type)) return true
  return isRecord(node.callee) && node.callee.type === "Import"
}

const firstArgument = (node: Node): unknown => {
  const [first]: readonly unknown[] = Array.isArray(node.arguments) ? node.arguments : []
  return isRecord(first) ? first.expression : undefined
}
