/** The verbs of an administrator alone with a box: backup, restore, doctor. */
import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { writeBackup } from "./backup.ts";
import type { Command } from "./command.ts";
import { keepSecret, openDataDirectory, privateFolder } from "./data-directory.ts";
import { openDatabase } from "./database.ts";
import { examine } from "./doctor.ts";
import { labels, terminalLanguage, type LabelTuple } from "./language.ts";
import { openNode, openPlace, type Node } from "./node.ts";
import { problem } from "./problem.ts";
import { restoreBackup } from "./restore.ts";

const backup: Command = {
  verb: "backup",
  summary: "write everything into one file, while the server works; secrets only with --with-secrets",
  usage: "backup FILE [--with-secrets]",
  options: { "with-secrets": { type: "boolean", default: false } },
  async run({ node, values, positionals: [name], terminal, signal }) {
    if (!name) throw problem("command.usage", { reason: "which file?", usage: "faleme backup FILE" });
    const file = path.resolve(name);
    const began = Date.now();
    const withSecrets: boolean = values["with-secrets"];
    if (existsSync(file)) throw problem("file.exists", { file });
    await journalBackup(node, withSecrets);
    const made = await writeBackup({ ownerUrl: node.ownerUrl, file, now: node.db.now(), progress: terminal.progress, signal, ...(withSecrets ? { secretsFrom: privateFolder(node.dir, "secrets") } : {}) });
    await node.owner((client) => client.query(
      "insert into settings (name, value) values ('last-backup', $1) on conflict (name) do update set value = excluded.value",
      [JSON.stringify({ at: node.db.now().toISOString(), bytes: made.bytes, withSecrets })]));
    if (made.leftOut.length > 0) terminal.say(said(`Laissées de côté, car étrangères à Falémé : ${made.leftOut.join(", ")}`, `Left out, because not Falémé's: ${made.leftOut.join(", ")}`, `تُركت لأنها ليست لفاليمي: ${made.leftOut.join("، ")}`));
    terminal.say(SECRETS_ARE[withSecrets ? "in" : "out"][terminalLanguage()]);
    const seconds = (Date.now() - began) / 1000;
    return { json: { ...made, seconds }, words: said(
      `${made.file} : ${made.rows} lignes de ${made.tables} tables, ${made.bytes} octets, ${seconds.toFixed(1)} s`,
      `${made.file}: ${made.rows} rows of ${made.tables} tables, ${made.bytes} bytes, ${seconds.toFixed(1)} s`,
      `${made.file}: ${made.rows} صفاً من ${made.tables} جدولاً، ${made.bytes} بايت، ${seconds.toFixed(1)} ث`) };
  },
};

const said = (...words: LabelTuple): string => labels(words)[terminalLanguage()];

const SECRETS_ARE = {
  in: labels([
    "Ce fichier contient les secrets du nœud : qui le possède peut se connecter à la place de chacun. Gardez-le à part, sous clé.",
    "This file holds the secrets of the node: whoever has it can sign in as anybody. Keep it apart and locked.",
    "يحتوي هذا الملف أسرار العقدة: من يملكه يستطيع الدخول باسم أي شخص. احفظه على حدة في مكان مقفل."]),
  out: labels([
    "Les secrets n’y sont pas : gardez à part une copie du dossier secrets, ou faites une sauvegarde avec --with-secrets.",
    "Secrets are not in it: keep a copy of the folder secrets apart, or write one backup with --with-secrets.",
    "الأسرار ليست فيه: احفظ نسخة من مجلد secrets على حدة أو أنجز نسخة مع --with-secrets."]),
};

/**
 * A copy of everything leaves the house: that is journalled before it does, and stands in the copy itself. On a connection
 * that does not mind a disk that is nearly full: that is when a copy is wanted most.
 */
async function journalBackup(node: Node, withSecrets: boolean): Promise<void> {
  const db = openDatabase(node.ownerUrl, { now: node.db.now, connections: 1 });
  try {
    await db.as(node.keeper("command-line"), async (tx) => { tx.journal({ act: withSecrets ? "backup-with-secrets" : "backup" }); });
  } finally {
    await db.close();
  }
}

const restore: Command = {
  verb: "restore",
  summary: "make an empty data directory, or an empty database, into what a backup holds",
  usage: "restore FILE [--data DIR]",
  needsNode: false,
  async run({ values, positionals: [name], terminal, signal }) {
    if (!name) throw problem("command.usage", { reason: "which file?", usage: "faleme restore FILE" });
    const dir = openDataDirectory(values.data);
    const wasThere = new Set(readdirSync(dir));
    const began = Date.now();
    let hasRestored = false;
    const place = await openPlace(dir);
    try {
      const { secrets, ...restored } = await restoreBackup({ ownerUrl: place.ownerUrl, file: path.resolve(name), target: place.isEmbedded ? dir : "DATABASE_URL", progress: terminal.progress, signal });
      hasRestored = true;
      for (const secret of secrets) {
        rmSync(path.join(privateFolder(dir, "secrets"), secret.name), { force: true });
        keepSecret(dir, secret.name, secret.words);
      }
      const node = await openNode({ dir });
      try {
        await node.db.as(node.keeper("command-line"), async (tx) => { tx.journal({ act: "restore" }); });
      } finally {
        await node.close();
      }
      const seconds = (Date.now() - began) / 1000;
      return {
        json: { restored: true, ...restored, secrets: secrets.map((secret) => secret.name), seconds },
        words: said(
          `Restauré : ${restored.rows} lignes de ${restored.tables} tables, telles qu’au ${restored.createdAt}.${upgradedWords(restored.upgraded, "Mis à niveau par ")} Le journal se vérifie : ${restored.entries} entrées. Chacun se reconnecte.`,
          `Restored: ${restored.rows} rows of ${restored.tables} tables, as of ${restored.createdAt}.${upgradedWords(restored.upgraded, "Brought to this release by ")} The journal verifies: ${restored.entries} entries. Everyone signs in anew.`,
          `استُعيد: ${restored.rows} صفاً من ${restored.tables} جدولاً، كما كانت في ${restored.createdAt}.${upgradedWords(restored.upgraded, "رُقّيت بواسطة ")} السجل سليم: ${restored.entries} قيداً. يسجل الجميع الدخول من جديد.`),
      };
    } finally {
      await place.leave();
      // What was begun in an empty directory is taken back, so that it is as empty as before.
      if (!hasRestored) for (const made of ["postgres", "postgres.log", "secrets"]) if (!wasThere.has(made)) rmSync(path.join(dir, made), { recursive: true, force: true });
    }
  },
};

const upgradedWords = (upgraded: readonly string[], before: string) => (upgraded.length > 0 ? ` ${before}${upgraded.join(", ")}.` : "");

const doctor: Command = {
  verb: "doctor",
  summary: "is this node well kept? clock, disk, keys, hardening, journal, versions, and what to do; with --full the whole journal",
  usage: "doctor [--full] [--json]",
  options: { full: { type: "boolean", default: false } },
  async run({ node, values }) {
    const found = await examine({ node, now: node.db.now(), isFull: values.full });
    const worst = (["fault", "warn", "ok"] as const).find((level) => found.some((finding) => finding.level === level))!;
    const language = terminalLanguage();
    return {
      json: { level: worst, findings: found },
      words: found.map(({ level, labels, words }) => `${MARKS[level]} ${labels[language]}: ${words[language]}`).join("\n"),
      hasFailed: worst === "fault",
    };
  },
};

const MARKS = { ok: "  ok ", warn: "   ! ", fault: "  !! " };

export const keepingCommands: readonly Command[] = [backup, restore, doctor];
