import createCache from "@emotion/cache"
import { CacheProvider } from "@emotion/react"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { App } from "./app"

// The content security policy allows style sheets with the nonce of this response only.
const nonce = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce
const styles = createCache({ key: "bo", prepend: true, ...(nonce ? { nonce } : {}) })

const root = document.getElementById("root")
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <CacheProvider value={styles}>
        <App />
      </CacheProvider>
    </StrictMode>,
  )
