import { execFile } from "node:child_process"
import { cpSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { beforeAll, describe, expect, inject, it, vi } from "vitest"
import { createProject, projectFolder } from "./project.ts"

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

const run = promisify(execFile)
const { bare } = inject("projects")
const project = projectFolder("bundlers")

/** The bundlers as hosts install them. */
const bundlers = [
  ...["esbuild@0.28.2", "rollup@4.68.8", "webpack@5.113.0", "vite@8.3.8", "typescript@5.9.3"],
  ...["@rollup/plugin-node-resolve@16.0.3", "@rollup/plugin-commonjs@29.0.3", "@rollup/plugin-json@6.1.0"],
]

beforeAll(async () => {
  await createProject(project, bundlers)
  cpSync(join(bare, "bundled/app.ts"), join(project, "app.ts"))
  const types = `import ts from "typescript"
import { readFileSync, writeFileSync } from "node:fs"
const options = { target: "ES2022", module: "ESNext" }
writeFileSync("app.js", ts.transpile(readFileSync("app.ts", "utf8"), options))`
  await run(process.execPath, ["--input-type=module", "-e", types], { cwd: project })
})

/** Runs a build script in the project, then the bundle. Returns what the bundle prints. */
const bundled = async (script: string, bundle: string): Promise<ReadonlyArray<string>> => {
  await run(process.execPath, ["--input-type=module", "-e", script], { cwd: project })
  const { stdout } = await run(process.execPath, [bundle], { cwd: project, timeout: 60_000 })
  return stdout.trim().split("\n")
}

const printed = [
  "order 1 is created",
  "This database requires packages that are not installed: npm install " +
    "@mikro-orm/core@^7.2.0 @mikro-orm/postgresql@^7.2.0",
]

describe("a program that is bundled over the packed library, without MikroORM and sharp installed", () => {
  it.each([
    ["ESM", `format: "esm", outfile: "out/esm.mjs"`, "out/esm.mjs"],
    ["CommonJS", `format: "cjs", outfile: "out/cjs.cjs"`, "out/cjs.cjs"],
    ["minified ESM", `format: "esm", minify: true, outfile: "out/min.mjs"`, "out/min.mjs"],
    [
      "ESM with splitting",
      `format: "esm", splitting: true, outdir: "out/split", outExtension: { ".js": ".mjs" }`,
      "out/split/app.mjs",
    ],
  ])("runs as esbuild's %s", async (_name, options, bundle) => {
    const script = `import { build } from "esbuild"
await build({ entryPoints: ["app.js"], bundle: true, platform: "node", ${options} })`
    expect(await bundled(script, bundle)).toEqual(printed)
  })

  it("runs as Rollup's ESM", async () => {
    const script = `import { rollup } from "rollup"
import commonjs from "@rollup/plugin-commonjs"
import json from "@rollup/plugin-json"
import resolve from "@rollup/plugin-node-resolve"
const plugins = [resolve({ preferBuiltins: true, exportConditions: ["node"] }), commonjs(), json()]
const bundle = await rollup({ input: "app.js", plugins, onwarn: () => undefined })
await bundle.write({ dir: "out/rollup", format: "esm" })`
    expect(await bundled(script, "out/rollup/app.js")).toEqual(printed)
  })

  it.each([
    ["CommonJS", `filename: "app.cjs"`, "", "out/webpack/app.cjs"],
    ["ESM", `filename: "app.mjs", module: true, chunkFormat: "module"`, "outputModule: true", "out/webpack/app.mjs"],
  ])("runs as webpack's %s, without warnings", async (_name, output, experiments, bundle) => {
    const script = `import webpack from "webpack"
const output = { path: process.cwd() + "/out/webpack", ${output} }
const options = { mode: "production", target: "node", entry: "./app.js", experiments: { ${experiments} }, output }
const stats = await new Promise((resolve, reject) =>
  webpack(options, (error, stats) => (error ? reject(error) : resolve(stats))),
)
if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString({ preset: "errors-warnings" }))`
    expect(await bundled(script, bundle)).toEqual(printed)
  })

  it.each([
    ["beside the package", "undefined", "out/vite"],
    ["with everything inside", "true", "out/vite-all"],
  ])("runs as Vite's SSR build %s", async (_name, noExternal, folder) => {
    const script = `import { build } from "vite"
const ssr = { noExternal: ${noExternal} }
await build({ logLevel: "error", build: { ssr: "app.js", outDir: "${folder}" }, ssr })`
    expect(await bundled(script, `${folder}/app.js`)).toEqual(printed)
  })
})
