/**
 * What would somebody in a village tell? Few large groups, each of a handful, good news among them. Each is a code of the
 * list event-kind, demands and grievances too. Never a person, and never who they are.
 */
import type { IconName } from "./icons.ts";

export interface Subject {
  name: string;
  icon: IconName;
  /** Code of the list event-kind. */
  kind?: string;
  /** What there may be so many of, in the words of the short messages. */
  counted?: "animals" | "people";
}

export interface SubjectGroup { name: string; icon: IconName; subjects: readonly Subject[] }

export const GROUPS: readonly SubjectGroup[] = [
  { name: "violence", icon: "attack", subjects: [
    { name: "attack", icon: "attack", kind: "armed-attack" },
    { name: "armed-men", icon: "armed", kind: "armed-visit", counted: "people" },
    { name: "on-people", icon: "users", kind: "attack-on-civilians" },
    { name: "abduction", icon: "abduct", kind: "abduction", counted: "people" },
    { name: "explosive", icon: "bomb", kind: "explosive-device" },
    { name: "fleeing", icon: "flee", kind: "panic-displacement", counted: "people" },
    { name: "service-hit", icon: "school", kind: "service-attacked" },
  ] },
  { name: "theft", icon: "theft", subjects: [
    { name: "cattle", icon: "theft", kind: "cattle-theft", counted: "animals" },
    { name: "robbery", icon: "robbed", kind: "armed-robbery" },
    { name: "looting", icon: "fire", kind: "looting-or-destruction" },
    { name: "extortion", icon: "pay", kind: "extortion" },
  ] },
  { name: "pressure", icon: "threat", subjects: [
    { name: "threat", icon: "threat", kind: "threat-message" },
    { name: "leaders", icon: "abduct", kind: "intimidation-of-leaders" },
    { name: "rules", icon: "book", kind: "imposed-rules" },
    { name: "blockade", icon: "block", kind: "blockade" },
  ] },
  { name: "abuse", icon: "abuse", subjects: [
    { name: "abuse-any", icon: "abuse", kind: "abuse" },
    { name: "check-payment", icon: "pay", kind: "unlawful-payment" },
    { name: "ill-treatment", icon: "ask", kind: "ill-treatment" },
    { name: "detention", icon: "lock", kind: "arbitrary-detention" },
    { name: "clash", icon: "users", kind: "intercommunity-clash" },
  ] },
  { name: "hazard", icon: "flood", subjects: [
    { name: "flood", icon: "flood", kind: "flood" },
    { name: "bush-fire", icon: "fire", kind: "bush-fire" },
    { name: "drought", icon: "drought", kind: "drought" },
    { name: "epidemic", icon: "sick", kind: "epidemic", counted: "people" },
    { name: "animal-disease", icon: "animalSick", kind: "animal-disease", counted: "animals" },
    { name: "mine-accident", icon: "pit", kind: "mine-accident", counted: "people" },
    { name: "accident", icon: "crash", kind: "transport-accident" },
  ] },
  { name: "land", icon: "land", subjects: [
    { name: "land-access", icon: "land", kind: "land-access" },
    { name: "land-loss", icon: "dig", kind: "land-loss" },
    { name: "damage", icon: "tree", kind: "environmental-damage" },
    { name: "water", icon: "water", kind: "water-loss" },
    { name: "mining-jobs", icon: "pit", kind: "mining-jobs" },
  ] },
  { name: "demand", icon: "ask", subjects: [
    { name: "demand-presence", icon: "shield", kind: "demand-for-presence" },
    { name: "demand-water", icon: "water", kind: "demand-for-water" },
    { name: "demand-health", icon: "sick", kind: "demand-for-health" },
    { name: "demand-school", icon: "school", kind: "demand-for-school" },
    { name: "demand-road", icon: "road", kind: "demand-for-road" },
    { name: "demand-other", icon: "other", kind: "community-demand" },
  ] },
  { name: "good", icon: "peace", subjects: [
    { name: "agreement", icon: "peace", kind: "local-agreement" },
    { name: "dialogue", icon: "talk", kind: "dialogue" },
    { name: "mediation", icon: "users", kind: "mediation" },
    { name: "feast", icon: "feast", kind: "joint-celebration" },
    { name: "reopened", icon: "school", kind: "service-reopened" },
    { name: "help", icon: "land", kind: "civic-action" },
  ] },
  { name: "other", icon: "other", subjects: [{ name: "something-else", icon: "other", kind: "other" }] },
];

const all = new Map(GROUPS.flatMap(({ subjects }) => subjects.map((one) => [one.name, one])));
export const subject = (name: string): Subject | undefined => all.get(name);
