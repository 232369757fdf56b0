import { encoded, type HttpResponse } from "../../dialect/response.ts"

/** A text that is HTML already. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Part = string | Html | ReadonlyArray<Html>

/** Joins literal HTML and values. Texts are escaped, so that no value can add an element or an attribute. */
export const html = (literals: TemplateStringsArray, ...values: ReadonlyArray<Part>): Html =>
  new Html(literals.reduce((text, literal, i) => text + written(values[i - 1] ?? "") + literal))

const written = (part: Part): string => {
  if (typeof part === "string") return part.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
  return part instanceof Html ? part.text : part.map(({ text }) => text).join("")
}

/**
 * Pages run only the scripts of this server and request nothing else. Neither inline scripts nor inline styles run.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ")

/** Returns a page. `base` is the public path before the server's own paths. */
export const page = (base: string, title: string, body: Html, scripts: ReadonlyArray<string> = []): HttpResponse => {
  const { text } = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title}</title>
    <link rel="icon" href="data:,">
    ${scripts.length > 0 ? html`<link rel="stylesheet" href="${base}/docs/swagger-ui.css">` : ""}
    <link rel="stylesheet" href="${base}/docs/page.css">
  </head>
  <body>
    ${body}
    ${scripts.map((script) => html`<script src="${base}/docs/${script}"></script>`)}
  </body>
</html>
`
  return {
    ...encoded(200, Buffer.from(text), {
      "Content-Security-Policy": policy,
      "Cache-Control": "no-cache",
      Vary: "Accept",
    }),
    type: "text/html; charset=utf-8",
  }
}
