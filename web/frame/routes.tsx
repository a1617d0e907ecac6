/** Which page answers which address. Pages are loaded when they are first asked for; the frame is not. */
import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect, retainSearchParams,
} from "@tanstack/react-router";
import { Trouble, Waiting } from "../design/states.tsx";
import { Frame, Sheet } from "./frame.tsx";
import { ADDRESS, CHAPTERS, type ChapterName } from "./addresses.ts";
import { meQuery } from "./session.ts";
import { wordy } from "./wordy.ts";

/** The address bar holds the whole state, as plain words: no quotes, no JSON. */
export type Search = Readonly<Record<string, string | undefined>>;
const parseSearch = (words: string): Search => Object.fromEntries(new URLSearchParams(words));
const stringifySearch = (search: object): string => {
  const pairs = Object.entries(search as Search).filter((pair): pair is [string, string] => typeof pair[1] === "string" && pair[1] !== "");
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : "";
};
const asItIs = (search: Record<string, unknown>) => search as Search;

const root = createRootRouteWithContext<{ client: QueryClient }>()({
  component: Outlet,
  validateSearch: asItIs,
  search: { middlewares: [retainSearchParams(["world", "viewAs"])] },
  errorComponent: ({ error, reset }) => <Sheet><Trouble error={error} onRetry={reset} /></Sheet>,
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  component: Frame,
  async beforeLoad({ context, location }) {
    const me = await context.client.ensureQueryData(meQuery);
    if (!me) throw redirect({ to: ADDRESS.signIn, search: location.pathname === "/" ? {} : { next: location.href } });
  },
});

const open = [
  createRoute({ getParentRoute: () => root, path: ADDRESS.signIn, component: lazyRouteComponent(() => import("../platform/sign-in-page.tsx"), "SignInPage") }),
  createRoute({ getParentRoute: () => root, path: ADDRESS.welcome, component: lazyRouteComponent(() => import("../platform/welcome-page.tsx"), "WelcomePage") }),
];

const picture = createRoute({ getParentRoute: () => signedIn, path: ADDRESS.picture, component: lazyRouteComponent(() => import("../map/picture-page.tsx"), "PicturePage") });

/** Pages that are read, with margins. */
const sheet = createRoute({ getParentRoute: () => signedIn, id: "sheet", component: () => <Sheet><Outlet /></Sheet> });
const page = <const Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) => createRoute({ getParentRoute: () => sheet, path, component });

const written = [
  page(ADDRESS.events, lazyRouteComponent(() => import("../evidence/events-page.tsx"), "EventsPage")),
  page(ADDRESS.event, lazyRouteComponent(() => import("../evidence/event-page.tsx"), "EventPage")),
  page(ADDRESS.claim, lazyRouteComponent(() => import("../evidence/claim-page.tsx"), "ClaimPage")),
  page(ADDRESS.imports, lazyRouteComponent(() => import("../evidence/import-page.tsx"), "ImportPage")),
  page(ADDRESS.areaPage, lazyRouteComponent(() => import("../area/area-page.tsx"), "AreaPage")),
  page(ADDRESS.flows, lazyRouteComponent(() => import("../flows/flows-page.tsx"), "FlowsPage")),
  page(ADDRESS.area, lazyRouteComponent(() => import("../places/area-page.tsx"), "AreaPage")),
  page(ADDRESS.report, wordy("field", () => import("../field/triage-report-page.tsx"), "ReportPage")),
  page("/field/reports/new", wordy("field", () => import("../field/phone-page.tsx"), "PhonePage")),
  page(ADDRESS.phone, wordy("field", () => import("../field/phone-page.tsx"), "PhonePage")),
  page(ADDRESS.measures, wordy("field", () => import("../field/measures-page.tsx"), "MeasuresPage")),
  page(ADDRESS.ways, wordy("field", () => import("../field/ways-page.tsx"), "WaysPage")),
  page(ADDRESS.sealed, wordy("field", () => import("../field/sealed-page.tsx"), "SealedPage")),
  page(ADDRESS.sentinels, wordy("field", () => import("../field/sentinels-page.tsx"), "SentinelsPage")),
  page(ADDRESS.demands, wordy("field", () => import("../field/demands-page.tsx"), "DemandsPage")),
  page(ADDRESS.compareAreas, wordy("factors", () => import("../factors/compare-page.tsx"), "ComparePage")),
  page(ADDRESS.factorMap, wordy("factors", () => import("../factors/map-page.tsx"), "FactorMapPage")),
  page(ADDRESS.factorIndex, wordy("factors", () => import("../factors/index-page.tsx"), "IndexPage")),
  page(ADDRESS.surveys, wordy("factors", () => import("../factors/surveys-page.tsx"), "SurveysPage")),
  page(ADDRESS.surveyImport, wordy("factors", () => import("../factors/survey-import-page.tsx"), "SurveyImportPage")),
  page(ADDRESS.writeAlert, wordy("exchange", () => import("../exchange/write-page.tsx"), "WritePage")),
  page(ADDRESS.alert, wordy("exchange", () => import("../exchange/alert-page.tsx"), "AlertPage")),
  page(ADDRESS.coverage, wordy("exchange", () => import("../exchange/coverage-page.tsx"), "CoveragePage")),
  page(ADDRESS.contact, wordy("exchange", () => import("../exchange/contact-page.tsx"), "ContactPage")),
  page(ADDRESS.agreement, wordy("exchange", () => import("../exchange/record-page.tsx"), "AgreementPage")),
  page(ADDRESS.release, wordy("exchange", () => import("../exchange/record-page.tsx"), "ReleasePage")),
  page(ADDRESS.request, wordy("exchange", () => import("../exchange/request-page.tsx"), "RequestPage")),
  page(ADDRESS.requests, wordy("exchange", () => import("../exchange/requests-page.tsx"), "RequestsPage")),
  page("/exchange/information-requests", wordy("exchange", () => import("../exchange/requests-page.tsx"), "RequestsPage")),
  page(ADDRESS.askQuestion, wordy("exchange", () => import("../exchange/ask-page.tsx"), "AskPage")),
  page(ADDRESS.drills, wordy("exchange", () => import("../exchange/drills-page.tsx"), "DrillsPage")),
  page("/exchange/drills/new", wordy("exchange", () => import("../exchange/drills-page.tsx"), "DrillsPage")),
  page(ADDRESS.drill, wordy("exchange", () => import("../exchange/drill-page.tsx"), "DrillPage")),
  page(ADDRESS.incident, wordy("exchange", () => import("../exchange/incident-page.tsx"), "IncidentPage")),
  page(ADDRESS.incidentNew, wordy("exchange", () => import("../exchange/incident-form.tsx"), "IncidentFormPage")),
  page(ADDRESS.incidentChange, wordy("exchange", () => import("../exchange/incident-form.tsx"), "IncidentFormPage")),
  page(ADDRESS.outward, wordy("exchange", () => import("../exchange/outward-page.tsx"), "OutwardPage")),
  page(ADDRESS.rules, wordy("exchange", () => import("../exchange/rules-page.tsx"), "RulesPage")),
  page(ADDRESS.sharing, wordy("exchange", () => import("../exchange/sharing-page.tsx"), "SharingPage")),
  page(ADDRESS.links, wordy("exchange", () => import("../exchange/links-page.tsx"), "LinksPage")),
  page(ADDRESS.quality, wordy("exchange", () => import("../exchange/quality-page.tsx"), "QualityPage")),
  page(ADDRESS.bulletin, wordy("briefs", () => import("../briefs/bulletin-page.tsx"), "BulletinPage")),
  page(ADDRESS.governance, wordy("exchange", () => import("../exchange/governance-page.tsx"), "GovernancePage")),
  page(ADDRESS.users, lazyRouteComponent(() => import("../platform/users-page.tsx"), "UsersPage")),
  page(ADDRESS.journal, lazyRouteComponent(() => import("../platform/journal-page.tsx"), "JournalPage")),
  page(ADDRESS.doors, lazyRouteComponent(() => import("../platform/doors-page.tsx"), "DoorsPage")),
  page(ADDRESS.account, wordy("field", () => import("../platform/account-page.tsx"), "AccountPage")),
];

