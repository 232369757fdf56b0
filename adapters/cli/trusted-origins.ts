import { UsageError } from "./failure.ts"

/** Reads `SHOPWRIGHT_TRUSTED_ORIGINS`: origins between commas, each as a browser writes it, without a path; or `*`. */
export const readTrustedOrigins = (text: string): ReadonlyArray<string> =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      if (part === "*") return part
      if (isOrigin(part)) return new URL(part).origin
      throw new UsageError(
        "SHOPWRIGHT_TRUSTED_ORIGINS must be * or origins between commas, such as http://localhost:5173, " +
          `and has '${part}' among them`,
      )
    })

const isOrigin = (text: string): boolean => {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false
  const { origin, href } = new URL(text)
  return href === `${origin}/`
}
