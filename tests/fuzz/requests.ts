import { anyBody } from "./bodies.ts"
import { anyText } from "./naughty.ts"
import type { Ready } from "./protocol.ts"
import type { Random } from "./random.ts"
import type { Target } from "./targets.ts"

/** A request as bytes, with the facts that the judge needs. */
export interface FuzzedRequest {
  readonly bytes: Buffer
  readonly method: string
  /** Method and path of the target, before any mutation. */
  readonly label: string
  /** Whether the server may close the connection without a response, because the request ends before its body does. */
  readonly isIncomplete: boolean
  readonly isConditional: boolean
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
const ODD_METHODS = [
  "TRACE",
  "PROPFIND",
  "SEARCH",
  "QUERY",
  "PURGE",
  "LOCK",
  "get",
  "Post",
  "FOO",
  "M-SEARCH",
  "CONNECT",
]

/** Generates one request for the server. */
export const anyRequest = (random: Random, server: Pick<Ready, "targets" | "credentials">): FuzzedRequest => {
  const target = random.pick(server.targets)
  const method = random.chance(0.75)
    ? random.pick(target.methods)
    : random.pick(random.chance(0.8) ? METHODS : ODD_METHODS)
  const headers: Array<readonly [string, string]> = []
  if (random.chance(0.99)) headers.push(["Host", random.chance(0.97) ? "127.0.0.1" : anyHeader(random)])
  headers.push(...credentialsFor(random, server, target))
  headers.push(["X-Forwarded-For", random.chance(0.9) ? address(random) : anyHeader(random)])
  while (random.chance(0.35)) headers.push(oddHeader(random))
  const hasBody = !["GET", "HEAD"].includes(method) ? random.chance(0.95) : random.chance(0.05)
  const body = hasBody ? anyBody(random, target, method, server.credentials) : null
  if (body?.type) headers.push(["Content-Type", body.type])
  const content =
    random.chance(0.001) && body !== null ? Buffer.concat([body.bytes, Buffer.alloc(2_000_000, 97)]) : body?.bytes
  const framed = frame(random, content)
  const lines = [...headers, ...framed.headers].map(([name, value]) => `${name}: ${value}\r\n`).join("")
  const head = `${method} ${targetOf(random, target)} HTTP/1.${random.chance(0.98) ? 1 : 0}\r\n${lines}\r\n`
  return {
    bytes: Buffer.concat([Buffer.from(head, "latin1"), framed.body]),
    method,
    label: `${method} ${target.path}`,
    isIncomplete: framed.isIncomplete || method === "CONNECT",
    isConditional: lines.includes("If-None-Match"),
  }
}

const address = (random: Random): string => `10.${random.below(256)}.${random.below(256)}.${random.below(256)}`

const credentialsFor = (random: Random, server: Pick<Ready, "credentials">, target: Target) => {
  const spends = /logout|refresh/.test(target.path)
  const own = server.credentials.filter(({ dialect, isSpent }) => dialect === target.dialect && isSpent === spends)
  const kind = random.below(20)
  if (kind < 3 || server.credentials.length === 0) return []
  if (kind === 3) return [["Authorization", anyHeader(random)] as const]
  if (kind === 4) return [["Cookie", `csrftoken=x; refresh_token=${anyHeader(random)}; ${anyHeader(random)}`] as const]
  const { headers } = random.pick(kind === 5 || own.length === 0 ? server.credentials : own)
  return Object.entries(headers)
    .filter(() => random.chance(0.97))
    .map(([name, value]) => [name, random.chance(0.98) ? value : value.slice(0, -1)] as const)
}

/** A header value without the bytes that end it, because they would begin another header. */
const anyHeader = (random: Random): string =>
  Buffer.from(
    random.pick([
      anyText(random),
      `Token ${anyText(random)}`,
      `Bearer ${"e30.".repeat(random.below(5))}`,
      "Token null",
    ]),
  )
    .toString("latin1")
    .replaceAll(/[\r\n\0]/g, "")
    .slice(0, 4000)

const oddHeader = (random: Random): readonly [string, string] =>
  random.pick<() => readonly [string, string]>([
    () => ["Idempotency-Key", random.chance(0.5) ? `key-${random.below(50)}` : anyHeader(random)],
    () => ["If-None-Match", random.pick(["*", '""', 'W/"x"', '"'.repeat(50), anyHeader(random)])],
    () => ["Origin", random.pick(["null", "https://trusted.example", "https://evil.example", anyHeader(random)])],
    () => ["Access-Control-Request-Method", random.pick([...METHODS, anyHeader(random)])],
    () => ["Accept", random.pick(["text/html", "application/xml;q=0", anyHeader(random)])],
    () => ["Accept-Encoding", random.pick(["gzip", "br;q=1.0, *;q=0", anyHeader(random)])],
    () => ["Content-Encoding", random.pick(["gzip", "deflate", "identity", anyHeader(random)])],
    () => ["Expect", random.pick(["100-continue", "200-ok"])],
    () => ["Range", random.pick(["bytes=0-", "bytes=-1,5-2", anyHeader(random)])],
    () => ["X-Request-Id", random.pick(["id", "x".repeat(500), anyHeader(random)])],
    () => ["X-CSRFTOKEN", anyHeader(random)],
    () => ["X-HTTP-Method-Override", "DELETE"],
    () => ["X-Forwarded-Proto", random.pick(["https", "HTTPS", "javascript", anyHeader(random)])],
    () => ["X-Forwarded-Prefix", random.pick(["/shop", "//evil.example", anyHeader(random)])],
    () => ["X-Forwarded-Host", anyHeader(random)],
    () => ["Forwarded", random.pick(['for="[::1]:80";proto=https', "for=", anyHeader(random)])],
    () => ["Cookie", `${anyHeader(random)}=${anyHeader(random)}`],
    () => ["Connection", random.pick(["close", "keep-alive", "upgrade", "Authorization"])],
    () => ["Upgrade", "websocket"],
    () => ["X-Long", "x".repeat(random.pick([1000, 8000, 20_000]))],
    () => [`X-${"n".repeat(random.below(200))}`, anyHeader(random)],
    () => ["Host", "other.example"],
  ])()

/** Returns the path with its parameters filled in and a query, or sometimes another target. */
const targetOf = (random: Random, { path }: Target): string => {
  const raw = path.replaceAll(/[:*]\w+/g, () =>
    random.chance(0.6)
      ? String(1 + random.below(4))
      : random.pick([
          "0",
          "-1",
          "00001",
          "2147483648",
          "9".repeat(400),
          "%00",
          "%2e%2e%2f",
          "1%2f2",
          "١",
          "1;x",
          "%zz",
          "%ff",
          "x.png",
        ]),
  )
  const slashed = random.chance(0.7) ? `${raw}/` : raw
  const changed = random.chance(0.9)
    ? slashed
    : random.pick<() => string>([
        () => slashed.replaceAll("/", "//"),
        () => slashed.replace("api", "API"),
        () => slashed.replace(/\w/, "%61"),
        () => `${slashed}../`,
        () => `http://127.0.0.1${slashed}`,
        () => `//evil.example${slashed}`,
        () =>
          random.pick(["*", "/", "//", "/.well-known/jwks.json", "/%", "/%c0%ae/", "/\x7f\x80", "http://[::1", "x"]),
        () => `/${encodeURIComponent(anyText(random).toWellFormed())}`,
        () => `${slashed}${"a/".repeat(random.pick([10, 3000]))}`,
      ])()
  return random.chance(0.7) ? changed : `${changed}?${query(random)}`
}

const query = (random: Random): string =>
  Array.from({ length: 1 + random.below(4) }, () => {
    const name = random.pick([
      "limit",
      "cursor",
      "after",
      "category",
      "user_id",
      "page",
      "format",
      "__proto__",
      "limit[]",
    ])
    const value = random.chance(0.5)
      ? random.pick(["1", "0", "1000", "1001", "-1", "user", "all", "completed", "uncompleted", "json", "YWZ0ZXIgMQ"])
      : encodeURIComponent(anyText(random).slice(0, 500).toWellFormed())
    return random.chance(0.95) ? `${name}=${value}` : random.pick([name, "=", "&", "%", "%00=%ff", "+"])
  }).join("&")

/** Content-Length or chunks, sometimes wrong. */
const frame = (random: Random, content: Buffer | undefined) => {
  const none = { headers: [] as ReadonlyArray<readonly [string, string]>, body: Buffer.alloc(0), isIncomplete: false }
  if (content === undefined) return none
  const length = (bytes: number): readonly [string, string] => ["Content-Length", String(bytes)]
  const kind = random.below(40)
  if (kind === 0) return { headers: [length(content.length + 10)], body: content, isIncomplete: true }
  if (kind === 1)
    return { headers: [length(content.length), length(content.length + 1)], body: content, isIncomplete: true }
  if (kind === 2)
    return {
      headers: [["Content-Length", random.pick(["-1", "1e3", "0x10", "+5", ""])] as const],
      body: content,
      isIncomplete: true,
    }
  if (kind > 8) return { headers: [length(content.length)], body: content, isIncomplete: false }
  const size = random.pick([1, 7, 1000])
  const chunks: Array<Buffer> = []
  for (let at = 0; at < Math.min(content.length, 3000); at += size) {
    const chunk = content.subarray(at, Math.min(at + size, 3000))
    chunks.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from("\r\n"))
  }
  const isIncomplete = kind === 3
  const end = isIncomplete ? random.pick(["", "zz\r\n\r\n", "-1\r\n\r\n"]) : "0\r\n\r\n"
  return {
    headers: [["Transfer-Encoding", "chunked"] as const],
    body: Buffer.concat([...chunks, Buffer.from(end)]),
    isIncomplete,
  }
}
