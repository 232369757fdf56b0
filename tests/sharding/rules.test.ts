import { expect, it } from "vitest"
import { citusRules } from "./citus-rules.ts"
import { parse } from "./parsed.ts"

const broken = (text: string): ReadonlyArray<string> =>
  citusRules.filter(({ breaks }) => breaks(parse(text))).map(({ message }) => message)

/** Statements that Citus 13.2.2 rejected with the message, and the same ones in a form that it accepted. */
const cases: ReadonlyArray<readonly [message: string, rejected: string, accepted: string]> = [
  [
    "could not run distributed query with FOR UPDATE/SHARE commands",
    "delete from s.session where id in (select id from s.session where expires_at <= now() limit 9 for update skip locked)",
    "delete from s.session where account = $1 and id in (select id from s.session where account = $1 limit 9 for update skip locked)",
  ],
  [
    "cannot perform a lateral outer join when a distributed subquery references a table function",
    "select i.n from unnest($1::bigint[]) as i (n) left join lateral (select 1 from s.stock_level l where l.product = i.n) l on true",
    "select i.n from unnest($1::bigint[]) as i (n) join s.stock_level l on l.product = i.n",
  ],
  [
    "LIMIT, OFFSET or an aggregate in a subquery that depends on the query around it",
    "select o.id from unnest($1::bigint[]) as a (id) cross join lateral (select * from s.orders o where o.account = a.id limit 5) o",
    `select o.id from s.orders o cross join lateral (
      select i.id from s.order_line i where i."order" = o.id and i.account = o.account offset 0) i`,
  ],
  [
    "complex joins are only supported when all distributed tables are co-located and joined on their keys",
    'select o.id from s.orders o join s.order_line i on i."order" = o.id',
    'select o.id from s.orders o join s.order_line i on i."order" = o.id and i.account = o.account',
  ],
  [
    "correlated subqueries are not supported when the FROM clause contains a reference table, a CTE or a subquery",
    "select p.id from s.product p where exists (select from s.stock_level l where l.product = p.id)",
    "select p.id from s.product p where p.id in (select l.product from s.stock_level l)",
  ],
  [
    'a column definition list is required for functions returning "record"',
    "select exists (select from s.stock_level where stock_item = $1) as current",
    "select exists (select 1 from s.stock_level where stock_item = $1) as current",
  ],
  [
    "cannot perform select on a distributed table and modify a reference table",
    "with ended as (delete from s.session where account = $1) update s.account set is_active = $2 where id = $1",
    "with reached as (select e.position from s.event e where e.stream = $1), mine as (update s.subscriber set position = (select position from reached) returning 1) select 1 from mine",
  ],
  [
    "non-IMMUTABLE functions are not allowed in the RETURNING clause",
    "update s.account a set bio = $1 where id = $2 returning pg_catalog.json_build_object('bio', a.bio)",
    "update s.account a set bio = $1 where id = $2 returning extract(epoch from a.created_at at time zone 'UTC')",
  ],
  [
    "functions used in the WHERE clause of the ON CONFLICT clause must be marked IMMUTABLE",
    "insert into s.subscriber as mine (name) values ($1) on conflict (name) do update set holder = $2 where mine.leased_until < now()",
    "insert into s.subscriber as mine (name) values ($1) on conflict (name) do update set holder = $2 where mine.leased_until < excluded.leased_at",
  ],
]

it.each(cases)("%s", (message, rejected, accepted) => {
  expect(broken(rejected)).toEqual([message])
  expect(broken(accepted)).toEqual([])
})

it("has a case for every rule", () => {
  expect(cases.map(([message]) => message)).toEqual(citusRules.map(({ message }) => message))
})
