import { openShop } from "shopwright"
import { type Clock, ContainerModule, Port } from "shopwright/ports"

const noon: Clock = { now: () => new Date("2026-03-01T12:00:00Z") }
const mine = new ContainerModule(({ rebind }) => void rebind(Port.services.clock).toConstantValue(noon))
const shop = await openShop({ database: "memory", modules: [mine] })
const mia = await shop.register({ username: "mia", password: "a-long-password" })
console.log(mia.ok ? mia.value.createdAt.toISOString() : mia.error._tag)
await shop.close()
