interface ImportMetaEnv {
  readonly VITE_SHOP_URL?: string
}
