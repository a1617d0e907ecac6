/** Starts the page: words first, then who is there, then the address that was asked. */
import "@mantine/core/styles.css";
import "./design/fonts.css";
import "./design/page.css";
import { DirectionProvider, MantineProvider } from "@mantine/core";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { theme, variables } from "./design/theme.ts";
import { Refusal } from "./frame/api.ts";
import { makeRouter } from "./frame/routes.tsx";
import { meQuery } from "./frame/session.ts";
import { openWords } from "./frame/words.ts";
import { lensHash } from "./frame/world.ts";

/** A session that ended elsewhere is noticed at the next question: the sign-in page comes, and leads back here. */
const noticed = (error: unknown) => {
  if (!(error instanceof Refusal) || error.code !== "session.none") return;
  client.setQueryData(meQuery.queryKey, null);
  void router.invalidate();
};

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticed }),
  mutationCache: new MutationCache({ onError: noticed }),
  defaultOptions: {
    queries: {
      staleTime: 30_000, refetchOnWindowFocus: false, queryKeyHashFn: lensHash,
      retry: (failures, error) => failures < 2 && error instanceof Refusal && (error.code === "offline" || error.status >= 502),
    },
  },
});
const router = makeRouter(client);

await openWords();
createRoot(document.getElementById("page")!).render(
  <StrictMode>
    <DirectionProvider>
      <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
        <QueryClientProvider client={client}><RouterProvider router={router} /></QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  </StrictMode>,
);
