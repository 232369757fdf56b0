import { PrismaPg } from "@prisma/adapter-pg"
import { PrismaClient } from "./generated/client.ts"
import type { Layer } from "./layer.ts"

export const open = async (url: string): Promise<Layer> => {
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: url }) })
  return {
    run: (work) =>
      prisma.$transaction((tx) =>
        work({
          transaction: (text, values) => tx.$queryRawUnsafe<Array<object>>(text, ...values),
          note: (note) => tx.invoice.create({ data: { note } }),
        }),
      ),
    close: () => prisma.$disconnect(),
  }
}
