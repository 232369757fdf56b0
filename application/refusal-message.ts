/**
 * Returns what to show a person about a refusal of the host's policies: the refusal itself if it is a text, its `message`
 * if that is a text, or `otherwise`. The HTTP APIs and the command line both show it.
 */
export const refusalMessage = (refusal: unknown, otherwise: string): string => {
  if (typeof refusal === "string") return refusal
  if (typeof refusal !== "object" || refusal === null || !("message" in refusal)) return otherwise
  return typeof refusal.message === "string" && refusal.message !== "" ? refusal.message : otherwise
}
