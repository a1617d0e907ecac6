/** What the doctor looks at on the machine: its clock, disk, memory, the permissions of the data directory, TLS, versions. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync, readdirSync } from "node:fs";
import path from "node:path";
import { connect } from "node:tls";
import { freeBytes, megabytes, RESERVE_BYTES } from "./disk.ts";
import { finding, type Check, type Examination, type Finding } from "./doctor-finding.ts";
import { addressFile } from "./first-administrator.ts";
import { labels } from "./language.ts";
import { entriesSince } from "./doctor-queries.ts";
import { VERSION } from "./version.ts";

const DAY_MS = 86_400_000;
const CLOCK_WARN_MS = 5_000;
const CLOCK_FAULT_MS = 60_000;

async function clock({ node, now }: Examination): Promise<Finding> {
  const asked = Date.now();
  const { at, last } = await node.owner(async (client) => (await client.query("select clock_timestamp() as at, (select at from journal order by seq desc limit 1) as last")).rows[0]);
  const apartMs = Math.abs(Date.parse(at) - (asked + Date.now()) / 2);
  if (last && Date.parse(last) > now.getTime() + CLOCK_WARN_MS) {
    return finding("fault", [
      `L’horloge retarde : le journal a une entrée du ${last}, dans l’avenir. Réglez la date avant d’écrire quoi que ce soit.`,
      `The clock is slow: the journal has an entry of ${last}, in the future. Set the date before anything is written.`,
      `الساعة متأخرة: في السجل قيد بتاريخ ${last} في المستقبل. اضبط التاريخ قبل أي كتابة.`], { last });
  }
  if (apartMs > CLOCK_WARN_MS) {
    return finding(apartMs > CLOCK_FAULT_MS ? "fault" : "warn", [
      `L’horloge de cette machine et celle de la base diffèrent de ${Math.round(apartMs / 1000)} s. Réglez-les par NTP.`,
      `The clocks of this machine and of the database are ${Math.round(apartMs / 1000)} s apart. Set them by NTP.`,
      `تختلف ساعة هذا الجهاز عن ساعة القاعدة بمقدار ${Math.round(apartMs / 1000)} ث. اضبطهما عبر NTP.`], { apartMs });
  }
  const synchronised = spawnSync("timedatectl", ["show", "-p", "NTPSynchronized", "--value"], { encoding: "utf8", timeout: 5_000 });
  if (synchronised.status === 0 && synchronised.stdout.trim() === "no") {
    return finding("warn", [
      "L’heure n’est pas réglée par le réseau. Activez-la (timedatectl set-ntp true), ou vérifiez-la chaque semaine à un GPS ou un téléphone.",
      "The time is not set by the network. Turn that on (timedatectl set-ntp true), or check it every week against a GPS or a telephone.",
      "الوقت لا يُضبط عبر الشبكة. فعّل ذلك (timedatectl set-ntp true) أو تحقق منه أسبوعياً بجهاز GPS أو هاتف."], { ntp: false });
  }
  return finding("ok", [`Il est ${now.toISOString()}.`, `It is ${now.toISOString()}.`, `الوقت ${now.toISOString()}.`], { apartMs });
}

const ROOM_WARN_BYTES = 1024 * 1024 * 1024;
const FORECAST_DAYS = 30;
const LONGEST_FORECAST_DAYS = 3_650;
/** Below, an entry's share of the database is mostly the empty database. */
const ENTRIES_TO_TELL = 1_000;

