import type { ReactNode } from "react"
import { Layout as AdminLayout } from "react-admin"
import { SessionDialog } from "../sign-in/session-dialog"
import { Bar } from "./bar"
import { IdleLock } from "./idle-lock"
import { Navigation } from "./navigation"
import { Offline } from "./offline"
import { RefreshWhenBack } from "./refresh-when-back"
import { SideMenu } from "./side-menu"

export const Layout = ({ children }: { readonly children?: ReactNode }) => (
  <AdminLayout appBar={Bar} menu={Navigation} sidebar={SideMenu}>
    <Offline />
    <RefreshWhenBack />
    {children}
    <IdleLock />
    <SessionDialog />
  </AdminLayout>
)
