/** What follows a sign-in: nothing of the person before is kept, and the page that was asked first comes, if it is one of ours. */
import { useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import type { Search } from "../frame/routes.tsx";
import { meQuery } from "../frame/session.ts";

export function useEnter() {
  const client = useQueryClient();
  const router = useRouter();
  const { next } = useSearch({ strict: false }) as Search;
  return async () => {
    client.clear();
    await client.fetchQuery({ ...meQuery, staleTime: 0 });
    router.history.push(next?.startsWith("/") && !next.startsWith("//") ? next : "/");
  };
}
