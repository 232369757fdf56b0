import type { Client } from "pg"

/** The definition of an object of a schema, as the system catalogue describes it. */
export interface Defined {
  readonly kind: string
  readonly name: string
  readonly definition: string
}

/**
 * Returns every object of the schema `shopwright` with its definition. Columns come in their order. Unique indexes come
 * in the order of their creation, because PostgreSQL checks them in that order. Primary keys are left out of it: their
 * values come from sequences, or they are the only key. MikroORM's migrator created `schema_version` in earlier versions, with
 * other types.
 */
export const catalogueOf = async (client: Client): Promise<ReadonlyArray<Defined>> => {
  const found: Defined[] = []
  for (const query of queries) found.push(...(await client.query<Defined>(query)).rows)
  return found.filter(({ name }) => !name.startsWith("schema_version"))
}

const inSchema = "= 'shopwright'::regnamespace"

const queries = [
  `select 'table' as kind, c.relname as name, c.relkind::text || ' ' || coalesce(c.reloptions::text, '') as definition
    from pg_class c where c.relnamespace ${inSchema} and c.relkind not in ('i', 'S') order by 2`,
  `select 'column' as kind, c.relname || '.' || a.attname as name, concat_ws(' ',
      format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end,
      (select 'collate ' || l.collname from pg_collation l where l.oid = a.attcollation and l.collname <> 'default'),
      (select 'default ' || pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d
        where d.adrelid = a.attrelid and d.adnum = a.attnum),
      nullif('identity ' || a.attidentity::text, 'identity '), nullif('generated ' || a.attgenerated::text, 'generated ')
    ) as definition
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace ${inSchema} and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    order by c.relname, a.attnum`,
  // PostgreSQL 18 also lists columns that are not null, under names that follow from the history of the table.
  `select 'constraint' as kind, c.relname || '.' || o.conname as name, pg_get_constraintdef(o.oid) as definition
    from pg_constraint o join pg_class c on c.oid = o.conrelid
    where o.connamespace ${inSchema} and o.contype <> 'n' order by 2`,
  `select 'index' as kind, c.relname as name, pg_get_indexdef(c.oid) as definition
    from pg_class c where c.relnamespace ${inSchema} and c.relkind = 'i' order by 2`,
  `select 'order of checks' as kind, c.relname as name,
      string_agg(i.indexrelid::regclass::text, ', ' order by i.indexrelid) as definition
    from pg_index i join pg_class c on c.oid = i.indrelid
    where c.relnamespace ${inSchema} and i.indisunique and not i.indisprimary group by c.relname order by 2`,
  `select 'sequence' as kind, c.relname as name, concat_ws(' ',
      format_type(q.seqtypid, null), q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache, q.seqcycle,
      (select d.refobjid::regclass::text || '.' || a.attname || ' ' || d.deptype::text from pg_depend d
        join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
        where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i'))
    ) as definition
    from pg_sequence q join pg_class c on c.oid = q.seqrelid where c.relnamespace ${inSchema} order by 2`,
  `select 'function' as kind, p.proname as name, '' as definition
    from pg_proc p where p.pronamespace ${inSchema} order by 2`,
  `select 'trigger' as kind, t.tgname as name, pg_get_triggerdef(t.oid) as definition
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace ${inSchema} and not t.tgisinternal order by 2`,
  `select 'type' as kind, t.typname as name, t.typtype::text as definition
    from pg_type t where t.typnamespace ${inSchema} and t.typtype <> 'c' and t.typelem = 0 order by 2`,
]
