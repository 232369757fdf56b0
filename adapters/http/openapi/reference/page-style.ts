/** The style of the pages, in the colours that the visitor's system asks for. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#1d2327, #e6e8e9);
  --quiet: light-dark(#56616a, #a3adb5);
  --paper: light-dark(#fbfaf7, #16191b);
  --panel: light-dark(#ffffff, #1f2427);
  --line: light-dark(#dedad0, #343b40);
  --accent: light-dark(#8a3b12, #f0a071);
}
html { background: var(--paper); }
body { margin: 0; color: var(--ink); background: var(--paper); font: 16px/1.55 system-ui, sans-serif; }
.bar, .welcome { box-sizing: border-box; max-width: 68rem; margin: 0 auto; padding: 1rem 1.25rem; }
.bar { display: flex; flex-wrap: wrap; align-items: baseline; gap: .4rem 1.1rem; }
.bar strong { font-size: 1.15rem; }
.bar nav { display: flex; flex-wrap: wrap; gap: .2rem 1rem; }
a { color: var(--accent); text-underline-offset: .2em; }
a[aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
.welcome { max-width: 48rem; padding-top: 3rem; padding-bottom: 4rem; }
.welcome h1 { margin: 0 0 .4rem; font-size: 2rem; line-height: 1.2; }
.welcome h2 { margin: 2.4rem 0 .6rem; font-size: 1.15rem; }
.welcome p { margin: .5rem 0; }
.quiet { color: var(--quiet); }
.start { display: inline-block; margin-top: 1rem; padding: .55rem 1rem; border-radius: .4rem; color: var(--paper);
  background: var(--accent); font-weight: 600; text-decoration: none; }
.second { margin-left: .5rem; color: var(--accent); background: none; box-shadow: inset 0 0 0 1px var(--line); }
table { width: 100%; border-collapse: collapse; }
.links { white-space: nowrap; }
td, th { padding: .55rem .6rem .55rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; }
.welcome pre { margin: .6rem 0; padding: .8rem 1rem; border: 1px solid var(--line); border-radius: .4rem;
  background: var(--panel); font-size: .85rem; line-height: 1.5;
  white-space: pre-wrap; overflow-wrap: anywhere; }
code, pre { font-family: ui-monospace, monospace; }
li code { overflow-wrap: anywhere; }
ol { padding-left: 1.3rem; }
li { margin: .5rem 0; }
@media (max-width: 36rem) {
  .welcome { padding-top: 1.5rem; }
  .welcome tr { display: block; padding: .5rem 0; border-top: 1px solid var(--line); }
  .welcome td { display: block; padding: .1rem 0; border: 0; }
}
html .swagger-ui, html.dark-mode .swagger-ui { background: none; }
html.dark-mode { background: var(--paper); }
html.dark-mode .swagger-ui .scheme-container { background: none; box-shadow: none; }
html.dark-mode body { background: var(--paper); }
.swagger-ui .information-container .info { margin: 1rem 0 1.2rem; }
.swagger-ui .scheme-container { margin: 0; padding: 0 0 1rem; background: none; box-shadow: none; }
/* There is one server, and its licence is in the document. */
.swagger-ui .servers-title, .swagger-ui .servers, .swagger-ui .info__license { display: none; }
.swagger-ui .wrapper { max-width: 68rem; }
.swagger-ui .opblock-tag { border-color: var(--line); }
@media (max-width: 36rem) {
  .swagger-ui .opblock-summary-description { display: none; }
  .swagger-ui .opblock .opblock-summary-path { max-width: none; }
}
`

/** Starts the reference. The page names the document, so that no script is inline. */
export const referenceScript = `
const reference = document.getElementById("reference")
const dark = matchMedia("(prefers-color-scheme: dark)")
const followSystem = () => document.documentElement.classList.toggle("dark-mode", dark.matches)
followSystem()
dark.addEventListener("change", followSystem)
SwaggerUIBundle({
  url: reference.dataset.url,
  domNode: reference,
  deepLinking: true,
  // The validator is a service of a third party.
  validatorUrl: null,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  docExpansion: "list",
})
`
