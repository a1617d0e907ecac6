/**
 * Before a release changes the tables of a database that holds data, the data is kept in DIR/backups. Going back is the
 * previous release and `faleme restore` of that file into an empty data directory.
 */
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { writeBackup } from "./backup.ts";
import { giveToOwner, privateFolder } from "./data-directory.ts";
import { labels, terminalLanguage } from "./language.ts";

const KEPT = 3;
const NAME = /^before-.*\.faleme$/;

export interface Upgrade {
  dir: string;
  ownerUrl: string;
  /** The first migration that is about to change the tables. */
  next: string;
  say?: ((words: string) => void) | undefined;
}

export async function keepBeforeUpgrade({ dir, ownerUrl, next, say = () => {} }: Upgrade): Promise<void> {
  const folder = privateFolder(dir, "backups");
  const at = new Date();
  const file = path.join(folder, `before-${next.replace(/\.sql$/, "")}-${at.toISOString().replace(/[-:]|\.\d+/g, "")}.faleme`);
  say(labels([`Sauvegarde avant la mise à niveau : ${file}`, `Backing up before the upgrade: ${file}`, `نسخة احتياطية قبل الترقية: ${file}`])[terminalLanguage()]);
  await writeBackup({ ownerUrl, file, now: at });
  giveToOwner(dir, file);
  // By the time in their names, oldest first.
  const kept = readdirSync(folder).filter((name) => NAME.test(name)).sort((a, b) => timeIn(a).localeCompare(timeIn(b)));
  for (const name of kept.slice(0, -KEPT)) rmSync(path.join(folder, name));
}

const timeIn = (name: string): string => /-(\d{8}T\d{6}Z)\.faleme$/.exec(name)?.[1] ?? "";