/** At the last month's pace: database bytes for each journal entry, times the entries of that month. */
async function disk({ node, now }: Examination): Promise<Finding> {
  const free = freeBytes(node.dir);
  const { entries, recent, bytes } = await node.owner((client) => entriesSince(client, new Date(now.getTime() - FORECAST_DAYS * DAY_MS)));
  const bytesPerDay = entries > ENTRIES_TO_TELL ? ((bytes / entries) * recent) / FORECAST_DAYS : 0;
  const forecast = bytesPerDay > 0 ? Math.floor(Math.max(0, free - RESERVE_BYTES) / bytesPerDay) : undefined;
  const days = forecast !== undefined && forecast < LONGEST_FORECAST_DAYS ? forecast : undefined;
  const facts = { freeBytes: free, databaseBytes: bytes, bytesPerDay: Math.round(bytesPerDay), daysLeft: days ?? null };
  const state = { fr: `${megabytes(free, "fr")} libres, base de ${megabytes(bytes, "fr")}`, en: `${megabytes(free)} free, database of ${megabytes(bytes)}`, ar: `المتاح ${megabytes(free, "ar")} وحجم القاعدة ${megabytes(bytes, "ar")}` };
  const ahead = days === undefined ? { fr: "", en: "", ar: "" } : { fr: ` ; de quoi tenir ${days} jours au rythme du dernier mois`, en: `; enough for ${days} days at the last month's pace`, ar: `؛ يكفي ${days} يوماً بوتيرة الشهر الماضي` };
  if (free < 2 * RESERVE_BYTES) {
    return finding("fault", [`${state.fr}. Les écritures s’arrêtent sous ${megabytes(RESERVE_BYTES, "fr")} : libérez de la place maintenant.`, `${state.en}. Writing stops below ${megabytes(RESERVE_BYTES)}: free some space now.`, `${state.ar}. تتوقف الكتابة تحت ${megabytes(RESERVE_BYTES, "ar")}: وفّر مساحة الآن.`], facts);
  }
  if (free < ROOM_WARN_BYTES || (days !== undefined && days < FORECAST_DAYS)) {
    return finding("warn", [`${state.fr}${ahead.fr}. Prévoyez un disque plus grand, ou déplacez les anciennes sauvegardes.`, `${state.en}${ahead.en}. Plan a larger disk, or move old backups away.`, `${state.ar}${ahead.ar}. خطط لقرص أكبر أو انقل النسخ القديمة.`], facts);
  }
  return finding("ok", [`${state.fr}${ahead.fr}.`, `${state.en}${ahead.en}.`, `${state.ar}${ahead.ar}.`], facts);
}

const OTHERS = 0o077;
/** Besides the database's own folder, which PostgreSQL itself refuses to use while it is open. */
const PRIVATE = ["secrets", "backups", "uploads", "rejects"];

function permissions({ node }: Examination): Finding {
  const secrets = path.join(node.dir, "secrets");
  const closed = [...PRIVATE.map((name) => path.join(node.dir, name)), ...(existsSync(secrets) ? readdirSync(secrets).map((name) => path.join(secrets, name)) : [])].filter(existsSync);
  const open = closed.filter((file) => (statSync(file).mode & OTHERS) !== 0);
  if (open.length > 0) {
    return finding("fault", [`D’autres comptes peuvent lire ${open.join(", ")}. Fermez : chmod -R go= ${open[0]}`, `Other accounts can read ${open.join(", ")}. Close it: chmod -R go= ${open[0]}`, `تستطيع حسابات أخرى قراءة ${open.join("، ")}. أغلقها: chmod -R go= ${open[0]}`], { open });
  }
  const strange = closed.filter((file) => statSync(file).uid !== statSync(node.dir).uid);
  if (strange.length > 0) {
    return finding("warn", [`Ces fichiers n’appartiennent pas au propriétaire du dossier de données : ${strange.join(", ")}. Rendez-les-lui (chown).`, `These files do not belong to the owner of the data directory: ${strange.join(", ")}. Give them back (chown).`, `هذه الملفات ليست لمالك مجلد البيانات: ${strange.join("، ")}. أعدها إليه (chown).`], { strange });
  }
  return finding("ok", ["Secrets et sauvegardes ne sont lisibles que de leur propriétaire.", "Secrets and backups are readable by their owner alone.", "الأسرار والنسخ لا يقرؤها إلا مالكها."]);
}

const MEMORY_WARN_BYTES = 300 * 1024 * 1024;
const MEMORY_FAULT_BYTES = 80 * 1024 * 1024;

function memory(): Finding {
  const available = Number(/MemAvailable:\s+(\d+)/.exec(readFileSync("/proc/meminfo", "utf8"))?.[1] ?? 0) * 1024;
  const level = available < MEMORY_FAULT_BYTES ? "fault" : available < MEMORY_WARN_BYTES ? "warn" : "ok";
  const [fr, en, ar] = [megabytes(available, "fr"), megabytes(available), megabytes(available, "ar")];
  return level === "ok" ? finding("ok", [`${fr} de mémoire disponible.`, `${en} of memory available.`, `الذاكرة المتاحة ${ar}.`], { available })
    : finding(level, [`Il ne reste que ${fr} de mémoire. Arrêtez d’autres programmes.`, `Only ${en} of memory are left. Stop other programs.`, `لم يبق من الذاكرة إلا ${ar}. أوقف برامج أخرى.`], { available });
}

const EXPIRY_WARN_DAYS = 14;

