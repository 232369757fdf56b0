import type { HttpResponse } from "../../dialect/response.ts"
import { type Html, html, page } from "./html.ts"

/** An API that is served: its name, what it is, and the path before its own paths. */
export interface ServedApi {
  readonly name: string
  readonly description: string
  readonly prefix: string
}

/** Returns the API reference for one of the APIs. `base` is the public path before the server's own paths. */
export const referencePage = (base: string, apis: ReadonlyArray<ServedApi>, chosen: ServedApi): HttpResponse =>
  page(
    base,
    `${chosen.name}: API reference`,
    html`<header class="bar">
      <a href="${base}/">Overview</a>
      <nav aria-label="APIs">
        ${apis.map(({ name }) =>
          name === chosen.name
            ? html`<a href="${base}/docs/?api=${name}" aria-current="page">${name}</a> `
            : html`<a href="${base}/docs/?api=${name}">${name}</a> `,
        )}
      </nav>
    </header>
    <main id="reference" data-url="${base}${chosen.prefix}/openapi.json">
      <noscript><p class="bar">The reference needs JavaScript. The <a href="${base}${chosen.prefix}/openapi.json">OpenAPI document</a> does not.</p></noscript>
    </main>`,
    ["swagger-ui-bundle.js", "reference.js"],
  )

/** What the shop has: products, nothing yet, or a database that does not respond. */
export type ShopState = "stocked" | "empty" | "unavailable"

/** Returns the page at the root: what is running, and what to do next. */
export const welcomePage = (
  base: string,
  apis: ReadonlyArray<ServedApi>,
  state: ShopState,
  backOffice: string | undefined,
): HttpResponse =>
  page(
    base,
    "shopwright is running",
    html`<main class="welcome">
      <h1>shopwright is running</h1>
      <p class="quiet">A shop, served as ${apis.length === 1 ? "one API" : `${apis.length} APIs over the same data`}.</p>
      ${backOffice === undefined ? "" : html`<a class="start" href="${base}${backOffice}/">Open the back office</a> `}<a
        class="${backOffice === undefined ? "start" : "start second"}" href="${base}/docs/">Open the API reference</a>
      ${stateSection(state, backOffice !== undefined)}
      <h2>${apis.length === 1 ? "The API" : "The APIs"}</h2>
      <table>
        ${apis.map(
          ({ name, description, prefix }) => html`<tr>
          <td><strong>${name}</strong></td>
          <td>${withCode(description)}</td>
          <td class="links"><a href="${base}/docs/?api=${name}">reference</a>, <a href="${base}${prefix}/openapi.json">OpenAPI</a></td>
        </tr>`,
        )}
      </table>
    </main>`,
  )

/** Formats what is between backticks as code. */
const withCode = (text: string): ReadonlyArray<Html> =>
  text.split("`").map((part, i) => (i % 2 === 0 ? html`${part}` : html`<code>${part}</code>`))

const stateSection = (state: ShopState, hasBackOffice: boolean): Html =>
  state === "empty" ? emptyShop(hasBackOffice) : states[state]

const states = {
  stocked: html`<h2>Next steps</h2>
      <ol>
        <li>Register an account in the reference, sign in, and authorize with the token.</li>
        <li>List the products and place an order. The reference sends real requests to this shop.</li>
        <li>Point your front end or your code generator at the OpenAPI document. In JavaScript, the package has a client for
          the API shopwright: <code>import { createClient } from "shopwright/client"</code></li>
        <li>A page of another origin may call an API if the shop trusts it. Start the shop with
          <code>SHOPWRIGHT_TRUSTED_ORIGINS=http://localhost:5173</code>, for example.</li>
      </ol>`,
  unavailable: html`<h2>The database does not respond</h2>
      <p>The server runs, and its log has the reason.</p>`,
}

const emptyShop = (hasBackOffice: boolean): Html => html`<h2>The shop is empty</h2>
      ${
        hasBackOffice
          ? html`<p>Open the back office. It creates the first admin with the code that the server has printed, and loads the demo or
        your own catalogue.</p>
      <p>Or stop the shop, and start it again with the demo catalogue and an admin:</p>`
          : html`<p>Stop it, and start it again with the demo catalogue and an admin:</p>`
      }
      <pre>SHOPWRIGHT_CATALOG=demo SHOPWRIGHT_ADMIN=admin:change-this-password npm start</pre>
      <p>Or stop it, create an admin, and load the demo or your own catalogue file:</p>
      <pre>npx shopwright create-admin --username admin
npx shopwright import demo</pre>
      <p class="quiet">An admin can also create categories and products in the reference.</p>`
