/*
 * Records placed orders as the function of the first version does, and knows keys besides. Keys are claimed before any
 * stock row is locked and in ascending order, so that batches cannot deadlock; a key that another transaction holds is
 * waited for. One that was used before brings its order back in `earlier_ids`, or 0 where another wish had it. A refused
 * order gives its key back. No two orders of one call may share a key.
 */
export const placeOrders = (s: string): ReadonlyArray<string> => [
  `drop function ${s}.place_orders`,
  `
create function ${s}.place_orders(
  accounts integer[], addresses text[], phones text[], placed_at timestamptz[],
  keys text[], fingerprints text[],
  line_orders integer[], line_skus integer[], line_quantities integer[], line_prices bigint[],
  need_orders integer[], need_skus integer[], need_quantities integer[],
  out order_ids integer[], out line_ids integer[], out short_skus integer[], out short_available integer[],
  out earlier_ids integer[]
) language plpgsql set enable_seqscan = off as $$
declare
  skus integer[];
  free integer[];
  taken integer[];
  place integer;
  need integer := 1;
  first_need integer;
  line integer := 1;
  fits boolean;
  keyed integer := cardinality(array_remove(keys, null));
  claimed integer;
  known record;
begin
  -- Filled to their length first: an array that is begun at its third element has no place for the first and second,
  -- and both unnest and the driver would take the third for the first.
  order_ids := array_fill(null::integer, array[cardinality(accounts)]);
  line_ids := array_fill(null::integer, array[cardinality(line_orders)]);
  short_skus := order_ids;
  short_available := order_ids;
  earlier_ids := order_ids;
  if keyed > 0 then
    insert into ${s}.order_key (account, key, fingerprint, at)
    select k.account, k.key, k.fingerprint, k.at
    from unnest(accounts, keys, fingerprints, placed_at) as k (account, key, fingerprint, at)
    where k.key is not null order by k.account, k.key collate "C"
    on conflict do nothing;
    get diagnostics claimed = row_count;
    if claimed < keyed then
      for known in
        select wish.n, k.account is null as gone, k.fingerprint = wish.fingerprint as same, k."order" as earlier
        from unnest(accounts, keys, fingerprints) with ordinality as wish (account, key, fingerprint, n)
        left join ${s}.order_key k on k.account = wish.account and k.key = wish.key
        where wish.key is not null
      loop
        if known.gone then
          raise serialization_failure using message = 'a key was swept away while it was looked at';
        elsif known.earlier is not null then
          earlier_ids[known.n] := case when known.same then known.earlier else 0 end;
        end if;
      end loop;
      if claimed + cardinality(array_remove(earlier_ids, null)) < keyed then
        raise exception 'one key twice in one call';
      end if;
    end if;
  end if;
  select array_agg(l.sku), array_agg(l.on_hand - l.reserved), array_agg(0) into skus, free, taken
  from (
    select level.sku, level.on_hand, level.reserved from ${s}.stock_level level
    where level.sku = any (need_skus) order by level.sku for no key update
  ) l;
  for i in 1 .. cardinality(accounts) loop
    fits := earlier_ids[i] is null;
    first_need := need;
    while need_orders[need] = i loop
      place := array_position(skus, need_skus[need]);
      if place is null then
        raise foreign_key_violation using message = format('there is no SKU %s', need_skus[need]);
      end if;
      if fits and free[place] < need_quantities[need] then
        fits := false;
        short_skus[i] := need_skus[need];
        short_available[i] := free[place];
      end if;
      need := need + 1;
    end loop;
    if fits then
      for j in first_need .. need - 1 loop
        place := array_position(skus, need_skus[j]);
        free[place] := free[place] - need_quantities[j];
        taken[place] := taken[place] + need_quantities[j];
      end loop;
      order_ids[i] := nextval('${s}.orders_id_seq');
    end if;
    while line_orders[line] = i loop
      if fits then
        line_ids[line] := nextval('${s}.order_line_id_seq');
      end if;
      line := line + 1;
    end loop;
  end loop;
  insert into ${s}.orders (id, account, status, address, phone, created_at, updated_at)
  select o.id, o.account, 'created', o.address, o.phone, o.at, o.at
  from unnest(order_ids, accounts, addresses, phones, placed_at) as o (id, account, address, phone, at)
  where o.id is not null;
  insert into ${s}.event (kind, "order", at)
  select 'OrderPlaced', o.id, o.at from unnest(order_ids, placed_at) as o (id, at) where o.id is not null;
  insert into ${s}.order_line (id, "order", sku, quantity, price)
  select l.id, order_ids[l.n], l.sku, l.quantity, l.price
  from unnest(line_ids, line_orders, line_skus, line_quantities, line_prices) as l (id, n, sku, quantity, price)
  where l.id is not null;
  update ${s}.stock_level level set reserved = level.reserved + t.quantity
  from unnest(skus, taken) as t (sku, quantity)
  where level.sku = t.sku and t.quantity > 0;
  if keyed > 0 then
    update ${s}.order_key k set "order" = placed.id
    from unnest(accounts, keys, order_ids) as placed (account, key, id)
    where k.account = placed.account and k.key = placed.key and placed.id is not null;
    if cardinality(array_remove(short_skus, null)) > 0 then
      delete from ${s}.order_key k
      using unnest(accounts, keys, order_ids, earlier_ids) as refused (account, key, id, earlier)
      where k.account = refused.account and k.key = refused.key and refused.id is null and refused.earlier is null;
    end if;
  end if;
end $$`,
]
