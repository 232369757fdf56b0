import ReceiptIcon from "@mui/icons-material/ReceiptLongOutlined"
import { Admin, Resource } from "react-admin"
import { authProvider } from "./api/auth-provider"
import { dataProvider } from "./api/data-provider"
import { i18nProvider } from "./i18n/provider"
import { Layout } from "./layout/layout"
import { OrderList } from "./orders/order-list"
import { SignInPage } from "./sign-in/sign-in-page"
import { darkTheme, lightTheme } from "./theme"

export const App = () => (
  <Admin
    title="shopwright"
    authProvider={authProvider}
    dataProvider={dataProvider}
    i18nProvider={i18nProvider}
    layout={Layout}
    loginPage={SignInPage}
    theme={lightTheme}
    darkTheme={darkTheme}
    requireAuth
    disableTelemetry
  >
    <Resource name="orders" icon={ReceiptIcon} list={OrderList} />
  </Admin>
)
