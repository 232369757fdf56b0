/**
 * Returns the message of a host's refusal for clients of the HTTP APIs: the refusal itself if it is a text, its `message`
 * if that is a text, or `otherwise`.
 */
export const refusalMessage = (refusal: unknown, otherwise: string): string => {
  if (typeof refusal === "string") return refusal
  if (typeof refusal !== "object" || refusal === null || !("message" in refusal)) return otherwise
  return typeof refusal.message === "string" && refusal.message !== "" ? refusal.message : otherwise
}
