import { Effect } from "effect"
import type { Clock } from "../../application/ports/clock.ts"
import type { Pictures } from "../../application/ports/media.ts"
import { type PasswordHasher, PasswordsBusy } from "../../application/ports/password-hasher.ts"
import type { PhoneNumbers } from "../../application/ports/phone-numbers.ts"
import { InvalidToken, type TokenPairs, type TokenRequest } from "../../application/ports/token-pairs.ts"
import { PictureName, PictureRefused } from "../../domain/account/picture.ts"

/** A clock that stands still until a test moves it. */
export const fakeClock = (start: Date) => {
  let now = start.getTime()
  const pass = (seconds: number): void => {
    now += seconds * 1000
  }
  return { now: () => new Date(now), pass } satisfies Clock & { pass: (seconds: number) => void }
}

/** Password hashing at no cost. A hash that begins with `old hash of` is outdated. Records the calls in order. */
export const fakePasswords = () => {
  const hashed: Array<string> = []
  const verified: Array<string | null> = []
  let isBusy = false
  const unlessBusy = <A>(work: () => A) =>
    Effect.suspend(() => (isBusy ? Effect.fail(new PasswordsBusy({ retryAfterSeconds: 3 })) : Effect.sync(work)))
  const passwords: PasswordHasher = {
    hash: (password) =>
      unlessBusy(() => {
        hashed.push(password)
        return `hash of ${password}`
      }),
    verify: (password, hash) =>
      unlessBusy(() => {
        verified.push(hash)
        const outdated = hash === `old hash of ${password}`
        return { matches: outdated || hash === `hash of ${password}`, outdated }
      }),
  }
  const busy = (is: boolean): void => {
    isBusy = is
  }
  return { passwords, hashed, verified, busy }
}

/** A plan of one country: `+49` and seven digits, with any spaces between. */
export const fakePhones: PhoneNumbers = {
  toE164: (text) => {
    const digits = text.replaceAll(" ", "")
    return /^\+49[0-9]{7}$/.test(digits) ? digits : null
  },
}

/** Pictures by name. Bytes that begin with 0 are no picture. */
export const fakePictures = () => {
  const kept = new Set<PictureName>()
  let stored = 0
  const pictures: Pictures = {
    put: () => Effect.succeed(false),
    store: (bytes) =>
      Effect.suspend(() => {
        if (bytes[0] === 0) return Effect.fail(new PictureRefused({ fault: { kind: "not-a-picture" } }))
        const name = PictureName(`picture ${++stored}`)
        kept.add(name)
        return Effect.succeed(name)
      }),
    // Like one that waits for a disk, it can be interrupted before anything is removed.
    remove: (name) =>
      Effect.andThen(
        Effect.yieldNow,
        Effect.sync(() => void kept.delete(name)),
      ),
    open: () => Effect.succeed(null),
    list: async function* () {
      yield* [...kept]
    },
  }
  return { pictures, kept, stored: () => stored }
}

/** Unsigned tokens that otherwise keep to the contract of the port. */
export const fakePairs = (clock: Clock) => {
  let ids = 0
  const seconds = (at: Date): number => Math.floor(at.getTime() / 1000)
  const pairs: TokenPairs = {
    newId: () => String(++ids).padStart(32, "0"),
    issue: (type, { issuedAt = clock.now(), ...request }) =>
      Effect.sync(() => JSON.stringify({ type, ...request, issuedAt: seconds(issuedAt) })),
    read: (type, token) =>
      Effect.suspend(() => {
        if (!token.startsWith("{")) return Effect.fail(new InvalidToken({ reason: "malformed" }))
        const read: Omit<TokenRequest, "issuedAt"> & { readonly type: string; readonly issuedAt: number } =
          JSON.parse(token)
        if (read.type !== type) return Effect.fail(new InvalidToken({ reason: "wrong-type" }))
        const { issuer, audience, account, session, id, issuedAt, lifetimeSeconds } = read
        if (issuedAt + lifetimeSeconds <= seconds(clock.now()))
          return Effect.fail(new InvalidToken({ reason: "expired" }))
        // A fake token without an issuer comes from another server.
        const named = { issuer: issuer === "" ? null : issuer, audience: audience === "" ? [] : [audience] }
        const [from, to] = [new Date(issuedAt * 1000), new Date((issuedAt + lifetimeSeconds) * 1000)]
        return Effect.succeed({ ...named, account, session, id, issuedAt: from, expiresAt: to })
      }),
  }
  return pairs
}
