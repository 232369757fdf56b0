import { fileURLToPath } from "node:url"
import { API, type Project, SymbolFlags } from "typescript/unstable/sync"

/** An export of an entry point, as the compiler sees it. */
export interface EntryPointExport {
  readonly entryPoint: string
  readonly name: string
  /** Whether it exists at run time: a function, a constant, a class. */
  readonly isValue: boolean
  readonly doc: string
  readonly hasExample: boolean
  /** The members of an interface, inherited ones included, with their documentation. */
  readonly members: ReadonlyArray<{ readonly name: string; readonly doc: string }>
}

const root = fileURLToPath(new URL("../../", import.meta.url))

const entryPoints = {
  shopwright: "composition/index.ts",
  "shopwright/client": "adapters/client/index.ts",
  "shopwright/dialect": "composition/dialect.ts",
  "shopwright/effect": "composition/effect.ts",
  "shopwright/http": "composition/http.ts",
  "shopwright/mikro-orm": "composition/mikro-orm.ts",
  "shopwright/ports": "composition/ports.ts",
  "shopwright/testing": "adapters/testing/index.ts",
  "shopwright/testing/suites": "adapters/testing/suites.ts",
}

/** Returns all exports of the entry points that are declared in this project. */
export const entryPointExports = (): ReadonlyArray<EntryPointExport> => {
  const api = new API({ cwd: root })
  try {
    const config = `${root}tsconfig.json`
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config)
    if (project === undefined) throw new Error("the compiler did not open the project")
    return Object.entries(entryPoints).flatMap(([entryPoint, file]) => exportsOf(project, entryPoint, `${root}${file}`))
  } finally {
    api.close()
  }
}

const exportsOf = (
  { program, checker }: Project,
  entryPoint: string,
  path: string,
): ReadonlyArray<EntryPointExport> => {
  const file = program.getSourceFile(path)
  const module = file === undefined ? undefined : checker.getSymbolAtLocation(file)
  if (module === undefined) throw new Error(`the compiler knows no ${path}`)
  return checker
    .getExportsOfModule(module)
    .map((shown) => ({
      name: shown.name,
      symbol: shown.flags & SymbolFlags.Alias ? checker.getAliasedSymbol(shown) : shown,
    }))
    .filter(({ symbol }) => symbol.declarations.every((declaration) => !declaration.path.includes("/node_modules/")))
    .map(({ name, symbol }) => ({
      entryPoint,
      name,
      isValue: (symbol.flags & SymbolFlags.Value) !== 0,
      doc: symbol.getDocumentationComment(checker),
      hasExample: symbol.getJsDocTags(checker).some((tag) => tag.name === "example"),
      members:
        symbol.flags & SymbolFlags.Interface
          ? checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol)).map((member) => ({
              name: member.name,
              doc: member.getDocumentationComment(checker),
            }))
          : [],
    }))
}
