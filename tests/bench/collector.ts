import { spawn } from "node:child_process"
import { once } from "node:events"

const program = `
  const server = require("node:http").createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(200, { "content-type": "application/json" }).end("{}"))
  })
  server.listen(0, "127.0.0.1", () => process.stdout.write(String(server.address().port)))
`

/** Starts a collector of telemetry in a process of its own. It discards what it receives. */
export const startCollector = async () => {
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] })
  const [port] = (await once(child.stdout, "data")) as [Buffer]
  return {
    /** The settings of a server that traces a share of its requests. */
    settings: (ratio: string) => ({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_TRACES_SAMPLER_ARG: ratio,
      SHOPWRIGHT_METRICS_PORT: "0",
    }),
    stop: (): void => {
      child.kill()
    },
  }
}
