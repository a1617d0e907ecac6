/**
 * Keeping and finding the rows of any noun. A write is one transaction: the row, the version's canonical document, and the
 * journal entry that chains its hash. Equal content makes no new version, so that a repeated send is the same send.
 */
import { sql, type RawBuilder } from "kysely";
import { canonical, sha256 } from "./canonical.ts";
import { copyLine, copyText, inChunks } from "./copy.ts";
import type { Transaction } from "./database.ts";
import { newId } from "./identity.ts";
import { mayRead, markingOf, OWNER_ONLY_RANK, rankOf, strictest, type Marking } from "./marking.ts";
import { columnsOf, type AnyNoun, type GeoJsonGeometry, type Row } from "./noun.ts";
import { problem } from "./problem.ts";

const SHARED = ["id", "version", "marking", "owner", "exercise", "withdrawn", "author", "at", "hash"] as const;

const geometryColumns = (noun: AnyNoun) => (noun.geometry === "point" ? ["lon", "lat"] : noun.geometry ? ["geometry"] : []);

/** In the table's order of writing; quoted, because a field may be called "from". */
export const columnNames = (noun: AnyNoun): string[] =>
  [...SHARED, ...columnsOf(noun).map(({ column }) => column), ...geometryColumns(noun), ...Object.keys(noun.derived?.columns ?? {})].map(quoted);

const quoted = (column: string) => `"${column}"`;

/** What the journal and the versions need to know of a version beside its document. */
export type Head = Omit<Row, "content" | "type" | "author" | "time">;

/** A version ready to be written. */
export interface Prepared {
  row: Head;
  /** Of the document. */
  hash: Buffer;
  /** The document and the noun's columns in order; or both already as lines of COPY, by a thread that had the time. */
  written: Written | Lines;
}

export interface Written { document: string; columns: unknown[] }

/** Of the noun's own table, and of `versions`: UTF-8, each with its line end. */
export interface Lines { ofRow: Uint8Array; ofVersion: Uint8Array }

/** @param contentWords the content's canonical form, where the caller has it already */
export function prepare(noun: AnyNoun, row: Row, contentWords = canonical(row.content)): Prepared & { written: Written } {
  const document = documentOf(row, contentWords);
  const hash = sha256(document);
  const content = row.content as Record<string, unknown> & { geometry?: GeoJsonGeometry | null };
  const values: unknown[] = [row.id, row.version, rankOf(row.marking), row.owner, row.status === "exercise", row.withdrawn, row.author, row.time, hash];
  // JSON goes in as text: a JSON array must not be taken for a PostgreSQL one.
  for (const { name, field } of columnsOf(noun)) values.push(field.kind === "json" && content[name] !== undefined ? JSON.stringify(content[name]) : content[name] ?? null);
  if (noun.geometry === "point") values.push(content.geometry?.coordinates[0] ?? null, content.geometry?.coordinates[1] ?? null);
  else if (noun.geometry) values.push(content.geometry ? JSON.stringify(content.geometry) : null);
  if (noun.derived) values.push(...Object.values(noun.derived.of(content as never)));
  return { row, hash, written: { document, columns: values } };
}

/** `canonical(row)`, its content written before. */
function documentOf({ content: _content, ...envelope }: Row, contentWords: string): string {
  const words = canonical(envelope);
  // "author" alone sorts before "content".
  const at = words.indexOf(',"id":');
  return `${words.slice(0, at)},"content":${contentWords}${words.slice(at)}`;
}

export interface Change {
  /** Made by the writer; none given: a new record. */
  id?: string;
  content: unknown;
  marking?: Marking;
  withdrawn?: boolean;
  /** The version the writer had read; a different current version is a conflict that a person settles. */
  basedOn?: number;
  /** The change is a lifecycle's step (`lifecycle-store.ts`), which alone may change a stepped field. */
  isStep?: boolean;
}

export type Outcome = "inserted" | "updated" | "unchanged";

