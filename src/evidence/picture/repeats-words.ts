/** A plain sentence on recurrence, in three languages. */
import type { Labels } from "../../platform/language.ts";
import type { GrowthClaim } from "./queries.ts";

export interface Recurrence { nth: number | null; km: number; days: number; asserted: readonly (Pick<GrowthClaim, "figureLow"> & { isListed: boolean })[] }

export function repeatSentence({ nth, km, days, asserted }: Recurrence): Labels {
  const own: Labels = nth === null
    ? {
      fr: "Ce lieu n’est pas situé\u00A0: on ne peut pas chercher autour de lui.",
      en: "This place is not located: nothing can be searched around it.",
      ar: "هذا المكان غير محدد الموقع: لا يمكن البحث حوله.",
    }
    : nth === 1
      ? {
        fr: `Aucun événement antérieur du même genre à moins de ${km} km dans les ${days} jours d’avant, parmi ceux que nous connaissons.`,
        en: `No earlier event of the same kind within ${km} km in the ${days} days before, among those that we know.`,
        ar: `لا حدث سابقاً من الصنف نفسه ضمن ${km} كم خلال ${days} يوماً قبله، فيما نعرفه.`,
      }
      : {
        fr: `Événement n°\u00A0${nth} de son genre à moins de ${km} km en ${days} jours\u00A0; les précédents sont listés.`,
        en: `Event no. ${nth} of its kind within ${km} km in ${days} days; the earlier ones are listed.`,
        ar: `الحدث رقم ${nth} من صنفه ضمن ${km} كم خلال ${days} يوماً؛ والأحداث السابقة مدرجة.`,
      };
  const claimed = asserted.find(({ isListed }) => !isListed);
  if (!claimed) return own;
  const said = claimed.figureLow;
  const more: Labels = said === undefined
    ? { fr: "Une source dit qu’il y en a eu d’autres\u00A0: affirmé, non listé.", en: "A source says that there were others: asserted, not listed.", ar: "يقول مصدر إن أحداثاً أخرى سبقته: ادعاء غير مدرج." }
    : { fr: `Une source le dit n°\u00A0${said} de son genre\u00A0: affirmé, non listé.`, en: `A source calls it no. ${said} of its kind: asserted, not listed.`, ar: `يصفه مصدر بأنه رقم ${said} من صنفه: ادعاء غير مدرج.` };
  return { fr: `${own.fr} ${more.fr}`, en: `${own.en} ${more.en}`, ar: `${own.ar} ${more.ar}` };
}
