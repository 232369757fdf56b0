import type { Random } from "./random.ts"

/** Texts that break unprepared code. */
export const texts: ReadonlyArray<string> = [
  ...["", " ", "\t\r\n", "\0", "a\0b", "null", "undefined", "NaN", "Infinity", "-0", "true", "[object Object]"],
  ...["0", "1", "-1", "1.5", "1e308", "1e-400", "0x10", "١٢٣", "１２", "1_000", "2147483647", "2147483648"],
  ...["9007199254740993", "99999999999999999999999999", "+5", " 5 ", "5.0", "5.00000000000000000001"],
  ...["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "then"],
  ...[
    "'",
    '"',
    "`",
    "\\",
    "';select pg_sleep(10)--",
    "$1",
    "%s",
    "%n%n",
    "{{7*7}}",
    "$\u007b7*7}",
    "<script>alert(1)</script>",
  ],
  ...[
    "../../../etc/passwd",
    "C:\\con",
    "file:///etc/passwd",
    "http://169.254.169.254/",
    "//evil.example",
    "javascript:x",
  ],
  ...[
    "\u200b",
    "\u2060",
    "\u202eabc",
    "\ufeff",
    "\u3164",
    "\u1160",
    "\u00ad",
    "\u0301",
    "e\u0301",
    "\u0130",
    "\u0131",
    "ſ",
    "ß",
  ],
  ...[
    "\ud800",
    "\udc00",
    "\udfff\ud800",
    "\ufffd",
    "\uffff",
    "😀",
    "👨‍👩‍👧‍👦",
    "🏳️‍🌈",
    "\u{10ffff}",
    "ﷺ",
    "Ω≈ç√∫",
    "Łukasz",
    "田中さん",
  ],
  ...[
    "admin",
    "ADMIN",
    "ａｄｍｉｎ",
    "root",
    "fuzz",
    "fuzz@example.com",
    "fuzz@nitrkl.ac.in",
    "a@b",
    "@",
    "a@@b.c",
    "a@b.c\n",
  ],
  ...[
    "x@xn--11b5bs3a9aj6g.xn--hgbk6aj7f53bba",
    "İ@example.com",
    "+919876543210",
    "+1",
    "+999999999999999999",
    "tel:+1",
    "00491511",
  ],
  ...[
    "2000-02-29",
    "1900-02-29",
    "2000-13-01",
    "0000-00-00",
    "9999-12-31",
    "-1-1-1",
    "2000-02-29T00:00:00Z",
    "29.02.2000",
  ],
  ...["created", "paid", "shipped", "delivered", "cancelled", "completed", "uncompleted", "user", "all"],
  ...["test12345", "password", "\u{1f4a9}".repeat(40)],
]

const LONG = [100, 255, 256, 300, 1000, 5000, 70_000]

/** A text of any kind. */
export const anyText = (random: Random): string => {
  if (random.chance(0.7)) return random.pick(texts)
  if (random.chance(0.3)) return random.pick(texts).repeat(1 + random.below(20))
  if (random.chance(0.1))
    return random.pick(["a", "ﷺ", "İ", "\u0301", "é", "😀", "\0", "[", "9"]).repeat(random.pick(LONG))
  return Array.from({ length: random.below(20) }, () => String.fromCodePoint(random.below(0x2ff))).join("")
}

const numbers = [
  0,
  -0,
  1,
  2,
  3,
  -1,
  1.5,
  5e-324,
  1e21,
  1e308,
  -1e308,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 53,
  2 ** 63,
  0.1,
  12.345,
]

/** A JSON value of any kind with bounded depth. */
export const anyValue = (random: Random, names: ReadonlyArray<string>, depth = 3): unknown => {
  const kind = random.below(depth > 0 ? 10 : 7)
  if (kind < 3) return anyText(random)
  if (kind < 5) return random.pick(numbers)
  if (kind === 5) return random.pick([null, true, false])
  if (kind === 6) return random.below(12)
  if (kind < 9) return Array.from({ length: random.below(4) }, () => anyValue(random, names, depth - 1))
  return anyObject(random, names, depth - 1)
}

/** An object with some of the names, and sometimes one that no endpoint knows. */
export const anyObject = (random: Random, names: ReadonlyArray<string>, depth = 3): Record<string, unknown> => {
  const object: Record<string, unknown> = Object.create(null)
  for (const name of names) if (random.chance(0.7)) object[name] = anyValue(random, names, depth - 1)
  while (random.chance(0.2)) object[anyText(random)] = anyValue(random, names, depth - 1)
  return object
}
