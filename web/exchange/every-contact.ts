/** The directory as one chooses from it: every post that this reader may see. */
import { queryOptions } from "@tanstack/react-query";
import { ask } from "../frame/api.ts";

export interface ContactChoice { id: string; title: string; country: string; service: string }

const MOST = 500;

export const everyContactQuery = queryOptions({
  queryKey: ["every-contact", "contact"],
  queryFn: async ({ signal }) => (await ask<{ rows: { id: string; withdrawn: boolean; content: Omit<ContactChoice, "id"> }[] }>("/api/contacts", { signal, query: { limit: MOST } })).rows
    .filter(({ withdrawn }) => !withdrawn).map(({ id, content: { title, country, service } }): ContactChoice => ({ id, title, country, service })),
});
