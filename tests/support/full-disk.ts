import { execFileSync } from "node:child_process"
import { mkdtempSync, rmdirSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Client } from "pg"
import { expect } from "vitest"

/**
 * Moves the table of events to a small file system and fills it. Where this process may not mount one, a trigger of the
 * test raises the same error.
 */
export const fillDisk = async (operator: Client): Promise<{ readonly free: () => Promise<void> }> => {
  const folder = mkdtempSync(join(tmpdir(), "shopwright-disk-"))
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m,mode=0777", "tmpfs", folder], { stdio: "ignore" })
  } catch {
    rmdirSync(folder)
    await operator.query(`create function public.full() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$`)
    await operator.query("create trigger full before insert on shopwright.event execute function public.full()")
    return { free: async () => void (await operator.query("drop function public.full() cascade")) }
  }
  const owner = execFileSync("stat", ["-c", "%u", `/proc/${await postmasterPid(operator)}`])
    .toString()
    .trim()
  execFileSync("chown", [owner, folder])
  await operator.query(`create tablespace small location '${folder}'`)
  await operator.query("alter table shopwright.event set tablespace small")
  await operator.query("create table public.filler (bytes text) tablespace small")
  await operator.query("alter table public.filler alter bytes set storage plain")
  const full = await operator
    .query("insert into public.filler select repeat('x', 7000) from generate_series(1, 1000)")
    .catch((error: { readonly code?: string }) => error.code)
  expect(full).toBe("53100")
  return {
    free: async () => {
      await operator.query("drop table public.filler")
      await operator.query("alter table shopwright.event set tablespace pg_default")
      await operator.query("drop tablespace small")
      execFileSync("umount", [folder])
      rmdirSync(folder)
    },
  }
}

const postmasterPid = async (operator: Client): Promise<string> => {
  const { rows } = await operator.query<{ folder: string }>("select current_setting('data_directory') as folder")
  return execFileSync("head", ["-1", join(rows[0]?.folder ?? "", "postmaster.pid")])
    .toString()
    .trim()
}