/** Nouns with a page of their own are written in the plain form all the same: said here, because their address wins over `$noun`. */
const forms = (["/evidence/events", "/evidence/claims", "/places/areas", "/exchange/contacts", "/exchange/agreements"] as const).flatMap((noun) => [
  page(`${noun}/new`, lazyRouteComponent(() => import("../platform/noun-form-page.tsx"), "NounFormPage")),
  page(`${noun}/$id/edit`, lazyRouteComponent(() => import("../platform/noun-form-page.tsx"), "NounFormPage")),
]);

/** A chapter whose pages bring their words brings their names as well. */
const chapterPage = (chapter: ChapterName) => (chapter === "field" ? wordy("field", () => import("../field/triage-queue-page.tsx"), "FieldPage") : chapter === "briefs" ? wordy("briefs", () => import("../briefs/briefs-page.tsx"), "BriefsPage") : chapter === "exchange" ? wordy("exchange", () => import("../exchange/board-page.tsx"), "BoardPage") : chapter === "factors"
  ? wordy(chapter, () => import("../platform/chapter-page.tsx"), "ChapterPage") : lazyRouteComponent(() => import("../platform/chapter-page.tsx"), "ChapterPage"));

/** A plain list, page and form for every noun, below the chapter that its reading permission names. */
const plain = CHAPTERS.flatMap((chapter) => [
  page(`/${chapter}`, chapterPage(chapter)),
  page(`/${chapter}/$noun`, lazyRouteComponent(() => import("../platform/noun-list-page.tsx"), "NounListPage")),
  page(`/${chapter}/$noun/new`, lazyRouteComponent(() => import("../platform/noun-form-page.tsx"), "NounFormPage")),
  page(`/${chapter}/$noun/$id`, lazyRouteComponent(() => import("../platform/noun-page.tsx"), "NounPage")),
  page(`/${chapter}/$noun/$id/edit`, lazyRouteComponent(() => import("../platform/noun-form-page.tsx"), "NounFormPage")),
]);

const tree = root.addChildren([...open, signedIn.addChildren([picture, sheet.addChildren([...written, ...forms, ...plain])])]);

export const makeRouter = (client: QueryClient) => createRouter({
  routeTree: tree, context: { client }, parseSearch, stringifySearch, defaultPreload: "intent", scrollRestoration: true,
  defaultPendingComponent: () => <Sheet><Waiting /></Sheet>,
  defaultErrorComponent: ({ error, reset }) => <Trouble error={error} onRetry={reset} />,
  defaultNotFoundComponent: lazyRouteComponent(() => import("./nowhere.tsx"), "NowhereAlone") as never,
});

declare module "@tanstack/react-router" {
  interface Register { router: ReturnType<typeof makeRouter> }
}
