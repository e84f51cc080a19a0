// What several nodes saw, put together: who sent what to whom, when it arrived, and in which causal order.

import type { Trace, TraceEvent, TraceStatement } from "../node/documents";

/** A statement on its way from one replica to another. */
export interface Message {
  key: string;
  from: number;
  to: number;
  statement: TraceStatement;
  /** As the sender saw it; undefined where the sender's own record is not to be had. */
  sent: number | undefined;
  /** As the receiver saw it; undefined for what never arrived, or where its record is not to be had. */
  received: number | undefined;
  /** Sent so shortly before the end of what was read that it may well arrive. */
  underWay: boolean;
  /** Another statement of the same signer on the same thing says something else. */
  contradicted: boolean;
  lamportSent: number | undefined;
  lamportReceived: number | undefined;
}

/** Something at one replica alone. */
export interface Moment {
  key: string;
  replica: number;
  micros: number;
  kind: "entered" | "prepared" | "committed" | "executed" | "certified" | "refused";
  number: number | undefined;
  peer: number | undefined;
  reason: string | undefined;
}

export interface Scene {
  messages: Message[];
  moments: Moment[];
  from: number;
  to: number;
  /** Letters for batches and block hashes, so that people can tell them apart. */
  letters: Map<string, string>;
  /** Replicas whose own record is part of this. */
  heard: number[];
}

/** What a statement is about: two with the same topic and signer must not differ. */
const topicOf = (s: TraceStatement): string => `${s.signer} ${s.type} ${s.view ?? ""} ${s.sequence ?? ""}`;

/** The very same statement, wherever it is seen. */
const identityOf = (s: TraceStatement): string => `${topicOf(s)} ${s.digest ?? ""} ${s.signature}`;

/** Clocks of machines differ by a little. */
const SKEW_MICROS = 50_000;

/** Longer than a message takes between live nodes. */
const UNDER_WAY_MICROS = 300_000;

/**
 * @param readUntil what happened later is not in the traces
 */
export function sceneOf(traces: Trace[], replicas: number, readUntil: number): Scene {
  const heard = traces.map((trace) => trace.replica);
  const contradicted = contradictions(traces);
  const messages: Message[] = [];
  const waiting = new Map<string, TraceEvent[]>();
  for (const trace of traces) {
    for (const event of trace.items) {
      if (event.kind !== "received" || !event.statement) continue;
      const key = `${event.peer}>${trace.replica} ${identityOf(event.statement)}`;
      waiting.set(key, [...(waiting.get(key) ?? []), event]);
    }
  }
  for (const trace of traces) {
    for (const event of trace.items) {
      if (event.kind !== "sent" || !event.statement) continue;
      const receivers = event.peer !== undefined ? [event.peer] : others(trace.replica, replicas);
      for (const to of receivers) {
        const arrivals = waiting.get(`${trace.replica}>${to} ${identityOf(event.statement)}`) ?? [];
        const at = arrivals.findIndex((arrival) => arrival.micros >= event.micros - SKEW_MICROS);
        const arrival = at < 0 ? undefined : arrivals.splice(at, 1)[0];
        const underWay = !arrival && event.micros > readUntil - UNDER_WAY_MICROS;
        messages.push(message(trace.replica, to, event.statement, event.micros, arrival?.micros, contradicted, underWay));
      }
    }
  }
  for (const [key, arrivals] of waiting) {
    const [, from, to] = /^(\d+)>(\d+)/.exec(key)!;
    for (const arrival of arrivals) {
      messages.push(message(Number(from), Number(to), arrival.statement!, undefined, arrival.micros, contradicted, false));
    }
  }
  messages.sort((a, b) => begin(a) - begin(b));
  const moments = momentsOf(traces);
  stamp(messages, moments, replicas);
  return {
    messages,
    moments,
    ...extent(messages, moments),
    letters: lettersOf(messages),
    heard,
  };
}

