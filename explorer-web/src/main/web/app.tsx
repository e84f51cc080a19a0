import type { ComponentType } from "preact";
import { lazy, Suspense } from "preact/compat";
import { useEffect } from "preact/hooks";
import { Frame } from "./frame";
import { Loading } from "./kit/kit";
import { AccountsPage } from "./pages/accounts";
import { BlockPage } from "./pages/block";
import { BlocksPage } from "./pages/blocks";
import { EvidencePage } from "./pages/evidence";
import { NetworkPage } from "./pages/network";
import { NotFoundPage } from "./pages/notfound";
import { PendingPage } from "./pages/pending";
import { TransactionPage } from "./pages/transaction";
import { TransfersPage } from "./pages/transfers";
import { HomePage } from "./pages/home";
import { type Location, followLinks, useLocation } from "./route";

// These bring code of their own, which only their readers load.
const AddressPage = lazy(() => import("./pages/address"));
const LabPage = lazy(() => import("./pages/lab"));
const TheatrePage = lazy(() => import("./pages/theatre"));
const ApiPage = lazy(() => import("./pages/api"));

/** What a page is given: the parts of its path that are not fixed, and its location. */
export interface PageProps {
  id: string;
  location: Location;
}

const PAGES: [RegExp, ComponentType<PageProps>][] = [
  [/^\/$/, HomePage],
  [/^\/blocks$/, BlocksPage],
  [/^\/block\/([^/]+)$/, BlockPage],
  [/^\/transfers$/, TransfersPage],
  [/^\/tx\/([^/]+)$/, TransactionPage],
  [/^\/accounts$/, AccountsPage],
  [/^\/address\/([^/]+)$/, AddressPage],
  [/^\/pending$/, PendingPage],
  [/^\/network$/, NetworkPage],
  [/^\/evidence$/, EvidencePage],
  [/^\/lab$/, LabPage],
  [/^\/theatre$/, TheatrePage],
  [/^\/api$/, ApiPage],
];

function pageOf(path: string): [ComponentType<PageProps>, string] {
  for (const [pattern, page] of PAGES) {
    const match = pattern.exec(path);
    if (match) return [page, decoded(match[1] ?? "")];
  }
  return [NotFoundPage, ""];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function App() {
  const location = useLocation();
  const [Page, id] = pageOf(location.path);

  useEffect(() => {
    document.addEventListener("click", followLinks);
    return () => document.removeEventListener("click", followLinks);
  }, []);

  return (
    <Frame path={location.path}>
      <Suspense fallback={<Loading />}>
        <Page key={location.path} id={id} location={location} />
      </Suspense>
    </Frame>
  );
}