/** Validates, then writes one record as the transaction's caller. */
export async function save(tx: Transaction, noun: AnyNoun, change: Change): Promise<{ row: Row; outcome: Outcome }> {
  const parsed = noun.schema.safeParse(change.content);
  if (!parsed.success) throw invalid(parsed.error.issues);
  const id = change.id ?? newId(tx.now.getTime());
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0))`.execute(tx.sql);
  const current = await find(tx, noun, id);
  if (!current && (await isTaken(tx, id))) throw problem("record.exists");
  if (current && !isOwnWorld(tx, current)) throw problem("record.otherWorld");
  const byHand = change.isStep ? undefined : steppedByHand(noun, parsed.data as Record<string, unknown>, current);
  if (byHand) throw problem("transition.byStep", { field: byHand });
  if (change.basedOn !== undefined && change.basedOn !== (current?.version ?? 0)) throw problem("record.changed", { current: current?.version ?? 0 });
  const marking = markedAtLeast(noun, parsed.data as Row["content"], change.marking ?? current?.marking ?? noun.marking);
  const row: Row = {
    id, type: noun.name, version: (current?.version ?? 0) + 1, author: tx.caller.id, time: tx.now.toISOString(), marking,
    owner: current?.owner ?? tx.caller.organisation, status: tx.caller.exercise ? "exercise" : "actual",
    withdrawn: change.withdrawn ?? current?.withdrawn ?? false, content: parsed.data as Row["content"],
  };
  if (!mayRead(tx.caller, { marking, owner: row.owner, exercise: tx.caller.exercise })) throw problem("permission.marking", { marking });
  if (current && sameSubstance(current, row)) return { row: current, outcome: "unchanged" };
  await writeVersions(tx, noun, [prepare(noun, row)]);
  return { row, outcome: current ? "updated" : "inserted" };
}

/** Content that was checked against the noun's schema, under the id that its writer gave. */
export interface Checked {
  id: string;
  content: Row["content"];
  marking?: Marking;
  /** Fields that the writer speaks of; of a record that exists the others stay as they are. None given: all. */
  speaksOf?: readonly string[];
}

export interface Writing {
  isDryRun?: boolean;
  isStep?: boolean;
  /** The batch's rows as `findMany` gave them in this transaction, where the caller has looked already. */
  found?: readonly Row[];
}

/**
 * Writes many checked records in one transaction: what an import does, a batch at a time. Ids must differ within a batch.
 * Answers each in order; "refused" is an id that belongs to something else, or to something that the caller may not read.
 */
export async function saveMany(tx: Transaction, noun: AnyNoun, batch: readonly Checked[], { isDryRun = false, isStep = false, found }: Writing = {}): Promise<(Outcome | "refused")[]> {
  if (batch.length === 0) return [];
  const ids = batch.map(({ id }) => id);
  const current = new Map((found ?? await findMany(tx, noun, ids)).map((row) => [row.id, row]));
  const unseen = ids.filter((id) => !current.has(id));
  const { rows: takenRows } = await sql<{ id: string }>`select id from unnest(${unseen}::uuid[]) as id where is_taken(id)`.execute(tx.sql);
  const taken = new Set(takenRows.map(({ id }) => id));
  const prepared: Prepared[] = [];
  const outcomes = batch.map(({ id, content: said, marking: wanted, speaksOf }): Outcome | "refused" => {
    const before = current.get(id);
    const content = before && speaksOf ? laidOver(before.content, said, speaksOf) : said;
    const marking = markedAtLeast(noun, content, wanted ?? before?.marking ?? noun.marking);
    const row: Row = {
      id, type: noun.name, version: (before?.version ?? 0) + 1, author: tx.caller.id, time: tx.now.toISOString(), marking,
      owner: before?.owner ?? tx.caller.organisation, status: tx.caller.exercise ? "exercise" : "actual", withdrawn: before?.withdrawn ?? false, content,
    };
    if ((!isStep && steppedByHand(noun, content, before)) || taken.has(id) || (before && !isOwnWorld(tx, before)) || !mayRead(tx.caller, { marking, owner: row.owner, exercise: tx.caller.exercise })) return "refused";
    if (before && sameSubstance(before, row)) return "unchanged";
    prepared.push(prepare(noun, row));
    return before ? "updated" : "inserted";
  });
  if (!isDryRun) await writeVersions(tx, noun, prepared);
  return outcomes;
}

/** A file without a column for something says nothing of it: what is stored stays. A blank cell says that it is not known. */
export function laidOver(stored: Row["content"], said: Row["content"], speaksOf: Iterable<string>): Row["content"] {
  const content = { ...stored } as Record<string, unknown>;
  for (const field of speaksOf) {
    const value = (said as Record<string, unknown>)[field];
    if (value === undefined) delete content[field];
    else content[field] = value;
  }
  return content as Row["content"];
}

/** Whether nothing that a reader would see has changed; who wrote it and when do not count. */
export function sameSubstance(a: Row, b: Row): boolean {
  const substance = ({ marking, owner, withdrawn, content }: Row) => canonical({ marking, owner, withdrawn, content });
  return substance(a) === substance(b);
}

const markedAtLeast = (noun: AnyNoun, content: Row["content"], asked: Marking): Marking => {
  const least = noun.atLeast?.(content);
  return least ? strictest([least, asked]) : asked;
};

/** The ground is read in an exercise, but written only where it belongs. */
const isOwnWorld = (tx: Transaction, row: Row) => (row.status === "exercise") === tx.caller.exercise;

/** A field that only a lifecycle's steps may change, and that this content changes; or nothing. */
const steppedByHand = (noun: AnyNoun, content: Record<string, unknown>, before: Row | undefined): string | undefined =>
  Object.entries((noun.stepped ?? {}) as Record<string, string>).find(([field, initial]) => content[field] !== ((before?.content as Record<string, unknown> | undefined)?.[field] ?? initial))?.[0];

async function isTaken(tx: Transaction, id: string): Promise<boolean> {
  const { rows: [row] } = await sql<{ taken: boolean }>`select is_taken(${id}) as taken`.execute(tx.sql);
  return row!.taken;
}

export function invalid(issues: readonly { path: readonly PropertyKey[]; message: string }[]) {
  const faults = issues.map((issue) => ({ field: issue.path.join(".") || "(all)", reason: issue.message }));
  return problem("input.invalid", { reason: faults.map(({ field, reason }) => `${field}: ${reason}`).join("; "), faults });
}

const FEW = 5;
const VERSION_COLUMNS = ["noun", "id", "version", "marking", "owner", "exercise", "document"];

export const versionLine = (noun: AnyNoun, row: Head, document: string): string =>
  copyLine([noun.name, row.id, row.version, rankOf(row.marking), row.owner, row.status === "exercise", document]);

/**
 * Writes versions that were validated before: rows (new or in place of the current ones), documents, journal entries.
 * Many rows go by COPY; under row-level security that needs a temporary table on the way.
 */
export async function writeVersions(tx: Transaction, noun: AnyNoun, batch: readonly Prepared[]): Promise<void> {
  if (batch.length === 0) return;
  const columns = columnNames(noun);
  const upsert = `on conflict (id) do update set ${columns.slice(1).map((column) => `${column} = excluded.${column}`).join(", ")}`;
  const few = batch.length <= FEW ? batch.flatMap(({ written }) => ("columns" in written ? [written.columns] : [])) : [];
  if (few.length === batch.length) {
    for (const values of few) {
      await tx.client.query(`insert into ${noun.table} (${columns}) values (${columns.map((_, i) => `$${i + 1}`)}) ${upsert}`, values);
    }
  } else {
    const stage = `stage_${noun.table}`;
    await tx.client.query(`create temporary table if not exists ${stage} on commit delete rows as select ${columns} from ${noun.table} with no data`);
    await copyText(tx.client, stage, columns, inChunks(batch, ({ written }) => ("columns" in written ? copyLine(written.columns) : written.ofRow)));
    await tx.client.query(`insert into ${noun.table} (${columns}) select ${columns} from ${stage} ${upsert}`);
    await tx.client.query(`truncate ${stage}`);
  }
  await copyText(tx.client, "versions", VERSION_COLUMNS, inChunks(batch, ({ row, written }) => ("document" in written ? versionLine(noun, row, written.document) : written.ofVersion)));
  for (const { row, hash } of batch) {
    const act = row.version === 1 ? "create" : row.withdrawn ? "withdraw" : "change";
    tx.journal({ act, noun: noun.name, object: row.id, version: row.version, objectHash: hash, marking: rankOf(row.marking), owner: row.owner, exercise: row.status === "exercise" });
  }
}

export function rowOf(noun: AnyNoun, raw: Record<string, any>): Row {
  const content: Record<string, unknown> = {};
  for (const { name, column } of columnsOf(noun)) if (raw[column] !== null && raw[column] !== undefined) content[name] = raw[column];
  if (noun.geometry === "point") {
    if (raw.lon !== null && raw.lon !== undefined) content.geometry = { type: "Point", coordinates: [raw.lon, raw.lat] };
  } else if (noun.geometry && raw.geometry) content.geometry = raw.geometry;
  return {
    id: raw.id, type: noun.name, version: raw.version, author: raw.author, time: raw.at, marking: markingOf(raw.marking), owner: raw.owner,
    status: raw.exercise ? "exercise" : "actual", withdrawn: raw.withdrawn, content: content as Row["content"],
  };
}

/** The current version, or nothing: there is none, or none that this caller may read. */
export async function find(tx: Transaction, noun: AnyNoun, id: string): Promise<Row | undefined> {
  const { rows: [raw] } = await sql<Record<string, any>>`select ${columnList(noun)} from ${sql.table(noun.table)} where id = ${id}`.execute(tx.sql);
  if (raw) journalRead(tx, noun, [raw]);
  return raw && rowOf(noun, raw);
}

/** Those of them that this caller may read, in no order: for a writer that compares before it writes. */
export async function findMany(tx: Transaction, noun: AnyNoun, ids: readonly string[]): Promise<Row[]> {
  const { rows: raws } = await sql<Record<string, any>>`select ${columnList(noun)} from ${sql.table(noun.table)} where id = any(${ids}::uuid[])`.execute(tx.sql);
  return raws.map((raw) => rowOf(noun, raw));
}

/** Every version of a record, oldest first, as the documents that the journal chains. */
export async function history(tx: Transaction, noun: AnyNoun, id: string): Promise<Row[]> {
  const { rows } = await sql<{ document: string; marking: number; owner: string; exercise: boolean }>`
    select document, marking, owner, exercise from readable_versions where id = ${id} and noun = ${noun.name} order by version`.execute(tx.sql);
  journalRead(tx, noun, rows.map((row) => ({ ...row, id })));
  return rows.map(({ document }) => JSON.parse(document));
}

const columnList = (noun: AnyNoun) => sql.raw(columnNames(noun).slice(0, -Object.keys(noun.derived?.columns ?? {}).length || undefined).join(", "));

/** Reading what is marked for its owner alone leaves a trace of its own. */
export function journalRead(tx: Transaction, noun: AnyNoun, rows: readonly { id?: string; marking?: number; owner?: string; exercise?: boolean }[]): void {
  for (const { id, marking, owner, exercise } of rows) {
    if (marking !== undefined && marking > OWNER_ONLY_RANK) tx.journal({ act: "read", noun: noun.name, object: id, marking, owner, exercise });
  }
}

export interface Question {
  filters?: Readonly<Record<string, unknown>>;
  /** Conditions that a chapter adds beside the declared filters. */
  where?: RawBuilder<unknown>[];
  search?: string;
  includeWithdrawn?: boolean;
}

export interface Page { rows: Row[]; next?: string }

/** One page in the noun's order. Keyset: the cursor names the last row, so that no page costs more than the first. */
export async function list(tx: Transaction, noun: AnyNoun, question: Question & { cursor?: string; limit: number }): Promise<Page> {
  const order = orderOf(noun);
  const where = conditions(noun, question);
  if (question.cursor) {
    const [value, id] = readCursor(question.cursor);
    where.push(sql`(${order.column}, id) ${order.descending ? sql`<` : sql`>`} (${value}, ${id})`);
  }
  const direction = order.descending ? sql`desc` : sql`asc`;
  const { rows: raws } = await sql<Record<string, any>>`
    select ${columnList(noun)} from ${sql.table(noun.table)} ${whereClause(where)}
    order by ${order.column} ${direction}, id ${direction} limit ${question.limit + 1}`.execute(tx.sql);
  const shown = raws.slice(0, question.limit);
  journalRead(tx, noun, shown as never);
  const last = shown.at(-1);
  return {
    rows: shown.map((raw) => rowOf(noun, raw)),
    ...(raws.length > question.limit && last ? { next: cursorOf(last[order.name], last.id) } : {}),
  };
}

export async function count(tx: Transaction, noun: AnyNoun, question: Question): Promise<number> {
  const { rows: [row] } = await sql<{ count: number }>`select count(*) from ${sql.table(noun.table)} ${whereClause(conditions(noun, question))}`.execute(tx.sql);
  return row!.count;
}

const EXPORT_BATCH = 2_000;

/** Every matching row in order of id, in constant memory: what an export writes. Byte-identical when repeated. */
export async function* each(tx: Transaction, noun: AnyNoun, question: Question): AsyncGenerator<Row[]> {
  const where = conditions(noun, question);
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const { rows: raws } = await sql<Record<string, any>>`
      select ${columnList(noun)} from ${sql.table(noun.table)} ${whereClause([...where, sql`id > ${after}`])} order by id limit ${EXPORT_BATCH}`.execute(tx.sql);
    if (raws.length > 0) {
      journalRead(tx, noun, raws as never);
      yield raws.map((raw) => rowOf(noun, raw));
    }
    if (raws.length < EXPORT_BATCH) return;
    after = raws.at(-1)!.id;
  }
}

function orderOf(noun: AnyNoun) {
  const found = columnsOf(noun).find(({ name }) => name === noun.order.by)!;
  return { name: found.column, column: sql.ref(found.column), descending: noun.order.descending };
}

function conditions(noun: AnyNoun, { filters = {}, where = [], search, includeWithdrawn }: Question): RawBuilder<unknown>[] {
  const all = [...where];
  if (!includeWithdrawn) all.push(sql`not withdrawn`);
  const columns = new Map(columnsOf(noun).map((entry) => [entry.name, entry]));
  for (const [key, value] of Object.entries(filters)) {
    if (value === undefined) continue;
    const [, name, bound] = /^(.*?)(Min|Max)?$/.exec(key)!;
    const exact = columns.get(key);
    if (key === "marking") all.push(sql`marking = ${rankOf(value as Marking)}`);
    else if (exact) all.push(matches(exact.column, exact.field.kind, value));
    else if (bound && columns.has(name!)) all.push(sql`${sql.ref(columns.get(name!)!.column)} ${bound === "Min" ? sql`>=` : sql`<=`} ${value}`);
  }
  if (search) {
    const wanted = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
    const searched = noun.search.map((name) => columns.get(name)!);
    const within = searched.map(({ column, field }) => field.kind === "texts" ? sql`array_to_string(${sql.ref(column)}, ' ') ilike ${wanted}` : sql`${sql.ref(column)} ilike ${wanted}`);
    all.push(sql`(${sql.join(within, sql` or `)})`);
  }
  return all;
}

function matches(column: string, kind: string, value: unknown): RawBuilder<unknown> {
  if (kind === "codes" || kind === "texts" || kind === "references") return sql`${sql.ref(column)} @> array[${value}]::${sql.raw(kind === "references" ? "uuid[]" : "text[]")}`;
  if (Array.isArray(value)) return sql`${sql.ref(column)} = any(${value})`;
  return sql`${sql.ref(column)} = ${value}`;
}

const whereClause = (all: readonly RawBuilder<unknown>[]) => (all.length > 0 ? sql`where ${sql.join(all, sql` and `)}` : sql``);

/** Where a page ends, in words that only we read. */
export const cursorOf = (value: unknown, id: string): string => Buffer.from(JSON.stringify([value, id])).toString("base64url");

export function readCursor(cursor: string): [unknown, string] {
  try {
    const read = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (Array.isArray(read) && read.length === 2 && typeof read[1] === "string") return read as [unknown, string];
  } catch { /* said below */ }
  throw problem("input.badCursor");
}
