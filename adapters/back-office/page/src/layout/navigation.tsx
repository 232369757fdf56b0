import SystemIcon from "@mui/icons-material/TuneOutlined"
import { Menu } from "react-admin"

export const Navigation = () => (
  <Menu>
    <Menu.DashboardItem />
    <Menu.ResourceItems />
    <Menu.Item to="/system" primaryText="bo.system.title" leftIcon={<SystemIcon />} />
  </Menu>
)