function extent(messages: Message[], moments: Moment[]): { from: number; to: number } {
  const times = [...messages.flatMap((m) => [m.sent, m.received]), ...moments.map((m) => m.micros)].filter((t) => t !== undefined);
  return { from: Math.min(...times), to: Math.max(...times) };
}

/** Sent to somebody whose record is here and does not have it. */
export const isLost = (scene: Scene, m: Message): boolean => m.received === undefined && !m.underWay && scene.heard.includes(m.to);

const others = (self: number, replicas: number): number[] => Array.from({ length: replicas }, (_, i) => i).filter((i) => i !== self);

export const begin = (m: Message): number => m.sent ?? m.received!;
export const end = (m: Message): number => m.received ?? m.sent!;

function message(from: number, to: number, statement: TraceStatement, sent: number | undefined, received: number | undefined, contradicted: Set<string>, underWay: boolean): Message {
  return {
    key: `${from}>${to} ${identityOf(statement)} ${sent ?? received}`,
    from,
    to,
    statement,
    sent,
    received,
    underWay,
    contradicted: contradicted.has(topicOf(statement)),
    lamportSent: undefined,
    lamportReceived: undefined,
  };
}

function contradictions(traces: Trace[]): Set<string> {
  const said = new Map<string, Set<string>>();
  for (const trace of traces) {
    for (const { statement } of trace.items) {
      if (!statement?.digest) continue;
      const topic = topicOf(statement);
      said.set(topic, (said.get(topic) ?? new Set()).add(statement.digest));
    }
  }
  return new Set([...said].filter(([, digests]) => digests.size > 1).map(([topic]) => topic));
}

function momentsOf(traces: Trace[]): Moment[] {
  const moments: Moment[] = [];
  for (const trace of traces) {
    for (const event of trace.items) {
      if (event.kind === "sent" || event.kind === "received") continue;
      moments.push({
        key: `${trace.replica} ${event.id}`,
        replica: trace.replica,
        micros: event.micros,
        kind: event.kind,
        number: event.number,
        peer: event.peer,
        reason: event.reason,
      });
    }
  }
  return moments.sort((a, b) => a.micros - b.micros);
}

/** Lamport's rule: a message is received after it was sent, whatever the clocks say. */
function stamp(messages: Message[], moments: Moment[], replicas: number): void {
  const clocks = new Array<number>(replicas).fill(0);
  const events: [number, () => void][] = [];
  for (const m of messages) {
    if (m.sent !== undefined) events.push([m.sent, () => (m.lamportSent = ++clocks[m.from]!)]);
    if (m.received !== undefined) {
      // Where clocks differ, a message may seem to arrive before it left.
      const at = Math.max(m.received, m.sent ?? m.received);
      events.push([at, () => (m.lamportReceived = clocks[m.to] = Math.max(clocks[m.to]!, m.lamportSent ?? 0) + 1)]);
    }
  }
  for (const moment of moments) events.push([moment.micros, () => void ++clocks[moment.replica]!]);
  events.sort(([a], [b]) => a - b).forEach(([, happen]) => happen());
}

function lettersOf(messages: Message[]): Map<string, string> {
  const letters = new Map<string, string>();
  for (const { statement } of messages) {
    if (statement.digest && statement.type !== "CHECKPOINT" && !letters.has(statement.digest)) {
      letters.set(statement.digest, String.fromCharCode(65 + (letters.size % 26)));
    }
  }
  return letters;
}

/** How far a message has brought the quorum that its receiver waits for. */
export interface Progress {
  voices: number;
  quorum: number;
}

