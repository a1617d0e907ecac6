/** What the doctor looks at in the database: hardening, the second lock, the journal, doors, administrators, backups. */
import { finding, type Check, type Examination, type Finding } from "./doctor-finding.ts";
import { administrators, appliedMigrations, lastBackup, openDoors, overmightyRoles, serverState, unprotectedTables } from "./doctor-queries.ts";
import { verifyJournal } from "./journal.ts";
import { labels } from "./language.ts";
import { migrationHash, THIS_RELEASE } from "./migrate.ts";
import { SIGN_IN_ROLE } from "./node.ts";

const APP_ROLE = "faleme_app";

async function database({ node }: Examination): Promise<Finding> {
  const state = await node.owner(serverState);
  const facts = { ...state, isEmbedded: node.isEmbedded };
  const off = [state.fsync !== "on" && "fsync", state.fullPageWrites !== "on" && "full_page_writes", state.synchronousCommit === "off" && "synchronous_commit"].filter(Boolean).join(", ");
  if (off) return finding("fault", [`Une coupure peut perdre ce qui a été confirmé : ${off} est coupé. Remettez-le dans postgresql.conf.`, `A power cut can lose what was acknowledged: ${off} is off. Turn it on in postgresql.conf.`, `قد يضيع ما تم تأكيده عند انقطاع التيار: ${off} معطّل. أعد تفعيله في postgresql.conf.`], facts);
  if (state.damaged > 0) return finding("fault", [`Le disque a abîmé ${state.damaged} blocs de la base. Sauvegardez maintenant, changez de disque, restaurez.`, `The disk has damaged ${state.damaged} blocks of the database. Back up now, change the disk, restore.`, `أتلف القرص ${state.damaged} كتلة من القاعدة. انسخ احتياطياً الآن وغيّر القرص ثم استعد.`], facts);
  if (state.checksums !== "on") return finding("warn", ["Les sommes de contrôle de la base sont coupées : un disque qui s’abîme ne se verra pas (pg_checksums --enable, base arrêtée).", "The database's checksums are off: a failing disk will not show (pg_checksums --enable, with the database stopped).", "مجاميع التحقق في القاعدة معطّلة: لن يظهر تلف القرص (pg_checksums --enable والقاعدة متوقفة)."], facts);
  return finding("ok", [`PostgreSQL ${state.version}, durable, avec sommes de contrôle.`, `PostgreSQL ${state.version}, durable, with checksums.`, `PostgreSQL ${state.version} متين وبمجاميع تحقق.`], facts);
}

async function tables({ node }: Examination): Promise<Finding> {
  const held = await node.owner(appliedMigrations);
  const known = THIS_RELEASE.names;
  const other = held.filter(({ name, sha256 }) => known.includes(name) && migrationHash(THIS_RELEASE, name) !== sha256).map(({ name }) => name);
  const facts = { applied: held.length, known: known.length, other };
  return other.length > 0
    ? finding("fault", [`Les tables viennent d’autres migrations que celles de cette version : ${other.join(", ")}. Lancez la version qui les a faites, ou restaurez une sauvegarde faite par celle-ci.`, `The tables were made by other migrations than this release's: ${other.join(", ")}. Run the release that made them, or restore a backup made by this one.`, `أُنشئت الجداول بترحيلات غير ترحيلات هذا الإصدار: ${other.join("، ")}. شغّل الإصدار الذي أنشأها أو استعد نسخة أنجزها هذا الإصدار.`], facts)
    : finding("ok", [`Tables au niveau ${held.at(-1)?.name ?? "?"}.`, `Tables at the level of ${held.at(-1)?.name ?? "?"}.`, `الجداول عند المستوى ${held.at(-1)?.name ?? "?"}.`], facts);
}

async function secondLock({ node }: Examination): Promise<Finding> {
  const { mighty, open } = await node.owner(async (client) => ({ mighty: await overmightyRoles(client, [APP_ROLE, SIGN_IN_ROLE]), open: await unprotectedTables(client, APP_ROLE) }));
  if (mighty.length > 0) return finding("fault", [`Le rôle ${mighty.join(", ")} peut contourner la sécurité des lignes. Retirez-lui SUPERUSER, BYPASSRLS, CREATEROLE et toute propriété.`, `The role ${mighty.join(", ")} can step over row-level security. Take SUPERUSER, BYPASSRLS, CREATEROLE and every ownership from it.`, `يستطيع الدور ${mighty.join("، ")} تجاوز أمن الصفوف. انزع عنه SUPERUSER وBYPASSRLS وCREATEROLE وكل ملكية.`], { mighty });
  if (open.length > 0) return finding("fault", [`Sans sécurité des lignes : ${open.join(", ")}. Arrêtez le serveur et restaurez une sauvegarde dans un dossier vide.`, `Without row-level security: ${open.join(", ")}. Stop the server and restore a backup into an empty directory.`, `دون أمن الصفوف: ${open.join("، ")}. أوقف الخادم واستعد نسخة في مجلد فارغ.`], { open });
  return finding("ok", ["La sécurité des lignes tient sur toutes les tables, et le rôle du serveur ne peut la lever.", "Row-level security stands on every table, and the server's role cannot lift it.", "أمن الصفوف قائم على كل الجداول ولا يستطيع دور الخادم رفعه."]);
}

