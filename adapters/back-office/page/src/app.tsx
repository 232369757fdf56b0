import PeopleIcon from "@mui/icons-material/PeopleOutlined"
import ReceiptIcon from "@mui/icons-material/ReceiptLongOutlined"
import SellIcon from "@mui/icons-material/SellOutlined"
import { Admin, CustomRoutes, Resource } from "react-admin"
import { Route } from "react-router"
import { AccountList } from "./accounts/account-list"
import { AccountShow } from "./accounts/account-show"
import { authProvider } from "./api/auth-provider"
import { dataProvider } from "./api/data-provider"
import { Dashboard } from "./dashboard/dashboard"
import { ImportPage } from "./first-run/import-page"
import { i18nProvider } from "./i18n/provider"
import { Layout } from "./layout/layout"
import { OrderList } from "./orders/order-list"
import { OrderShow } from "./orders/order-show"
import { PackingSlip } from "./orders/packing-slip"
import { ChoosePassword } from "./password/choose-password"
import { ProductCreate } from "./products/product-create"
import { ProductEdit } from "./products/product-edit"
import { ProductList } from "./products/product-list"
import { SignInPage } from "./sign-in/sign-in-page"
import { SystemPage } from "./system/system-page"
import { darkTheme, lightTheme } from "./theme"

export const App = () => (
  <Admin
    title="shopwright"
    authProvider={authProvider}
    dataProvider={dataProvider}
    dashboard={Dashboard}
    i18nProvider={i18nProvider}
    layout={Layout}
    loginPage={SignInPage}
    theme={lightTheme}
    darkTheme={darkTheme}
    requireAuth
    disableTelemetry
  >
    <Resource name="orders" icon={ReceiptIcon} list={OrderList} show={OrderShow} />
    <Resource name="products" icon={SellIcon} list={ProductList} edit={ProductEdit} create={ProductCreate} />
    <Resource name="accounts" icon={PeopleIcon} list={AccountList} show={AccountShow} />
    <Resource name="categories" recordRepresentation="name" />
    <CustomRoutes>
      <Route path="/system" element={<SystemPage />} />
      <Route path="/import" element={<ImportPage />} />
      <Route path="/orders/:id/slip" element={<PackingSlip />} />
    </CustomRoutes>
    <CustomRoutes noLayout>
      <Route path="/password/:token" element={<ChoosePassword />} />
    </CustomRoutes>
  </Admin>
)
