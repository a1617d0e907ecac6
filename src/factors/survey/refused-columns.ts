/**
 * Which columns of somebody's microdata may not come in? Origin, religion, belief, caste; names, telephone numbers, addresses;
 * precise positions, photographs, voices; identifiers of a device. They are refused at mapping, by their name, their label,
 * their type in the form and what stands in them, and are read past: not stored, not logged, not shown.
 */
import { screen } from "../../evidence/index.ts";
import { plain } from "../../methods/names/fold.ts";

export type Refusal = "origin-or-belief" | "name" | "contact" | "position" | "recording" | "device" | "free-text";

/** Words of a column's name, without accents, as they stand between signs. */
const BY_WORD: readonly (readonly [Refusal, RegExp])[] = [
  ["origin-or-belief", /^(ethni\w*|tribes?|tribus?|tribal\w*|clans?|races?|castes?|religi\w*|relig|beliefs?|faith|foi|croyan\w*|confession\w*|confreri\w*|brotherhoods?|mosque\w*|churchs?|eglises?|lineages?|lignages?)$/],
  ["name", /^(noms?|names?|prenoms?|surnames?|firstname|lastname|fullname|username|respondentname|patronyme)$/],
  ["contact", /^(phones?|phonenumber|tel|telephones?|mobile|gsm|whatsapp|e?mails?|courriel|adress?es?|addresse?s?|contacts?)$/],
  ["position", /^(gps|geopoint|geolocation|geolocalisation|latitude|longitude|lat|lon|lng|long|altitude|coordonnees|coordinates|geotrace|geoshape|plusCode)$/i],
  ["recording", /^(photos?|images?|pictures?|audio|video|voice|voix|signature|selfie|barcode)$/],
  ["device", /^(deviceid|imei|imsi|simserial|simid|subscriberid|phonenumber|ip|ipaddress|cni|passport|passeport|nationalid|nin)$/],
];
/** Said of a person and in no other sense; "religious leaders" is an opinion's object and passes. */
const BY_LABEL: readonly (readonly [Refusal, RegExp])[] = [
  ["origin-or-belief", /\b(ethnie|ethnicity|ethnic group|groupe ethnique|tribu|tribe|caste|your religion|votre religion|quelle religion|which religion|confession religieuse|mother tongue|langue maternelle)\b|(عرق|قبيلة|ديانت|ديانة|دينك|طائفت|عقيدت)/],
  ["name", /\b(votre nom|your name|nom du repondant|nom de l enquete|name of (the )?respondent|prenom)\b|(اسمك|اسم المستجوب)/],
  ["contact", /\b(numero de telephone|phone number|telephone number|adresse e mail|email address)\b|(رقم الهاتف|رقم هاتف)/],
];
/** Types of a question in XLSForm. */
const BY_TYPE: Readonly<Record<string, Refusal>> = {
  geopoint: "position", geotrace: "position", geoshape: "position", "start-geopoint": "position", image: "recording", audio: "recording", video: "recording", file: "recording", "background-audio": "recording",
  phonenumber: "device", deviceid: "device", subscriberid: "device", simserial: "device", username: "device", email: "device", barcode: "device",
};

export interface ColumnSeen {
  name: string;
  label?: string | undefined;
  /** Of the form: "select_one yesno", "geopoint". */
  formType?: string | undefined;
  /** Some of what stands in it. */
  values: readonly string[];
}

/** Why the column is refused; undefined: it may be mapped. */
export function refusalOf({ name, label, formType, values }: ColumnSeen): Refusal | undefined {
  const byType = formType && BY_TYPE[formType.split(/\s/)[0]!];
  if (byType) return byType;
  const words = wordsOf(name);
  for (const [refusal, pattern] of BY_WORD) if (words.some((word) => pattern.test(word)) || pattern.test(words.join(""))) return refusal;
  const said = plain(label ?? "");
  for (const [refusal, pattern] of BY_LABEL) if (pattern.test(said) || pattern.test(label ?? "") || pattern.test(words.join(" "))) return refusal;
  return refusalOfValues(values);
}

/** "grp/q1_EthnicGroup" → grp, q1, ethnic, group. */
const wordsOf = (name: string): string[] => plain(name.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[_/.\-:[\]]+/g, " ")).split(" ").filter(Boolean);

const MANY_WORDS = 3;
const SHARE_FREE = 0.2;
const FEW = 5;

/** Of West Africa and the Sahel, to about a hundred metres or finer. */
const isFine = (value: string) => /^-?\d{1,2}\.\d{3,}$/.test(value);
const isLatitude = (value: string) => isFine(value) && Number(value) > 4 && Number(value) < 28;
const isLongitude = (value: string) => isFine(value) && Number(value) < -0.5 && Number(value) > -18.5;

function refusalOfValues(given: readonly string[]): Refusal | undefined {
  const values = given.filter((value) => value !== "");
  if (values.length < FEW) return undefined;
  const share = (is: (value: string) => boolean) => values.filter(is).length / values.length;
  if ((share(isLatitude) > 0.9 || share(isLongitude) > 0.9) && new Set(values).size > values.length / 4) return "position";
  if (share((value) => /^-?\d{1,2}\.\d+[ ,;]+-?\d{1,3}\.\d+/.test(value)) > 0.3) return "position";
  if (share((value) => /^(\+|00)?(221|222|223|224|226)?[ .-]?\d{2}([ .-]?\d){6,7}$/.test(value) && !/^\d{4}-\d\d-\d\d/.test(value) && value.replace(/\D/g, "").length >= 8) > 0.5) return "contact";
  const distinct = [...new Set(values)];
  if (!distinct.every((value) => Number.isFinite(Number(value))) && screen(distinct.slice(0, 200).join(" ; ")).findings.filter(({ kind }) => kind === "community").length >= 2) return "origin-or-belief";
  if (share((value) => value.split(/\s+/).length > MANY_WORDS && value.length > 25) > SHARE_FREE && distinct.length > values.length / 4) return "free-text";
  return undefined;
}
