import { gzipSync } from "node:zlib"
import { type Credentials, PASSWORD, PHONE } from "./credentials.ts"
import { anyObject, anyText, anyValue } from "./naughty.ts"
import type { Random } from "./random.ts"
import type { Target } from "./targets.ts"

/** A body and the content type that the request declares. */
export interface FuzzedBody {
  readonly type: string | null
  readonly bytes: Buffer
}

const TYPES = [
  ...["application/json", "application/json; charset=utf-8", "APPLICATION/JSON ; charset=latin1", "application/json;;"],
  ...[
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "text/plain",
    "text/html",
  ],
  ...[
    "multipart/form-data",
    "multipart/form-data; boundary=",
    'multipart/form-data; boundary="x y"',
    "application/xml",
    "/",
    ";",
    "\xff",
  ],
]

/** Generates a body for one of the target's methods: mostly of its own fields, sometimes malformed, sometimes unrelated. */
export const anyBody = (
  random: Random,
  target: Target,
  method: string,
  credentials: ReadonlyArray<Credentials>,
): FuzzedBody => {
  const tokens = credentials.flatMap(({ refresh }) => (refresh === undefined ? [] : [refresh]))
  const bodyOf = (names: ReadonlyArray<string>): Record<string, unknown> => {
    const body = fieldsOf(random, names)
    if ("refresh" in body && random.chance(0.5)) body.refresh = random.pick(tokens)
    return body
  }
  const names = target.fields[method] ?? Object.values(target.fields).flat()
  const kind = random.below(20)
  if (kind === 0) return { type: random.pick([null, ...TYPES]), bytes: random.bytes(random.below(300)) }
  if (kind === 1) return { type: "application/json", bytes: Buffer.from(anyJsonText(random)) }
  if (kind === 2) return { type: "application/json", bytes: gzipSync(JSON.stringify(bodyOf(names))) }
  if (kind < 12) return broken(random, { type: jsonType(random), bytes: Buffer.from(JSON.stringify(bodyOf(names))) })
  if (kind < 16) return broken(random, form(random, bodyOf(names)))
  return broken(random, multipart(random, bodyOf(names)))
}

const jsonType = (random: Random): string => (random.chance(0.9) ? "application/json" : random.pick(TYPES))

/** A body with the target's fields. Every second one has only valid values. */
const fieldsOf = (random: Random, names: ReadonlyArray<string>, fits = random.chance(0.5)): Record<string, unknown> => {
  const plain = names.filter((name) => !name.includes("[]"))
  const body = fits ? {} : anyObject(random, plain)
  for (const name of plain) {
    if (fits ? random.chance(/variant|picture/.test(name) ? 0.4 : 0.98) : random.chance(0.55))
      body[name] = fitting(random, name)
    const inner = names.flatMap((other) => (other.startsWith(`${name}[].`) ? [other.slice(name.length + 3)] : []))
    if (inner.length > 0 && (fits ? name in body : random.chance(0.85)))
      body[name] = Array.from({ length: random.chance(0.02) ? 1200 : 1 + random.below(3) }, () =>
        fieldsOf(random, inner, fits),
      )
  }
  return body
}

/** A value that an endpoint may accept, by the name of its field. */
export const fitting = (random: Random, name: string): unknown => {
  if (/password/.test(name)) return random.chance(0.8) ? PASSWORD : "test12345"
  if (/^(username|login)$/.test(name) && random.chance(0.5)) return random.pick(["fuzz", "fuzz-by-phone", PHONE])
  if (/email/.test(name))
    return `${random.pick(["fuzz", `f${random.below(1_000_000)}`])}@${random.pick(["example.com", "nitrkl.ac.in"])}`
  if (/phone/.test(name))
    return random.pick([`+9198${10_000_000 + random.below(80_000_000)}`, "+4915112345678", "0151 1234"])
  if (/birth/.test(name)) return "2000-02-29"
  if (/price/.test(name)) return random.pick([1, "2.50", 550.5])
  if (/category|product|variant|amount|quantity|stock|_id$/.test(name)) return random.pick([1, 2, "1", 3])
  if (/status/.test(name)) return random.pick(["created", "paid", "shipped", "delivered", "cancelled"])
  return random.pick(["fuzz", `name-${random.below(1_000_000)}`, "Main Street 1"])
}

