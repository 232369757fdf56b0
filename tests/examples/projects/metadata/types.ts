declare module "shopwright" {
  interface MetadataTypes {
    order: { readonly channel: "web" | "kiosk"; readonly voucher?: string }
    product: { readonly supplier: string }
  }
}

export type Channel = "web" | "kiosk"
