import { useEffect, useRef, useState } from "preact/hooks";
import { current, type Live, Problem, read, subscribe } from "./link";

/** What the node says of its own accord. */
export function useLive(): Live {
  const [live, setLive] = useState(current);
  useEffect(() => {
    setLive(current());
    return subscribe(setLive);
  }, []);
  return live;
}

/** A document on its way, here, or not to be had. */
export interface Read<T> {
  data: T | null;
  /** Why there is none, or why the one here may be old. */
  problem: Problem | null;
}

/** Blocks may come faster than anybody reads. */
const PACE_MILLIS = 300;

/** Reads one path as often as it is told to, one reading at a time with a pause between. */
class Reader<T> {
  private readonly abort = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastStart = 0;
  private busy = false;
  private again = false;

  constructor(
    private readonly path: string,
    private readonly paceMillis: number,
    private readonly settle: (data: T | null, problem: Problem | null) => void,
  ) {}

  refresh(): void {
    if (this.busy) {
      this.again = true;
    } else {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.start(), Math.max(0, this.lastStart + this.paceMillis - Date.now()));
    }
  }

  private async start(): Promise<void> {
    this.busy = true;
    this.again = false;
    this.lastStart = Date.now();
    try {
      this.settle(await read<T>(this.path, { signal: this.abort.signal }), null);
    } catch (error) {
      if (this.abort.signal.aborted) return;
      this.settle(null, error instanceof Problem ? error : away());
    }
    this.busy = false;
    if (this.again) this.refresh();
  }

  close(): void {
    clearTimeout(this.timer);
    this.abort.abort();
  }
}

/**
 * Reads a document, and again whenever `version` or the link to the node changes; a document of the
 * same path stays while a newer one is on its way. An empty path reads nothing.
 */
export function useDocument<T>(path: string, version: string | number = 0, paceMillis = PACE_MILLIS): Read<T> {
  const { epoch } = useLive();
  const [result, setResult] = useState<Read<T> & { path: string }>({ ...NOTHING, path });
  const reader = useRef<Reader<T> | null>(null);

  useEffect(() => {
    if (path === "") return undefined;
    const mine = new Reader<T>(path, paceMillis, (data, problem) =>
      setResult((before) => ({
        data: data ?? (before.path === path && !isGone(problem) ? before.data : null),
        problem,
        path,
      })),
    );
    reader.current = mine;
    return () => {
      mine.close();
      reader.current = null;
    };
  }, [path, paceMillis]);

  useEffect(() => reader.current?.refresh(), [path, version, epoch, paceMillis]);

  return result.path === path ? result : NOTHING;
}

const NOTHING = { data: null, problem: null };
const isGone = (problem: Problem | null) => problem !== null && problem.status >= 400 && problem.status < 500;
const away = () => new Problem(0, "The node does not answer.");

/** The node's clock, ticking; ages on the page are counted by it. */
export function useNow(everyMillis = 1_000): number {
  const { clockAheadMillis } = useLive();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMillis);
    return () => clearInterval(timer);
  }, [everyMillis]);
  return now + clockAheadMillis;
}

/** Sets the title that tabs and histories show. */
export function useTitle(title: string): void {
  const name = useLive().network?.network.name;
  useEffect(() => {
    document.title = [title, name, "Tetrarch"].filter((part) => part).join(" · ");
  }, [title, name]);
}