/** JSON texts that no encoder writes. */
const anyJsonText = (random: Random): string => {
  const depth = random.pick([10, 1000, 100_000])
  return random.pick<() => string>([
    () => "[".repeat(depth),
    () => `${'{"items":['.repeat(depth)}${"]}".repeat(depth)}`,
    () => `{"username":"a","username":${JSON.stringify(anyText(random))},"password":"b","password":1}`,
    () => `{"__proto__":{"isAdmin":true,"is_admin":true},"constructor":{"prototype":{"x":1}}}`,
    () => `{"${"a".repeat(random.pick([10, 100_000]))}":1}`,
    () => `${"9".repeat(random.pick([10, 400, 100_000]))}`,
    () => `{"price":1e${"9".repeat(10)},"quantity":-0,"items":null}`,
    () => `\ufeff${JSON.stringify(anyValue(random, ["username"]))}`,
    () => `${" ".repeat(random.below(5000))}{}`,
    () => `{"a":"\\ud800","b":"\\u0000"}`,
    () => JSON.stringify(anyText(random)),
    () =>
      random.pick(["", "{", "}", "[]", "null", "nul", "NaN", "-", "1.", "{'a':1}", '{"a":1,}', "[1,]", "{}{}", "\0"]),
  ])()
}

/** The fields of a body as a form holds them. */
export const pairsOf = (value: unknown, name = ""): ReadonlyArray<readonly [string, string]> =>
  typeof value !== "object" || value === null
    ? [[name, String(value)]]
    : Object.entries(value).flatMap(([key, inner]) => pairsOf(inner, name === "" ? key : `${name}[${key}]`))

const form = (random: Random, body: Record<string, unknown>): FuzzedBody => {
  const pairs = pairsOf(body).slice(0, 2000)
  const encode = (text: string): string => (random.chance(0.9) ? encodeURIComponent(text.toWellFormed()) : text)
  const bytes = Buffer.from(pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&"))
  return { type: "application/x-www-form-urlencoded", bytes }
}

/** A picture of one pixel. */
export const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=",
  "base64",
)

const multipart = (random: Random, body: Record<string, unknown>): FuzzedBody => {
  const boundary = random.pick(["----x", "b", "'()+_,-./:=?", "b".repeat(70), "b".repeat(300)])
  const parts: Array<Buffer> = []
  for (const [name, value] of pairsOf(body).slice(0, 100)) {
    const disposition = `Content-Disposition: form-data; name="${name.replaceAll(/["\r\n]/g, "%22")}"`
    const extra = random.pick([
      "",
      "",
      "",
      ";",
      "\r\nContent-Type: text/plain; charset=utf-16",
      "\r\nContent-Transfer-Encoding: base64",
    ])
    parts.push(Buffer.from(`--${boundary}\r\n${disposition}${extra}\r\n\r\n${value}\r\n`))
  }
  while (random.chance(0.3)) {
    const file = random.pick([PNG, PNG.subarray(0, 30), random.bytes(50), Buffer.alloc(0)])
    const name = random.pick(["profile_picture", "file", "profile_picture[]", ""])
    const filename = random.pick(["a.png", "../../a.png", "\u202egnp.exe", "", 'a"b'])
    parts.push(
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\n\r\n`),
      file,
      Buffer.from("\r\n"),
    )
  }
  const end = random.chance(0.9) ? `--${boundary}--\r\n` : ""
  const type = random.chance(0.95) ? `multipart/form-data; boundary=${boundary}` : "multipart/form-data; boundary=other"
  return { type, bytes: Buffer.concat([...parts, Buffer.from(end)]) }
}

/** Sometimes cuts, repeats or overwrites bytes. */
const broken = (random: Random, { type, bytes }: FuzzedBody): FuzzedBody => {
  if (random.chance(0.85) || bytes.length === 0) return { type, bytes }
  const at = random.below(bytes.length)
  const changed = random.pick<() => Buffer>([
    () => bytes.subarray(0, at),
    () => Buffer.concat([bytes.subarray(0, at), random.bytes(4), bytes.subarray(at)]),
    () => Buffer.concat([bytes, bytes]),
    () => Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff, 0xc0, 0x80]), bytes.subarray(at + 1)]),
  ])()
  return { type, bytes: changed }
}
