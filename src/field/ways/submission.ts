/**
 * What does a filled form say? From the XML that ODK Collect, KoboCollect or Enketo sends: which form, which filling of it,
 * the answers by question, and the same XML without whatever names the device or its owner.
 */
import { harmless } from "../intake/incoming.ts";
import { scanXml, XmlFault, type Leaf } from "./xml-scan.ts";

export interface Submission {
  formId: string;
  formVersion: string;
  /** The sender's own identity for this filling: the same for every repetition. */
  instanceId: string;
  /** By the question's path, "group/question"; a question inside a repeat has all its answers in order. */
  answers: Record<string, string | string[]>;
  /** As it came, device and owner blanked. */
  xml: string;
}

/** What clients fill in by themselves and what tells a telephone or its owner: never kept, whatever the form is called that asks it. */
const IDENTIFYING = new Set(["deviceid", "subscriberid", "simserial", "simid", "phonenumber", "phone_number", "username", "email", "userid", "devicephonenum", "uri_deviceid", "uri_phonenumber", "uri_subscriberid", "uri_simserial", "uri_username", "uri_email", "audit"]);

/** What form builders add for themselves. */
const HOUSEKEEPING = new Set(["meta", "formhub", "__version__"]);

const isIdentifying = ({ path, text }: Leaf) => IDENTIFYING.has(path.at(-1)!.toLowerCase()) || /^(imei|collect|ee\.kobotoolbox\.org|enketo\.org|tel|mailto|username|simserial):/i.test(text);

/** @throws XmlFault */
export function readSubmission(xml: string): Submission {
  const { root, leaves } = scanXml(xml);
  const answers = new Map<string, string | string[]>();
  let instanceId = root.attributes.get("instanceID") ?? "";
  let kept = "";
  let at = 0;
  for (const leaf of leaves) {
    const path = leaf.path.join("/");
    if (isIdentifying(leaf)) {
      kept += xml.slice(at, leaf.from);
      at = leaf.to;
      continue;
    }
    if (path === "meta/instanceID") instanceId = leaf.text.trim();
    if (leaf.text === "" || HOUSEKEEPING.has(leaf.path[0]!)) continue;
    const words = harmless(leaf.text).trim();
    const before = answers.get(path);
    answers.set(path, before === undefined ? words : [...[before].flat(), words]);
  }
  const formId = root.attributes.get("id") ?? root.attributes.get("xmlns") ?? root.name;
  if (!instanceId) throw new XmlFault("meta/instanceID is missing: without it we could not tell a repetition from another report");
  return {
    formId: harmless(formId).slice(0, 200), formVersion: harmless(root.attributes.get("version") ?? "").slice(0, 100), instanceId: instanceId.slice(0, 200),
    answers: Object.fromEntries(answers), xml: kept + xml.slice(at),
  };
}
