// What surrounds every page: the name, the search, the way to all pages, and how the node is.

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import mark from "./mark.svg";
import type { SearchResult } from "./node/documents";
import { useLive } from "./node/hooks";
import { type LinkState, Problem, read } from "./node/link";
import { navigate } from "./route";

const PAGES: [string, string, RegExp][] = [
  ["/", "Overview", /^\/$/],
  ["/blocks", "Blocks", /^\/blocks?(\/|$)/],
  ["/transfers", "Transfers", /^\/(transfers|tx\/)/],
  ["/accounts", "Accounts", /^\/(accounts|address\/)/],
  ["/pending", "Pending", /^\/pending/],
  ["/network", "Network", /^\/network/],
  ["/evidence", "Evidence", /^\/evidence/],
  ["/theatre", "Theatre", /^\/theatre/],
  ["/lab", "Lab", /^\/lab/],
  ["/api", "API", /^\/api/],
];

const LINK: Record<LinkState, string> = { connecting: "connecting", live: "live", down: "node away" };

export function Frame({ path, children }: { path: string; children: ComponentChildren }) {
  const { network, state } = useLive();
  const waiting = network ? network.pool.executable + network.pool.queued : 0;
  const evidence = network?.evidenceCount ?? 0;
  return (
    <>
      <a class="skip" href="#main">Skip to the page</a>
      <header class="bar">
        <div class="bar-top">
          <a class="brand" href="/">
            <img src={mark} alt="" width="30" height="30" />
            <span class="brand-name">Tetrarch</span>
            <span class="brand-network">{network?.network.name}</span>
          </a>
          <Search />
          <p class="link" data-state={state} role="status">
            <span class="dot" aria-hidden="true" />
            {LINK[state]}
          </p>
        </div>
        <nav class="tabs" aria-label="Explorer">
          {PAGES.filter(([to]) => to !== "/lab" || network?.node.lab).map(([to, name, here]) => (
            <a key={to} href={to} aria-current={here.test(path) ? "page" : undefined}>
              {name}
              {to === "/pending" && waiting > 0 && <span class="tab-count">{waiting}</span>}
              {to === "/evidence" && evidence > 0 && <span class="tab-count tab-count-bad">{evidence}</span>}
            </a>
          ))}
        </nav>
      </header>
      <main id="main" tabIndex={-1}>
        {state === "down" && (
          <p class="notice" role="alert">
            {network ? `${network.node.name} does not answer. What is shown is what it last said; this page goes on by itself.` : "The node does not answer. This page begins by itself as soon as it does."}
          </p>
        )}
        <div class={state === "down" ? "page stale" : "page"}>{children}</div>
      </main>
      <Footer />
    </>
  );
}

function Search() {
  const [text, setText] = useState("");
  const [hint, setHint] = useState("");
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const toSearch = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        input.current?.focus();
      } else if (event.key === "Escape") {
        // Wherever the focus went meanwhile.
        setHint("");
      }
    };
    document.addEventListener("keydown", toSearch);
    return () => document.removeEventListener("keydown", toSearch);
  }, []);

  const search = async (event: Event) => {
    event.preventDefault();
    if (text.trim() === "") return;
    try {
      const found = await read<SearchResult>(`/api/v1/search?q=${encodeURIComponent(text.trim())}`);
      const to = pathOf(found);
      setHint(found.hint ?? "");
      if (to) {
        setText("");
        navigate(to);
      }
    } catch (error) {
      setHint(error instanceof Problem ? error.detail : "The node does not answer.");
    }
  };

  return (
    <form class="search" role="search" onSubmit={search}>
      <label class="sr" for="search">Search</label>
      <input
        id="search"
        ref={input}
        type="search"
        autocomplete="off"
        spellcheck={false}
        placeholder="Block, transaction, address or replica"
        value={text}
        aria-describedby="search-hint"
        onInput={(event) => {
          setText(event.currentTarget.value);
          setHint("");
        }}
      />
      <kbd aria-hidden="true">/</kbd>
      <p id="search-hint" class="search-hint" role="status" hidden={hint === ""}>{hint}</p>
    </form>
  );
}

function pathOf({ kind, id }: SearchResult): string | null {
  switch (kind) {
    case "block":
      return `/block/${id}`;
    case "transaction":
      return `/tx/${id}`;
    case "account":
      return `/address/${id}`;
    case "replica":
      return `/network#${id}`;
    case "none":
      return null;
  }
}

function Footer() {
  const { network } = useLive();
  return (
    <footer>
      {network && (
        <p>
          For a wallet: RPC URL <code>{network.node.httpUrl}</code>, chain id <code>{network.network.chainId}</code>, symbol <code>{network.network.symbol}</code>
        </p>
      )}
      <p class="footer-links">
        {network && <span>Seen by {network.node.name}, {network.node.version}</span>}
        <a href="/api">REST and JSON-RPC</a>
        <a href="/metrics">Metrics</a>
      </p>
    </footer>
  );
}
