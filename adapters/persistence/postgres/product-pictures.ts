import { PictureName } from "../../../domain/account/picture.ts"
import type { ProductId } from "../../../domain/catalog/product.ts"
import type { ProductPicture } from "../../../domain/catalog/product-picture.ts"
import type { Queries } from "./database.ts"

/** Reads the pictures of products in their order. Products without pictures are missing. */
export const readPictures = async (
  { rows }: Queries,
  s: string,
  products: ReadonlyArray<number>,
): Promise<ReadonlyMap<number, ReadonlyArray<ProductPicture>>> => {
  const text = `select product, name, alt from ${s}.product_picture
    where product = any ($1::bigint[]) order by product, number`
  const found = await rows<PictureRow>({ name: "product pictures", text }, [products])
  const pictures = new Map<number, Array<ProductPicture>>()
  for (const { product, name, alt } of found) {
    const known = pictures.get(Number(product)) ?? []
    known.push({ name: PictureName(name), alt })
    pictures.set(Number(product), known)
  }
  return pictures
}

interface PictureRow {
  readonly product: number
  readonly name: string
  readonly alt: string
}

/** Writes all pictures of a product, and notes those that it no longer has. The caller has locked the product. */
export const replacePictures = async (
  { rows }: Queries,
  s: string,
  product: ProductId,
  pictures: ReadonlyArray<ProductPicture>,
  removed: ReadonlyArray<PictureName>,
): Promise<void> => {
  // A statement of its own, because the same names are inserted again.
  const remove = `with removed as (delete from ${s}.product_picture where product = $1)
    insert into ${s}.noted_picture (name) select * from pg_catalog.unnest($2::text[]) on conflict do nothing`
  await rows({ name: "remove product pictures", text: remove }, [product, removed])
  if (pictures.length === 0) return
  const insert = `insert into ${s}.product_picture (name, product, number, alt)
    select p.name, $1, p.number, p.alt from unnest($2::text[], $3::text[]) with ordinality as p (name, alt, number)`
  const values = [product, pictures.map(({ name }) => name), pictures.map(({ alt }) => alt)]
  await rows({ name: "write product pictures", text: insert }, values)
}
