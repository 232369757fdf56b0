const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

/** Escapes a text for HTML and XML. Control characters, which XML cannot contain, are replaced. */
export const escapeText = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => entities[character] ?? "").replace(/[^\P{Cc}\n\t]/gu, "\uFFFD")
