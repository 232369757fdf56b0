import { UsageError } from "./failure.ts"

/** Parses `SHOPWRIGHT_TRUSTED_ORIGINS`: comma-separated origins without a path, or `*`. */
export const readTrustedOrigins = (text: string): ReadonlyArray<string> =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      if (part === "*") return part
      if (isOrigin(part)) return new URL(part).origin
      throw new UsageError(
        "SHOPWRIGHT_TRUSTED_ORIGINS must be * or origins separated by commas, such as http://localhost:5173, " +
          `not '${part}'`,
      )
    })

const isOrigin = (text: string): boolean => {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false
  const { origin, href } = new URL(text)
  return href === `${origin}/`
}
