import { openShop } from "shopwright"

await openShop({ database: { folder: "never-made" } }).catch((error: Error) => console.log(error.message))
