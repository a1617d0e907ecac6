/**
 * What a title, a question or an indicator must not be about: a people, a community, a livelihood group, a person. The issue
 * is named, never the group; and people who fled are a matter of protection, never a sign of threat.
 */
import { screen } from "../evidence/index.ts";
import type { LabelTuple } from "../platform/language.ts";

export const NOT_A_GROUP: LabelTuple = ["nommez l’objet, jamais un groupe ni une personne", "name the issue, never a group or a person", "سمِّ الموضوع لا جماعةً ولا شخصاً"];
export const NOT_THE_DISPLACED: LabelTuple = ["le déplacement relève de la protection : ce n’est jamais un indicateur de menace", "displacement is a matter of protection: it is never an indicator of threat", "النزوح شأن حماية: ليس مؤشر تهديد أبداً"];

/** Labels of communities; of persons too, where the words are few enough to be a title. */
export const namesAGroup = (...words: (string | undefined)[]): boolean => words.some((text) => text !== undefined && screen(text).findings.some(({ kind }) => kind === "community" || kind === "phone"));

const DISPLACED = /d[ée]plac[ée]s?\b|d[ée]placements? (forc[ée]|de population)|r[ée]fugi[ée]s?\b|refugees?\b|displaced\b|displacement\b|\bidps?\b|لاجئ|نازح|نزوح/i;
export const isOfTheDisplaced = (...words: (string | undefined)[]): boolean => words.some((text) => text !== undefined && DISPLACED.test(text));