/** The certificate that the running server really shows, which is not always the one in the file. */
async function tls({ node, now }: Examination): Promise<Finding> {
  if (!existsSync(addressFile(node))) return finding("ok", ["Aucun serveur ne tourne sur ce dossier en ce moment.", "No server runs on this directory now.", "لا خادم يعمل على هذا المجلد الآن."], { isRunning: false });
  const url = new URL(readFileSync(addressFile(node), "utf8").trim());
  if (url.protocol !== "https:") {
    return finding("ok", [`${url.href} répond sans chiffrement : à n’atteindre que depuis cette machine, ou par un proxy qui chiffre (--trust-proxy). Sinon : faleme up --cert --key`, `${url.href} answers in the clear: to be reached from this machine only, or through a proxy that encrypts (--trust-proxy). Otherwise: faleme up --cert --key`, `${url.href} يجيب دون تشفير: يُستعمل من هذا الجهاز فقط أو عبر وسيط مشفّر (--trust-proxy). وإلا: faleme up --cert --key`], { isRunning: true, isEncrypted: false });
  }
  const until = await certificateEnd(url);
  const days = Math.floor((until.getTime() - now.getTime()) / DAY_MS);
  const facts = { isRunning: true, isEncrypted: true, validUntil: until.toISOString(), days };
  const day = until.toISOString().slice(0, 10);
  if (days < 0) return finding("fault", [`Le certificat a expiré le ${day}. Renouvelez-le, puis envoyez SIGHUP au serveur.`, `The certificate expired on ${day}. Renew it, then send SIGHUP to the server.`, `انتهت صلاحية الشهادة في ${day}. جدّدها ثم أرسل SIGHUP إلى الخادم.`], facts);
  if (days < EXPIRY_WARN_DAYS) return finding("warn", [`Le certificat expire dans ${days} jours (${day}). Renouvelez-le, puis envoyez SIGHUP au serveur.`, `The certificate expires in ${days} days (${day}). Renew it, then send SIGHUP to the server.`, `تنتهي صلاحية الشهادة بعد ${days} يوماً (${day}). جدّدها ثم أرسل SIGHUP إلى الخادم.`], facts);
  return finding("ok", [`Chiffré ; certificat valable jusqu’au ${day}.`, `Encrypted; certificate valid until ${day}.`, `مشفّر؛ الشهادة صالحة حتى ${day}.`], facts);
}

function certificateEnd({ hostname, port }: URL): Promise<Date> {
  return new Promise((resolve, reject) => {
    // Only its dates are looked at; whether others trust it is not ours to know.
    const socket = connect({ host: hostname, port: Number(port || 443), rejectUnauthorized: false, timeout: 5_000 }, () => {
      const { valid_to: until } = socket.getPeerCertificate();
      socket.destroy();
      resolve(new Date(until));
    });
    socket.once("timeout", () => socket.destroy(new Error("timeout")));
    socket.once("error", reject);
  });
}

const NODE_MAJOR = 24;

function versions(): Finding {
  const node = process.versions.node;
  const facts = { faleme: VERSION, node, platform: `${process.platform}-${process.arch}` };
  return Number(node.split(".")[0]) < NODE_MAJOR
    ? finding("warn", [`Node ${node} est plus ancien que prévu (${NODE_MAJOR}). Lancez Falémé par npm, qui apporte le sien.`, `Node ${node} is older than planned (${NODE_MAJOR}). Run Falémé through npm, which brings its own.`, `Node ${node} أقدم من المطلوب (${NODE_MAJOR}). شغّل فاليمي عبر npm الذي يجلب نسخته.`], facts)
    : finding("ok", [`Falémé ${VERSION}, Node ${node}.`, `Falémé ${VERSION}, Node ${node}.`, `فاليمي ${VERSION}، Node ${node}.`], facts);
}

export const boxChecks: readonly Check[] = [
  { name: "clock", labels: labels(["horloge", "clock", "الساعة"]), examine: clock },
  { name: "disk", labels: labels(["disque", "disk", "القرص"]), examine: disk },
  { name: "memory", labels: labels(["mémoire", "memory", "الذاكرة"]), examine: memory },
  { name: "permissions", labels: labels(["droits des fichiers", "file permissions", "أذونات الملفات"]), examine: permissions },
  { name: "tls", labels: labels(["chiffrement", "encryption", "التشفير"]), examine: tls },
  { name: "versions", labels: labels(["versions", "versions", "الإصدارات"]), examine: versions },
];
