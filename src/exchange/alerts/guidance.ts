/**
 * What to do with an alert of this kind: the duty officer's checklist, and the text that can be read out on community radio or
 * carried to villages. Written once a family of events; a kind without its own takes its family's, and that failing the general one.
 */
import { labels, type Labels, type LabelTuple } from "../../platform/language.ts";
import { broaderKinds } from "../release/queries.ts";

export interface Guidance { checklist: readonly Labels[]; instruction: Labels; relay: Labels }

const item = (...words: LabelTuple) => labels(words);

const VILLAGERS = item("Qui prévient les habitants, et par quel moyen ? Notez-le.", "Who warns the residents, and how? Write it down.", "من يُنذر السكان وبأي وسيلة؟ دوّن ذلك.");
const ANSWER = item("Accusez réception, puis dites ce que vous faites.", "Acknowledge, then say what you are doing.", "أكّد الاستلام ثم قل ما الذي تفعله.");
const NO_NAMES = item("Ne nommez personne et n’accusez aucun groupe d’habitants.", "Name nobody and accuse no group of residents.", "لا تسمِّ أحداً ولا تتهم أي فئة من السكان.");
const OUTCOME = item("Rendez compte de la suite : vrai, faux ou invérifiable, et ce qui a été fait.", "Report the outcome: true, false or unverifiable, and what was done.", "أبلغ بالنتيجة: صحيح أو غير صحيح أو لا يمكن التحقق، وما تم فعله.");

const guidance = (checklist: readonly Labels[], instruction: LabelTuple, relay: LabelTuple): Guidance =>
  ({ checklist: [ANSWER, VILLAGERS, ...checklist, NO_NAMES, OUTCOME], instruction: labels(instruction), relay: labels(relay) });

const GENERAL = guidance([],
  ["Restez attentifs, vérifiez auprès de vos propres sources et rendez compte.", "Stay alert, check with your own sources and report back.", "ابقوا متيقظين وتحققوا من مصادركم وأفيدوا."],
  ["Message aux habitants de {area} : un fait a été signalé dans la zone. Restez prudents et suivez les consignes des autorités locales.", "Message to residents of {area}: an incident was reported in the area. Be careful and follow the local authorities’ advice.", "رسالة إلى سكان {area}: أُبلغ عن حادث في المنطقة. توخوا الحذر واتبعوا تعليمات السلطات المحلية."]);

