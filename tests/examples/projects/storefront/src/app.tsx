import { useSyncExternalStore } from "react"
import { useBasket } from "./basket.ts"
import { BasketPage } from "./basket-page.tsx"
import { OrdersPage } from "./orders-page.tsx"
import { ProductsPage } from "./products-page.tsx"
import { signOut, useSignedIn } from "./shop.ts"
import { SignInForm } from "./sign-in-form.tsx"

const subscribe = (listener: () => void) => {
  addEventListener("hashchange", listener)
  return () => removeEventListener("hashchange", listener)
}

const useHash = (): string => useSyncExternalStore(subscribe, () => location.hash)

export const App = () => {
  const hash = useHash()
  const signedIn = useSignedIn()
  const count = useBasket().lines.reduce((total, { quantity }) => total + quantity, 0)
  const link = (target: string, text: string) => (
    <a href={target} aria-current={hash === target ? "page" : undefined}>
      {text}
    </a>
  )
  return (
    <>
      <header>
        <a className="brand" href="#/">
          Storefront
        </a>
        <nav>
          {link("#/basket", count === 0 ? "Basket" : `Basket (${count})`)}
          {link("#/orders", "Orders")}
          {signedIn ? (
            <button type="button" className="plain" onClick={signOut}>
              Sign out
            </button>
          ) : (
            link("#/sign-in", "Sign in")
          )}
        </nav>
      </header>
      <main>
        <Page hash={hash} signedIn={signedIn} />
      </main>
    </>
  )
}

const Page = ({ hash, signedIn }: { readonly hash: string; readonly signedIn: boolean }) => {
  if (hash === "#/basket") return <BasketPage signedIn={signedIn} />
  if (hash === "#/orders" && signedIn) return <OrdersPage />
  if ((hash === "#/orders" || hash === "#/sign-in") && !signedIn) return <SignInForm />
  return <ProductsPage />
}
