import LogoutIcon from "@mui/icons-material/LogoutOutlined"
import ListItemIcon from "@mui/material/ListItemIcon"
import ListItemText from "@mui/material/ListItemText"
import MenuItem from "@mui/material/MenuItem"
import { UserMenu as AdminUserMenu, Logout, useGetIdentity, useLogout, useTranslate, useUserMenu } from "react-admin"
import { endOtherSessions } from "../api/auth-provider"

const SignOutEverywhere = () => {
  const translate = useTranslate()
  const logout = useLogout()
  const menu = useUserMenu()
  const signOut = async () => {
    menu?.onClose()
    await endOtherSessions()
    await logout()
  }
  return (
    <MenuItem onClick={signOut}>
      <ListItemIcon>
        <LogoutIcon fontSize="small" />
      </ListItemIcon>
      <ListItemText>{translate("bo.signin.everywhere")}</ListItemText>
    </MenuItem>
  )
}

/** The menu of the signed-in admin. Its label is what it shows, so that speech input finds it. */
export const UserMenu = () => {
  const { identity } = useGetIdentity()
  return (
    <AdminUserMenu label={identity?.fullName ?? "ra.auth.user_menu"}>
      <Logout />
      <SignOutEverywhere />
    </AdminUserMenu>
  )
}
