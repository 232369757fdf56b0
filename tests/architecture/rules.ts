import type { IRegularForbiddenRuleType } from "dependency-cruiser"

// Who may import what. These are allow-lists: a layer may import only what its line names: folders, libraries and
// Node itself. To let a layer use one more library, add it to the layer's line.

type Room = {
  /** Folders of the project that the layer may import from. */
  readonly folders: readonly string[]
  /** Packages by name; `@scope/*` stands for a whole scope. */
  readonly libraries: readonly string[]
  /** Whether it may import from Node (`node:fs` and so on). */
  readonly node: boolean
}

const inward = ["domain", "application"]
const adapter = (folder: string, ...libraries: readonly string[]): Readonly<Record<string, Room>> => ({
  [`adapters/${folder}`]: {
    folders: [...inward, `adapters/${folder}`],
    libraries: ["effect", ...libraries],
    node: true,
  },
})

export const rooms: Readonly<Record<string, Room>> = {
  domain: { folders: ["domain"], libraries: ["effect"], node: false },
  application: { folders: inward, libraries: ["effect"], node: false },

  ...adapter("http", "express", "forwarded-parse", "helmet", "ipaddr.js", "pino"),
  // Runs in browsers, so it imports nothing.
  "adapters/client": { folders: ["adapters/client"], libraries: [], node: false },
  // Delivers the page. It imports nothing of the shop.
  "adapters/back-office/server": { folders: ["adapters/back-office/server"], libraries: [], node: true },
  // Builds the page, whose own sources `back-office.test.ts` checks.
  "adapters/back-office/page": {
    folders: ["adapters/back-office/page"],
    libraries: ["vite", "@mui/icons-material"],
    node: true,
  },
  ...adapter("tokens", "jose"),
  ...adapter("passwords", "bcrypt", "@zxcvbn-ts/language-common"),
  ...adapter("phones", "libphonenumber-js"),
  ...adapter("media", "aws4fetch", "sharp"),
  ...adapter("formats", "csv-parse"),
  ...adapter("mail", "nodemailer"),
  ...adapter("telemetry"),
  ...adapter("webhooks", "effect", "ipaddr.js"),
  "adapters/persistence/in-memory": {
    folders: [...inward, "adapters/persistence"],
    libraries: ["effect"],
    node: true,
  },
  // Runs over anything that executes SQL, so that a host's pool needs neither an ORM nor a driver of ours.
  "adapters/persistence/postgres": {
    folders: [...inward, "adapters/persistence"],
    libraries: ["effect"],
    node: true,
  },
  "adapters/persistence/mikro-orm": {
    folders: [...inward, "adapters/persistence"],
    libraries: ["effect", "@mikro-orm/*", "kysely", "pg", "@electric-sql/*"],
    node: true,
  },
  // What both kinds of persistence share lies in files directly under adapters/persistence.
  "adapters/persistence": { folders: [...inward, "adapters/persistence"], libraries: ["effect"], node: true },
  ...adapter("testing", "fast-check", "vitest"),
  "adapters/cli": {
    folders: [...inward, "composition", "adapters/cli"],
    libraries: ["effect", "pino"],
    node: true,
  },

  composition: {
    folders: [...inward, "adapters", "composition"],
    libraries: ["effect", "inversify", "reflect-metadata", "pino"],
    node: true,
  },
}

const escaped = (text: string) => text.replaceAll(/[.\\+*?()[\]{}^$|]/g, "\\$&")
const folder = (path: string) => `^${escaped(path)}/`
const library = (name: string) => {
  const pattern = name.endsWith("/*") ? `${escaped(name.slice(0, -1))}[^/]+` : escaped(name)
  // An import that is about types only may lead to the package with the types.
  return `(^|/)node_modules/(@types/)?${pattern}/`
}

const allowList = (path: string, { folders, libraries, node }: Room): IRegularForbiddenRuleType => {
  const inner = Object.keys(rooms).filter((other) => other.startsWith(`${path}/`))
  const to: IRegularForbiddenRuleType["to"] = { pathNot: [...folders.map(folder), ...libraries.map(library)] }
  return {
    name: `what ${path} may import`,
    severity: "error",
    from: { path: folder(path), ...(inner.length > 0 && { pathNot: inner.map(folder) }) },
    to: node ? { ...to, dependencyTypesNot: ["core"] } : to,
  }
}

export const rules: readonly IRegularForbiddenRuleType[] = [
  ...Object.entries(rooms).map(([path, layer]) => allowList(path, layer)),
  {
    name: "every file belongs to a layer",
    comment: "A new adapter needs a line above, or no rule would apply to it.",
    severity: "error",
    from: { path: "^adapters/", pathNot: Object.keys(rooms).map(folder) },
    to: {},
  },
  {
    name: "no adapter imports a sibling",
    severity: "error",
    from: { path: "^adapters/([^/]+)/" },
    to: { path: "^adapters/", pathNot: "^adapters/$1/" },
  },
  {
    name: "no kind of persistence imports another",
    severity: "error",
    comment: "MikroORM opens databases for the store on PostgreSQL.",
    from: { path: "^adapters/persistence/([^/]+)/", pathNot: "^adapters/persistence/mikro-orm/" },
    to: { path: "^adapters/persistence/[^/]+/", pathNot: "^adapters/persistence/$1/" },
  },
  {
    name: "MikroORM imports no other kind of persistence than PostgreSQL",
    severity: "error",
    from: { path: "^adapters/persistence/mikro-orm/" },
    to: { path: "^adapters/persistence/[^/]+/", pathNot: "^adapters/persistence/(mikro-orm|postgres)/" },
  },
  {
    name: "what persistence shares imports no kind of it",
    severity: "error",
    from: { path: "^adapters/persistence/[^/]+$" },
    to: { path: "^adapters/persistence/[^/]+/" },
  },
  {
    name: "no dialect imports a sibling",
    severity: "error",
    from: { path: "^adapters/http/dialects/([^/]+)/" },
    to: { path: "^adapters/http/dialects/[^/]+/", pathNot: "^adapters/http/dialects/$1/" },
  },
  {
    name: "the HTTP core imports no DRF conventions",
    severity: "error",
    from: { path: "^adapters/http/(server|dialect|bodies|browser)/" },
    to: { path: "^adapters/http/(drf|jwt|dialects)/" },
  },
  {
    name: "shopwright imports no DRF conventions",
    severity: "error",
    from: { path: "^adapters/http/dialects/shopwright/" },
    to: { path: "^adapters/http/(drf|jwt)/" },
  },
  {
    name: "only the command line imports composition",
    severity: "error",
    from: { pathNot: ["^composition/", "^adapters/cli/"] },
    to: { path: "^composition/" },
  },
  {
    name: "no source imports a test",
    severity: "error",
    from: {},
    to: { path: "^tests/" },
  },
  {
    name: "no import cycles",
    comment: "Imports of types count: swc, which parses the files, does not distinguish them.",
    severity: "error",
    from: {},
    to: { circular: true },
  },
  {
    name: "every import resolves",
    severity: "error",
    from: {},
    to: { couldNotResolve: true },
  },
]
