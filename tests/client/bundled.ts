import { fileURLToPath } from "node:url"
import { build } from "esbuild"
import type { Seen } from "./scenario.ts"

/** What the scenario sees in every runtime. */
export const expected: Seen = {
  products: 1,
  refreshes: 1,
  refreshed: Array(10).fill(true),
  total: "25.00",
  problem: "urn:problem-type:shopwright:insufficient-stock",
  picture: "urn:problem-type:shopwright:picture-refused",
}

/** Bundles the scenario with the client into one module that hands what it saw, or its error, to `report`. */
export const bundledScenario = async (baseUrl: string, email: string, report: string): Promise<string> => {
  const call = `shopping(${JSON.stringify(baseUrl)}, ${JSON.stringify(email)})`
  const { outputFiles } = await build({
    stdin: {
      contents: `import { shopping } from "./scenario.ts"\n${call}.then(${report}, (error) => (${report})({ error: String(error) }))`,
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    ...{ bundle: true, format: "esm", platform: "neutral", write: false, logLevel: "error" },
  })
  return outputFiles[0]?.text ?? ""
}
