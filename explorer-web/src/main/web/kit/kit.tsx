// What all pages are made of. Text goes in as text, so nothing from the chain can become markup.

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Read, useLive, useNow } from "../node/hooks";
import { takeArrival, useLocation } from "../route";
import { age, ago, coins, dateTime, short } from "./format";

/** How long ago, kept true. */
export function Ago({ millis, brief = false }: { millis: number; brief?: boolean }) {
  const now = useNow();
  return <time dateTime={new Date(millis).toISOString()} title={dateTime(millis)}>{(brief ? age : ago)(millis, now)}</time>;
}

/** An amount with its symbol; the exact number is told on hovering. */
export function Coins({ wei, decimals = 6 }: { wei: string; decimals?: number }) {
  const symbol = useLive().network?.network.symbol ?? "";
  return (
    <span class="amount" title={`${coins(wei, 18)} ${symbol}`}>
      {coins(wei, decimals)} <span class="unit">{symbol}</span>
    </span>
  );
}

/** An account, by the validator's name where it is one's. */
export function AddressLink({ address, full = false }: { address: string; full?: boolean }) {
  const replica = useLive().network?.replicas.find((each) => each.address === address);
  return (
    <a class={replica ? "" : "mono"} href={`/address/${address}`} title={address}>
      {replica?.name ?? (full ? address : short(address))}
    </a>
  );
}

export function TransactionLink({ hash }: { hash: string }) {
  return <a class="mono" href={`/tx/${hash}`} title={hash}>{short(hash)}</a>;
}

export function BlockLink({ height }: { height: number }) {
  return <a href={`/block/${height}`}>{height === 0 ? "genesis" : height.toLocaleString("en")}</a>;
}

/** Something long in full, with a button that copies it. */
export function Copyable({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    const timer = copied ? setTimeout(() => setCopied(false), 1_500) : undefined;
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <span class="copyable">
      <code>{text}</code>
      <button type="button" class="copy" onClick={copy} aria-label={`Copy ${label}`}>
        {copied ? "copied" : "copy"}
      </button>
    </span>
  );
}

/** The heading of a page, which takes the focus when somebody comes here by a link. */
export function Heading({ children, aside }: { children: ComponentChildren; aside?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { path, query } = useLocation();
  // A link moves the focus to what it led to, as loading a document would, as soon as that is here.
  useEffect(() => {
    if (takeArrival()) heading.current?.focus({ preventScroll: true });
  }, [path, query]);
  return (
    <div class="heading">
      <h1 id="title" tabIndex={-1} ref={heading}>{children}</h1>
      {aside}
    </div>
  );
}

export function Card({ title, aside, children }: { title?: ComponentChildren; aside?: ComponentChildren; children: ComponentChildren }) {
  return (
    <section class="card">
      {title && <header class="card-head"><h2>{title}</h2>{aside}</header>}
      {children}
    </section>
  );
}

/** Names and values in two columns. */
export function Facts({ rows }: { rows: ([string, ComponentChildren] | null | undefined | false)[] }) {
  return (
    <dl class="facts">
      {rows.filter((row) => !!row).map(([name, value]) => (
        <div key={name}><dt>{name}</dt><dd>{value}</dd></div>
      ))}
    </dl>
  );
}

export type Tone = "good" | "warn" | "bad" | "quiet" | "gold";

export function Badge({ tone = "quiet", children }: { tone?: Tone; children: ComponentChildren }) {
  return <span class={`badge badge-${tone}`}>{children}</span>;
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}

/** A shape where content will be; it appears only when that takes a while. */
export function Loading({ rows = 6 }: { rows?: number }) {
  return (
    <div class="loading" role="status">
      <span class="sr">Loading…</span>
      {Array.from({ length: rows }, (_, i) => <div key={i} class="bone" aria-hidden="true" />)}
    </div>
  );
}

/** What stands where a page has nothing to show: the reason, and the way on. */
export function Nothing({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="nothing">
      <Heading>{title}</Heading>
      {children}
      <p><a href="/">To the newest blocks</a></p>
    </div>
  );
}

/** Shows a document, or what stands in its way. */
export function Shown<T>({ read, missing, children }: {
  read: Read<T>;
  /** Title for the page when the node says that there is no such thing. */
  missing: string;
  children: (data: T) => ComponentChildren;
}) {
  if (read.data !== null) return <>{children(read.data)}</>;
  if (read.problem === null) return <Loading />;
  if (read.problem.status === 0) return <Nothing title="The node does not answer"><p>This page fills by itself as soon as it does.</p></Nothing>;
  return <Nothing title={missing}><p>{read.problem.detail}</p></Nothing>;
}

/** The way to older entries of a list, and back to the newest. */
export function Pager({ path, next, first }: { path: string; next: string | undefined; first: boolean }) {
  if (first && next === undefined) return null;
  return (
    <nav class="pager" aria-label="Pages">
      {first ? <span /> : <a href={path}>« Newest</a>}
      {next !== undefined && <a href={`${path}?before=${encodeURIComponent(next)}`}>Older »</a>}
    </nav>
  );
}

/** Whether a list has been drawn before: rows that come later are new to the reader. */
export function useSettled(filled: boolean): boolean {
  const settled = useRef(false);
  useEffect(() => {
    if (filled) settled.current = true;
  }, [filled]);
  return settled.current;
}

/** A row of a list, marked if it came while somebody looked. */
export function Row({ fresh, children }: { fresh: boolean; children: ComponentChildren }) {
  const [came] = useState(fresh);
  return <tr class={came ? "fresh" : ""}>{children}</tr>;
}