const LAST_ENTRIES = 10_000;

async function journal({ node, isFull }: Examination): Promise<Finding> {
  const checked = await node.owner((client) => verifyJournal(client, isFull ? {} : { last: LAST_ENTRIES }));
  return isFull
    ? finding("ok", [`Tout le journal se vérifie : ${checked.entries} entrées, ${checked.versions} versions.`, `The whole journal verifies: ${checked.entries} entries, ${checked.versions} versions.`, `السجل كله سليم: ${checked.entries} قيداً و${checked.versions} إصداراً.`], checked)
    : finding("ok", [`La fin du journal se vérifie : ${checked.entries} entrées (tout : faleme doctor --full).`, `The end of the journal verifies: ${checked.entries} entries (all of it: faleme doctor --full).`, `نهاية السجل سليمة: ${checked.entries} قيداً (الكل: faleme doctor --full).`], checked);
}

async function doors({ node }: Examination): Promise<Finding> {
  const open = await node.owner(openDoors);
  return open.length === 0
    ? finding("ok", ["Toutes les portes vers l’extérieur sont fermées.", "Every door to the outside is closed.", "كل المنافذ إلى الخارج مغلقة."], { open })
    : finding("warn", [`Portes ouvertes : ${open.join(", ")}. Fermez celles qui ne servent plus : faleme close ${open[0]}`, `Open doors: ${open.join(", ")}. Close those no longer needed: faleme close ${open[0]}`, `منافذ مفتوحة: ${open.join("، ")}. أغلق ما لم يعد لازماً: faleme close ${open[0]}`], { open });
}

async function administration({ node }: Examination): Promise<Finding> {
  const counted = await node.owner(administrators);
  if (counted.all === 0) return finding("warn", ["Personne n’administre encore : faleme up imprime le lien du premier administrateur.", "Nobody administers yet: faleme up prints the link for the first administrator.", "لا مدير بعد: يطبع faleme up رابط المدير الأول."], counted);
  if (counted.withoutTotp > 0) return finding("warn", [`${counted.withoutTotp} administrateurs sur ${counted.all} se connectent sans second facteur. Qu’ils l’activent sur leur page de compte.`, `${counted.withoutTotp} of ${counted.all} administrators sign in without a second factor. Have them turn it on in their account page.`, `${counted.withoutTotp} من ${counted.all} مديرين يدخلون دون عامل ثانٍ. ليفعّلوه في صفحة حسابهم.`], counted);
  return finding("ok", [`${counted.all} administrateurs, tous avec second facteur.`, `${counted.all} administrators, all with a second factor.`, `${counted.all} مديرين، كلهم بعامل ثانٍ.`], counted);
}

const BACKUP_DAYS = 8;

async function backup({ node, now }: Examination): Promise<Finding> {
  const last = await node.owner(lastBackup);
  if (!last) return finding("warn", ["Aucune sauvegarde n’a été faite : faleme backup FICHIER, sur un autre disque.", "No backup was ever made: faleme backup FILE, to another disk.", "لم تُنجز أي نسخة احتياطية: faleme backup FILE على قرص آخر."], { days: null });
  const days = Math.floor((now.getTime() - Date.parse(last.at)) / 86_400_000);
  return days > BACKUP_DAYS
    ? finding("warn", [`La dernière sauvegarde date de ${days} jours. Faites-en une : faleme backup FICHIER`, `The last backup is ${days} days old. Make one: faleme backup FILE`, `آخر نسخة احتياطية عمرها ${days} يوماً. أنجز واحدة: faleme backup FILE`], { days })
    : finding("ok", [`Dernière sauvegarde : ${last.at.slice(0, 16)} UTC.`, `Last backup: ${last.at.slice(0, 16)} UTC.`, `آخر نسخة احتياطية: ${last.at.slice(0, 16)} UTC.`], { days });
}

export const databaseChecks: readonly Check[] = [
  { name: "database", labels: labels(["base de données", "database", "قاعدة البيانات"]), examine: database },
  { name: "tables", labels: labels(["tables", "tables", "الجداول"]), examine: tables },
  { name: "second-lock", labels: labels(["second verrou", "second lock", "القفل الثاني"]), examine: secondLock },
  { name: "journal", labels: labels(["journal", "journal", "السجل"]), examine: journal },
  { name: "doors", labels: labels(["portes", "doors", "المنافذ"]), examine: doors },
  { name: "administrators", labels: labels(["administrateurs", "administrators", "المديرون"]), examine: administration },
  { name: "backup", labels: labels(["sauvegarde", "backup", "النسخ الاحتياطي"]), examine: backup },
];