const BY_KIND: Readonly<Record<string, Guidance>> = {
  "armed-attack": guidance([
    item("Les soins et l’évacuation des blessés sont-ils prévus ?", "Are care and evacuation of the wounded arranged?", "هل الإسعاف وإخلاء الجرحى مؤمنان؟"),
    item("Quels axes et points de passage faut-il éviter ou fermer ?", "Which routes and crossings should be avoided or closed?", "أي الطرق والمعابر ينبغي تجنبها أو إغلاقها؟"),
    item("Les postes voisins sont-ils prévenus ?", "Have the neighbouring posts been told?", "هل أُبلغت المراكز المجاورة؟"),
  ], ["Évitez la zone et les axes cités ; préparez les secours ; prévenez les postes voisins.", "Avoid the area and the routes named; prepare rescue; tell the neighbouring posts.", "تجنبوا المنطقة والطرق المذكورة وجهّزوا الإسعاف وأبلغوا المراكز المجاورة."],
  ["Message aux habitants de {area} : une attaque a été signalée dans la zone. Évitez les déplacements, éloignez-vous des axes et écoutez les autorités locales.", "Message to residents of {area}: an attack was reported in the area. Avoid travel, stay away from the roads and listen to the local authorities.", "رسالة إلى سكان {area}: أُبلغ عن هجوم في المنطقة. تجنبوا التنقل وابتعدوا عن الطرق واستمعوا إلى السلطات المحلية."]),
  "civilian-harm": guidance([
    item("De quelle protection les habitants ont-ils besoin maintenant ?", "What protection do residents need now?", "ما الحماية التي يحتاجها السكان الآن؟"),
    item("La santé, l’école et l’état civil sont-ils touchés ?", "Are health, school and administration affected?", "هل تأثرت الصحة والتعليم والإدارة؟"),
  ], ["Protégez les habitants et les voyageurs ; préparez l’accueil et les soins.", "Protect residents and travellers; prepare shelter and care.", "احموا السكان والمسافرين وجهّزوا الإيواء والرعاية."],
  ["Message aux habitants de {area} : des violences contre des habitants ont été signalées. Restez groupés, évitez les déplacements de nuit et gardez contact avec la commune.", "Message to residents of {area}: violence against residents was reported. Stay together, avoid travel at night and keep in touch with the commune.", "رسالة إلى سكان {area}: أُبلغ عن عنف ضد السكان. ابقوا مجتمعين وتجنبوا التنقل ليلاً وابقوا على اتصال بالبلدية."]),
  "abduction": guidance([
    item("Ne diffusez ni nom ni photographie de la victime.", "Give out neither the name nor a picture of the victim.", "لا تنشروا اسم الضحية ولا صورتها."),
    item("La famille est-elle accompagnée par le service compétent ?", "Is the family supported by the competent service?", "هل ترافق الجهة المختصة العائلة؟"),
    item("Quels points de passage vers le pays voisin surveiller ?", "Which crossings to the neighbouring country should be watched?", "أي معابر نحو البلد المجاور ينبغي مراقبتها؟"),
  ], ["Surveillez les points de passage ; n’entreprenez rien qui mette la victime en danger ; rendez compte.", "Watch the crossings; do nothing that endangers the victim; report back.", "راقبوا المعابر ولا تفعلوا ما يعرّض الضحية للخطر وأفيدوا."],
  ["Message aux habitants de {area} : un enlèvement a été signalé. Évitez les déplacements isolés et signalez tout fait utile aux autorités locales.", "Message to residents of {area}: an abduction was reported. Avoid travelling alone and tell the local authorities what may help.", "رسالة إلى سكان {area}: أُبلغ عن اختطاف. تجنبوا التنقل منفردين وأبلغوا السلطات المحلية بما يفيد."]),
  "panic-displacement": guidance([
    item("Où vont les habitants, et combien sont-ils à peu près ?", "Where are residents going, and roughly how many?", "إلى أين يتجه السكان وكم عددهم تقريباً؟"),
    item("Eau, abri, soins : qui s’en charge ce soir ?", "Water, shelter, care: who sees to it tonight?", "الماء والمأوى والرعاية: من يتكفل بها هذه الليلة؟"),
  ], ["Accueillez et protégez ceux qui fuient ; ne les renvoyez pas ; préparez eau, abri et soins.", "Receive and protect those who flee; do not send them back; prepare water, shelter and care.", "استقبلوا الفارين واحموهم ولا تعيدوهم وجهّزوا الماء والمأوى والرعاية."],
  ["Message aux habitants de {area} : des habitants ont fui par peur. Ils sont à protéger. La commune dira où trouver eau, abri et soins.", "Message to residents of {area}: people have fled in fear and are to be protected. The commune will say where to find water, shelter and care.", "رسالة إلى سكان {area}: فر سكان خوفاً ويجب حمايتهم. ستعلن البلدية أين يوجد الماء والمأوى والرعاية."]),
  "threat-message": guidance([
    item("Gardez l’image du message sans numéro ni nom d’expéditeur.", "Keep a picture of the message without the sender’s number or name.", "احتفظوا بصورة الرسالة دون رقم المرسل أو اسمه."),
    item("Une action annoncée exposerait-elle des habitants à des représailles ?", "Would an announced action expose residents to reprisals?", "هل يعرّض إعلان إجراء ما السكان للانتقام؟"),
  ], ["Protégez ceux que la menace vise ; n’annoncez aucune action avant d’avoir pesé les représailles.", "Protect those who are threatened; announce no action before weighing reprisals.", "احموا المهدَّدين ولا تعلنوا أي إجراء قبل تقدير خطر الانتقام."],
  ["Message aux habitants de {area} : un message de menace circule. Ne le transmettez pas ; parlez-en à la commune ou au poste le plus proche.", "Message to residents of {area}: a threatening message is going round. Do not pass it on; tell the commune or the nearest post.", "رسالة إلى سكان {area}: تنتشر رسالة تهديد. لا تعيدوا إرسالها وأبلغوا البلدية أو أقرب مركز."]),
  "illicit-economy": guidance([
    item("Des habitants ont-ils perdu leurs moyens de vivre ?", "Have residents lost their livelihood?", "هل فقد السكان مصدر رزقهم؟"),
  ], ["Prévenez les voyageurs et tous ceux qui gardent du bétail ; surveillez les points de passage ; ne désignez pas les victimes.", "Warn travellers and all who keep livestock; watch the crossings; do not single out the victims.", "أنذروا المسافرين وكل من لديه ماشية وراقبوا المعابر ولا تكشفوا الضحايا."],
  ["Message aux habitants de {area} : des vols ou des prélèvements forcés ont été signalés. Gardez le bétail groupé et évitez les pistes isolées.", "Message to residents of {area}: theft or forced levies were reported. Keep livestock together and avoid lonely tracks.", "رسالة إلى سكان {area}: أُبلغ عن سرقات أو إتاوات قسرية. اجمعوا الماشية وتجنبوا الدروب المعزولة."]),
  "hazard": guidance([
    item("Faut-il évacuer, et par où ?", "Is evacuation needed, and which way?", "هل يلزم الإخلاء ومن أي طريق؟"),
  ], ["Mettez les habitants à l’abri et préparez les secours.", "Bring residents to safety and prepare rescue.", "انقلوا السكان إلى الأمان وجهّزوا الإنقاذ."],
  ["Message aux habitants de {area} : un danger a été signalé. Mettez-vous à l’abri et suivez les consignes de la protection civile.", "Message to residents of {area}: a hazard was reported. Get to safety and follow civil protection’s advice.", "رسالة إلى سكان {area}: أُبلغ عن خطر. احتموا واتبعوا تعليمات الحماية المدنية."]),
};

/** Every text of it, for a test that reads them all. */
export const allGuidance = (): Guidance[] => [GENERAL, ...Object.values(BY_KIND)];

export function guidanceFor(kind: string): Guidance {
  const found = [kind, ...broaderKinds(kind)].find((one) => one in BY_KIND);
  return found ? BY_KIND[found]! : GENERAL;
}
