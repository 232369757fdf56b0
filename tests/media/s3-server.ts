import { mkdtempSync, rmSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { S3Settings } from "../../adapters/media/s3-settings.ts"

/** The used part of the package, which has no types. */
interface S3Server {
  run(): Promise<{ readonly port: number }>
  close(): Promise<void>
}
type S3ServerClass = new (options: object) => S3Server

const S3rver: S3ServerClass = createRequire(import.meta.url)("@20minutes/s3rver")

/** Starts a server with the API of S3 and one bucket. It checks signatures. */
export const startS3 = async () => {
  const directory = mkdtempSync(join(tmpdir(), "shopwright-s3-"))
  const bucket = "pictures"
  const server = new S3rver({
    address: "127.0.0.1",
    port: 0,
    silent: true,
    directory,
    vhostBuckets: false,
    configureBuckets: [{ name: bucket }],
  })
  const { port } = await server.run()
  const settings: S3Settings = {
    bucket,
    region: "us-east-1",
    endpoint: `http://127.0.0.1:${port}`,
    // The account that the server knows.
    accessKeyId: "S3RVER",
    secretAccessKey: "S3RVER",
  }
  const close = async (): Promise<void> => {
    await server.close()
    rmSync(directory, { recursive: true, force: true })
  }
  return { settings, directory, close }
}
