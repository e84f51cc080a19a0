// The link to the node: server-sent events say what changed, REST says how things are.

import type { ChainFrame, NetworkDocument } from "./documents";

const RETRY_FIRST_MILLIS = 1_000;
const RETRY_LIMIT_MILLIS = 8_000;
// The node sends a pulse every five seconds; a paused node keeps the connection and says nothing.
const SILENCE_LIMIT_MILLIS = 12_000;

export type LinkState = "connecting" | "live" | "down";

/** What all pages share. Replaced as a whole whenever something in it changes. */
export interface Live {
  state: LinkState;
  network: NetworkDocument | null;
  /** Rises with each connection: whoever reads must read anew, since events were missed. */
  epoch: number;
  chain: ChainFrame | null;
  /** Rises with each frame about the chain, so that equal frames are told apart. */
  frames: number;
  /** How far the node's clock is ahead of ours. */
  clockAheadMillis: number;
}

let live: Live = { state: "connecting", network: null, epoch: 0, chain: null, frames: 0, clockAheadMillis: 0 };
const listeners = new Set<(live: Live) => void>();

export const current = (): Live => live;

export function subscribe(listener: (live: Live) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(part: Partial<Live>): void {
  live = { ...live, ...part };
  listeners.forEach((listener) => listener(live));
}

/** A node that answered, but not with what was asked for. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly field?: string,
  ) {
    super(detail);
  }
}

/** Reads one document; throws a Problem when the node refuses, and TypeError when it is away. */
export async function read<T>(path: string, request: RequestInit = {}): Promise<T> {
  const response = await fetch(path, { ...request, headers: { Accept: "application/json", ...request.headers }, cache: "no-store" });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Problem(response.status, problem.detail ?? `The node answered ${response.status}.`, problem.field);
  }
  return response.json() as Promise<T>;
}

/** Connects, and again for as long as the page is open. */
export function connect(): void {
  let retry = RETRY_FIRST_MILLIS;

  function open(): void {
    const source = new EventSource("/api/v1/events");
    let watchdog: number | undefined;
    let failed = false;

    function fail(): void {
      if (failed) return;
      failed = true;
      clearTimeout(watchdog);
      source.close();
      change({ state: "down" });
      setTimeout(open, retry);
      retry = Math.min(retry * 2, RETRY_LIMIT_MILLIS);
    }

    function heard(): void {
      clearTimeout(watchdog);
      watchdog = window.setTimeout(fail, SILENCE_LIMIT_MILLIS);
    }

    function on<T>(name: string, handler: (data: T) => void): void {
      source.addEventListener(name, (event) => {
        heard();
        handler(JSON.parse((event as MessageEvent<string>).data) as T);
      });
    }

    // What is read before the first connection is as new as what comes after it.
    const missed = () => live.network !== null || live.state === "down";
    const readAnew = () =>
      read<NetworkDocument>("/api/v1/network").then(
        (network) => change({ network, state: "live", epoch: live.epoch + (missed() ? 1 : 0) }),
        fail,
      );

    heard();
    on<{ nowMillis: number }>("hello", ({ nowMillis }) => {
      retry = RETRY_FIRST_MILLIS;
      change({ clockAheadMillis: nowMillis - Date.now() });
      void readAnew();
    });
    on("pulse", () => {});
    on<NetworkDocument>("network", (network) => change({ network }));
    on<ChainFrame>("chain", (chain) => change({ chain, frames: live.frames + 1 }));
    on("resync", () => void readAnew());
    // The browser's own retry gives up for good on some errors; ours does not.
    source.addEventListener("error", fail);
  }

  open();
}