/** Counts voices as each replica does: distinct signers of one statement, its own among them. */
export function count(scene: Scene, quorum: number, replicas: number): { progress: Map<string, Progress>; moments: Moment[] } {
  const voices = new Map<string, Set<number>>();
  const progress = new Map<string, Progress>();
  const moments: Moment[] = [];
  const hear = (replica: number, m: Message, micros: number) => {
    const { type, view, sequence, digest, signer } = m.statement;
    if (type !== "PRE-PREPARE" && type !== "PREPARE" && type !== "COMMIT" && type !== "CHECKPOINT") return;
    // The proposal is the primary's voice for its batch; a PREPARE of its own adds nothing to it.
    const phase = type === "PRE-PREPARE" ? "PREPARE" : type;
    if (type === "PREPARE" && view !== undefined && signer === view % replicas) return;
    const key = `${replica} ${phase} ${view ?? ""} ${sequence} ${digest}`;
    const heard = voices.get(key) ?? new Set<number>();
    const before = heard.size;
    heard.add(signer);
    voices.set(key, heard);
    if (replica === m.to) progress.set(m.key, { voices: heard.size, quorum });
    if (before < quorum && heard.size >= quorum && phase !== "CHECKPOINT") {
      const kind = phase === "PREPARE" ? "prepared" : "committed";
      moments.push({ key: `${kind} ${key}`, replica, micros, kind, number: sequence, peer: undefined, reason: undefined });
    }
  };
  const events: [number, () => void][] = [];
  for (const m of scene.messages) {
    if (m.sent !== undefined && m.statement.signer === m.from) events.push([m.sent, () => hear(m.from, m, m.sent!)]);
    if (m.received !== undefined) events.push([m.received, () => hear(m.to, m, m.received!)]);
  }
  events.sort(([a], [b]) => a - b).forEach(([, happen]) => happen());
  return { progress, moments };
}

/** What belongs to a block may lie this long before its first and after its last message. */
const AROUND_MICROS = 20_000;

/** Messages about one block, and all that changes views, refuses or contradicts around it. */
export function about(scene: Scene, height: number): Scene {
  const isOf = (m: Message) => m.statement.sequence === height;
  const cameOf = (m: Moment) => m.number === height && (m.kind === "executed" || m.kind === "certified");
  const { from, to } = extent(scene.messages.filter(isOf), scene.moments.filter(cameOf));
  const isNear = (micros: number) => micros >= from - AROUND_MICROS && micros <= to + AROUND_MICROS;
  const messages = scene.messages.filter((m) => isOf(m) || (m.statement.sequence === undefined && isNear(begin(m)) && isNear(end(m))));
  const moments = scene.moments.filter((m) => cameOf(m) || ((m.kind === "refused" || m.kind === "entered") && isNear(m.micros)));
  return { ...scene, messages, moments, ...extent(messages, moments) };
}

/** The log format of ShiViz: each event with its vector clock. */
export function shiViz(scene: Scene, names: string[]): string {
  const clocks = names.map(() => new Array<number>(names.length).fill(0));
  const carried = new Map<Message, number[]>();
  const events: [number, number, () => string][] = [];
  for (const m of scene.messages) {
    const what = `${m.statement.type}${m.statement.view !== undefined ? ` view ${m.statement.view}` : ""}${m.statement.sequence !== undefined ? ` number ${m.statement.sequence}` : ""}`;
    if (m.sent !== undefined) {
      events.push([m.sent, m.from, () => {
        carried.set(m, [...clocks[m.from]!]);
        return `sends ${what} to ${names[m.to]}`;
      }]);
    }
    if (m.received !== undefined) {
      events.push([Math.max(m.received, m.sent ?? 0), m.to, () => {
        carried.get(m)?.forEach((value, i) => (clocks[m.to]![i] = Math.max(clocks[m.to]![i]!, value)));
        return `receives ${what} from ${names[m.from]}`;
      }]);
    }
  }
  for (const moment of scene.moments) {
    events.push([moment.micros, moment.replica, () => `${moment.kind} ${moment.number ?? moment.reason ?? ""}`.trim()]);
  }
  events.sort(([a], [b]) => a - b);
  return events
    .map(([, replica, tell]) => {
      clocks[replica]![replica]!++;
      const text = tell();
      const clock = names.flatMap((name, i) => (clocks[replica]![i]! > 0 ? [`"${name}":${clocks[replica]![i]}`] : [])).join(", ");
      return `${text}\n${names[replica]} {${clock}}\n`;
    })
    .join("");
}
