import type { Currency } from "../../domain/catalog/currency.ts"

/** A demo catalogue in the catalogue file format. */
export const demoCatalog = {
  categories: [{ name: "Skincare" }, { name: "Clothing" }, { name: "Kitchen" }, { name: "Books" }],
  products: [
    {
      name: "Sunscreen",
      description: "SPF 30 sunscreen for face and body, without perfume",
      price: 550,
      category: "Skincare",
      variants: [
        { size: "100ml", color: "White", stock: 50 },
        { size: "200ml", color: "Yellow", stock: 30 },
      ],
    },
    {
      name: "Hand cream",
      description: "Shea butter and oats, for hands that work outdoors",
      price: 240,
      category: "Skincare",
      variants: [
        { size: "50ml", color: "Green", stock: 80 },
        { size: "75ml", color: "Green", stock: 40 },
      ],
    },
    {
      name: "Soap bar",
      description: "Olive oil soap, cured for six months",
      price: 300,
      category: "Skincare",
      stock: 120,
    },
    {
      name: "Linen shirt",
      description: "Straight cut, washed once so that it shrinks no more",
      price: 1899.5,
      category: "Clothing",
      variants: [
        { size: "S", color: "Sand", stock: 12 },
        { size: "M", color: "Sand", stock: 18 },
        { size: "M", color: "Navy", stock: 15 },
        { size: "L", color: "Navy", stock: 9 },
      ],
    },
    {
      name: "Wool socks",
      description: "Knee-high, knitted without a seam at the toes",
      price: 420,
      category: "Clothing",
      variants: [
        { size: "36-39", color: "Grey", stock: 60 },
        { size: "40-43", color: "Grey", stock: 60 },
        { size: "44-47", color: "Rust", stock: 35 },
      ],
    },
    {
      name: "Rain cape",
      description: "Covers a rider and the bag behind, folds into its own pocket",
      price: 2750,
      category: "Clothing",
      variants: [{ size: "One size", color: "Orange", stock: 1 }],
    },
    {
      name: "Cast-iron pan",
      description: "26 cm, seasoned with linseed oil",
      price: 3200,
      category: "Kitchen",
      stock: 14,
    },
    {
      name: "Enamel mug",
      description: "Holds 350 ml, for the stove and the campfire",
      price: 380.75,
      category: "Kitchen",
      variants: [
        { size: "350ml", color: "Blue", stock: 90 },
        { size: "350ml", color: "Cream", stock: 70 },
      ],
    },
    {
      name: "Tea towel",
      description: "Half linen, half cotton, with a loop to hang it by",
      price: 150,
      category: "Kitchen",
      variants: [
        { size: "50x70", color: "Striped", stock: 200 },
        { size: "50x70", color: "Checked", stock: 150 },
      ],
    },
    {
      name: "Bread from one pot",
      description: "Forty loaves that need flour, water, salt and time",
      price: 899,
      category: "Books",
      stock: 25,
    },
    {
      name: "Mending by hand",
      description: "Darns, patches and seams, drawn step by step",
      price: 1150,
      category: "Books",
      variants: [
        { size: "Paperback", color: "Red", stock: 40 },
        { size: "Hardcover", color: "Red", stock: 10 },
      ],
    },
    {
      name: "Notebook",
      description: "160 dotted pages that lie flat",
      price: 275.5,
      category: "Books",
      variants: [
        { size: "A5", color: "Black", stock: 100 },
        { size: "A6", color: "Ochre", stock: 65 },
      ],
    },
  ],
}

/** Returns the demo catalogue with prices that have no more decimals than the currency. */
export const demoIn = ({ decimals }: Currency): typeof demoCatalog => ({
  ...demoCatalog,
  products: demoCatalog.products.map((product) => ({ ...product, price: Number(product.price.toFixed(decimals)) })),
})
