import { fileURLToPath } from "node:url"
import { brotliCompressSync, constants, gzipSync } from "node:zlib"
import { defineConfig, type Plugin } from "vite"
import { materialIcons } from "./icons.ts"

/** The server replaces it in each response. See `server/page-files.ts`. */
const NONCE = "__csp_nonce__"

/** Writes each file compressed too, so that the server compresses nothing. */
const compressed = (): Plugin => ({
  name: "compressed",
  generateBundle(_options, bundle) {
    for (const [fileName, file] of Object.entries(bundle)) {
      if (!/\.(js|css|svg)$/.test(fileName)) continue
      const content = Buffer.from(file.type === "chunk" ? file.code : file.source)
      const quality = { [constants.BROTLI_PARAM_QUALITY]: 10 }
      this.emitFile({
        type: "asset",
        fileName: `${fileName}.br`,
        source: brotliCompressSync(content, { params: quality }),
      })
      this.emitFile({ type: "asset", fileName: `${fileName}.gz`, source: gzipSync(content, { level: 9 }) })
    }
  },
})

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  // The page works below any path.
  base: "./",
  html: { cspNonce: NONCE },
  build: {
    outDir: fileURLToPath(new URL("../built", import.meta.url)),
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2_000,
    // Modules that React's server components would need ("use client") mean nothing here.
    rolldownOptions: { onLog: (level, log, next) => void (log.code !== "MODULE_LEVEL_DIRECTIVE" && next(level, log)) },
  },
  plugins: [materialIcons(), compressed()],
})
