/** Ways to tell a dozen kinds of things in three languages, for statements made from a seed. No one is named, and nobody said them. */
import type { SyntheticKind } from "./synthetic-statements.ts";

export const SYNTHETIC_KINDS: readonly SyntheticKind[] = [
  {
    kind: "cattle-theft", broader: "illicit-economy",
    told: {
      fr: ["{n} têtes volées {d}, les voleurs étaient {m}", "vol de bétail {d}, {n} boeufs emportés par {m} hommes à moto", "on a pris {n} vaches {d}, personne de blessé", "le troupeau a été emmené {d}, il manque {n} bêtes"],
      en: ["{n} cattle stolen {d}, the thieves were {m}", "cattle theft {d}, {n} cows taken by {m} men on motorbikes", "they took {n} animals {d}, nobody hurt"],
      ar: ["سرقة {n} رأس ماشية {d} وكان اللصوص {m}", "أخذوا {n} بقرة {d} ولم يصب أحد", "سرقة مواشي {d} ونقص القطيع {n} رأس"],
    },
    details: {
      fr: ["au puits", "au marché", "dans la forêt", "près du fleuve", "dans l’enclos du nord", "sur la piste de transhumance", "au forage", "pendant la nuit", "à l’abreuvoir", "derrière la colline"],
      en: ["at the well", "at the market", "in the forest", "near the river", "in the northern pen", "on the herding track", "at the borehole", "during the night", "at the watering place", "behind the hill"],
      ar: ["عند البئر", "في السوق", "في الغابة", "قرب النهر", "في حظيرة الشمال", "على مسار الرعي", "عند الحفر", "خلال الليل", "عند المورد", "خلف التل"],
    },
  },
  {
    kind: "armed-robbery", broader: "illicit-economy",
    told: {
      fr: ["{m} hommes armés ont arrêté {d} et pris {n} mille francs", "braquage {d}, {m} bandits avec des fusils, {n} passagers dépouillés", "coupeurs de route {d}, {n} personnes volées"],
      en: ["{m} gunmen stopped {d} and took {n} thousand", "robbery {d}, {m} bandits with rifles, {n} passengers robbed"],
      ar: ["أوقف {m} مسلحين {d} وأخذوا {n} ألف", "سطو مسلح {d} وسلب {n} ركاب"],
    },
    details: {
      fr: ["un car de transport", "un camion de ciment", "une moto de commerçant", "un taxi brousse", "une charrette", "la caisse de la boutique", "un pick-up d’orpailleurs", "le camion de sucre"],
      en: ["a bus", "a cement lorry", "a trader’s motorbike", "a bush taxi", "a cart", "the shop till", "a miners’ pick-up", "the sugar lorry"],
      ar: ["حافلة", "شاحنة إسمنت", "دراجة تاجر", "سيارة أجرة", "عربة", "صندوق المتجر", "سيارة منقبين", "شاحنة السكر"],
    },
  },
  {
    kind: "extortion", broader: "illicit-economy",
    told: {
      fr: ["ils exigent {n} mille francs {d}, sinon ils reviennent", "taxe forcée {d}, {n} sacs demandés", "prélèvement {d}: {n} mille par famille, délai {m} jours"],
      en: ["they demand {n} thousand {d} or they come back", "forced tax {d}, {n} bags asked"],
      ar: ["يطلبون {n} ألف {d} وإلا عادوا", "جباية قسرية {d} وطلبوا {n} كيسا"],
    },
    details: {
      fr: ["aux commerçants", "aux transporteurs", "aux bûcherons", "aux orpailleurs", "à l’école", "aux pêcheurs", "aux cultivateurs de mil", "à la coopérative"],
      en: ["from traders", "from drivers", "from loggers", "from miners", "from the school", "from fishermen", "from millet growers", "from the cooperative"],
      ar: ["من التجار", "من الناقلين", "من الحطابين", "من المنقبين", "من المدرسة", "من الصيادين", "من مزارعي الدخن", "من التعاونية"],
    },
  },
  {
    kind: "attack-on-civilians", broader: "civilian-harm",
    told: {
      fr: ["des hommes ont attaqué {d}, {n} morts et {m} blessés", "attaque {d} à l’aube, {m} blessés, des maisons brûlées", "ils ont tiré {d}, {n} personnes tuées"],
      en: ["men attacked {d}, {n} dead and {m} wounded", "attack {d} at dawn, {m} wounded, houses burnt"],
      ar: ["هاجم رجال {d} فقتل {n} وجرح {m}", "هجوم {d} فجرا وجرح {m} وأحرقت بيوت"],
    },
    details: {
      fr: ["le marché hebdomadaire", "le campement", "les champs de l’est", "la cérémonie de mariage", "la mine artisanale", "le débarcadère", "le quartier haut"],
      en: ["the weekly market", "the camp", "the eastern fields", "the wedding", "the artisanal mine", "the landing stage", "the upper quarter"],
      ar: ["السوق الأسبوعي", "المخيم", "الحقول الشرقية", "حفل الزفاف", "المنجم", "المرسى", "الحي العالي"],
    },
  },
  {
    kind: "abduction", broader: "civilian-harm",
    told: {
      fr: ["enlèvement {d}, {m} personnes emmenées vers la brousse", "{d} enlevé hier soir par {m} hommes à moto", "on a kidnappé {d}, rançon de {n} millions"],
      en: ["{d} abducted, {m} people taken to the bush", "{d} kidnapped by {m} men on motorbikes, ransom {n} million"],
      ar: ["اختطاف {d} واقتيد {m} أشخاص إلى الأدغال", "خطف {d} والفدية {n} مليون"],
    },
    details: {
      fr: ["un infirmier", "un enseignant", "un commerçant", "deux chauffeurs", "un agent des eaux", "un éleveur de passage", "un ingénieur de la route"],
      en: ["a nurse", "a teacher", "a trader", "two drivers", "a water agent", "a passing herder", "a road engineer"],
      ar: ["ممرض", "معلم", "تاجر", "سائقين", "عامل مياه", "راع عابر", "مهندس طريق"],
    },
  },
  {
    kind: "armed-visit", broader: "civilian-harm",
    told: {
      fr: ["{m} hommes armés sont passés {d} sur {n} motos", "passage de motos {d}, ils ont parlé aux habitants", "colonne de {n} motos {d}, sans violence"],
      en: ["{m} armed men passed {d} on {n} motorbikes", "motorbikes passing {d}, they talked to residents"],
      ar: ["مر {m} مسلحين {d} على {n} دراجات", "مرور دراجات {d} وتكلموا مع السكان"],
    },
    details: {
      fr: ["à la sortie du village", "devant la mairie", "au gué", "par la piste du sud", "près de l’école", "au moulin", "devant le dispensaire"],
      en: ["at the edge of the village", "in front of the town hall", "at the ford", "by the southern track", "near the school", "at the mill", "in front of the clinic"],
      ar: ["عند مخرج القرية", "أمام البلدية", "عند المخاضة", "من المسار الجنوبي", "قرب المدرسة", "عند المطحنة", "أمام المستوصف"],
    },
  },
  {
    kind: "panic-displacement", broader: "civilian-harm",
    told: {
      fr: ["{n} familles ont fui {d}", "les gens partent {d}, {n} personnes sur la route", "fuite d’habitants {d} après des tirs"],
      en: ["{n} families fled {d}", "people are leaving {d}, {n} on the road"],
      ar: ["فرت {n} أسرة {d}", "الناس يغادرون {d} و{n} شخصا على الطريق"],
    },
    details: {
      fr: ["vers le fleuve", "vers la ville", "dans la forêt", "de l’autre côté de la frontière", "chez des parents", "vers le camp", "par pirogue"],
      en: ["towards the river", "to town", "into the forest", "across the border", "to relatives", "to the camp", "by canoe"],
      ar: ["نحو النهر", "إلى المدينة", "إلى الغابة", "عبر الحدود", "إلى أقارب", "إلى المخيم", "بالزوارق"],
    },
  },
  {
    kind: "attack-on-post", broader: "armed-attack",
    told: {
      fr: ["attaque du poste {d}, {n} morts, {m} véhicules pris", "tirs contre le poste {d} pendant {m} heures", "le poste {d} a été attaqué, {n} blessés évacués"],
      en: ["attack on the post {d}, {n} dead, {m} vehicles taken", "shooting at the post {d} for {m} hours"],
      ar: ["هجوم على المركز {d} وقتل {n} وأخذت {m} سيارات", "إطلاق نار على المركز {d} مدة {m} ساعات"],
    },
    details: {
      fr: ["de douane", "de gendarmerie", "des eaux et forêts", "de police de la frontière", "militaire du pont", "de péage"],
      en: ["of customs", "of the gendarmerie", "of the forestry service", "of the border police", "at the bridge", "at the toll"],
      ar: ["الجمركي", "للدرك", "للمياه والغابات", "لشرطة الحدود", "العسكري عند الجسر", "للرسوم"],
    },
  },
  {
    kind: "explosive-device", broader: "armed-attack",
    told: {
      fr: ["une mine a explosé {d}, {m} blessés", "engin explosif {d}, {n} victimes", "explosion {d} au passage, {m} morts"],
      en: ["a mine exploded {d}, {m} wounded", "explosive device {d}, {n} victims"],
      ar: ["انفجر لغم {d} وجرح {m}", "عبوة ناسفة {d} و{n} ضحايا"],
    },
    details: {
      fr: ["sous une charrette", "sous un camion", "sur le pont", "sur la piste du puits", "sous une moto", "au carrefour", "près du radier"],
      en: ["under a cart", "under a lorry", "on the bridge", "on the track to the well", "under a motorbike", "at the crossroads", "near the causeway"],
      ar: ["تحت عربة", "تحت شاحنة", "على الجسر", "على مسار البئر", "تحت دراجة", "عند المفترق", "قرب المعبر"],
    },
  },
  {
    kind: "flood", broader: "hazard",
    told: {
      fr: ["inondation {d}, {n} maisons tombées", "l’eau monte {d}, {n} familles sans abri", "crue {d}, {m} enfants emportés"],
      en: ["flood {d}, {n} houses collapsed", "the water rises {d}, {n} families homeless"],
      ar: ["فيضان {d} وسقط {n} بيتا", "الماء يرتفع {d} و{n} أسرة بلا مأوى"],
    },
    details: {
      fr: ["au quartier bas", "dans les rizières", "au gué", "autour de la mare", "le long du marigot", "à l’école", "au périmètre maraîcher"],
      en: ["in the lower quarter", "in the rice fields", "at the ford", "around the pond", "along the creek", "at the school", "in the market gardens"],
      ar: ["في الحي المنخفض", "في حقول الأرز", "عند المخاضة", "حول البركة", "على طول الجدول", "في المدرسة", "في البساتين"],
    },
  },
  {
    kind: "bush-fire", broader: "hazard",
    told: {
      fr: ["feu de brousse {d}, {n} hectares brûlés", "le feu a pris {d}, {m} greniers perdus", "incendie {d} depuis {m} jours"],
      en: ["bush fire {d}, {n} hectares burnt", "fire broke out {d}, {m} granaries lost"],
      ar: ["حريق {d} واحترق {n} هكتار", "اندلعت النار {d} وضاع {m} مخازن"],
    },
    details: {
      fr: ["dans la réserve", "au pâturage du nord", "près de la piste", "sur la colline", "au bord de la rivière", "dans les champs de coton"],
      en: ["in the reserve", "on the northern pasture", "near the track", "on the hill", "by the river", "in the cotton fields"],
      ar: ["في المحمية", "في المرعى الشمالي", "قرب المسار", "على التل", "على ضفة النهر", "في حقول القطن"],
    },
  },
  {
    kind: "mediation", broader: "social-cohesion",
    told: {
      fr: ["rencontre {d}, {n} personnes, accord trouvé", "médiation {d} entre deux villages, {m} anciens", "dialogue {d}, les champs sont rendus"],
      en: ["meeting {d}, {n} people, agreement found", "mediation {d} between two villages, {m} elders"],
      ar: ["لقاء {d} وحضره {n} وتم الاتفاق", "وساطة {d} بين قريتين بحضور {m} شيوخ"],
    },
    details: {
      fr: ["sur le puits", "sur le passage du bétail", "sur les champs", "sur la mare", "sur la dette", "sur le terrain de l’école"],
      en: ["about the well", "about the cattle passage", "about the fields", "about the pond", "about the debt", "about the school plot"],
      ar: ["حول البئر", "حول ممر الماشية", "حول الحقول", "حول البركة", "حول الدين", "حول أرض المدرسة"],
    },
  },
];
