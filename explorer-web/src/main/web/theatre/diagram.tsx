// The space-time diagram: a line for each replica, time to the right, an arrow for each message.

import { useEffect, useRef, useState } from "preact/hooks";
import { duration } from "../kit/format";
import { begin, end, isLost, type Message, type Moment, type Scene } from "./scene";
import { colourOf, momentSentence, sentenceOf } from "./words";

const LANE = 92;
const TOP = 30;
const SIDE = 18;
const LEAST_WIDTH = 560;

export interface DiagramProps {
  scene: Scene;
  names: string[];
  /** Up to this instant things are drawn. */
  until: number;
  zoom: number;
  chosen: string | null;
  choose: (message: Message) => void;
}

export function Diagram({ scene, names, until, zoom, chosen, choose }: DiagramProps) {
  const holder = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(900);
  useEffect(() => {
    const resized = new ResizeObserver(() => setRoom(holder.current?.clientWidth ?? 900));
    resized.observe(holder.current!);
    return () => resized.disconnect();
  }, []);
  const width = Math.max(LEAST_WIDTH, room) * zoom;
  const height = TOP + LANE * (names.length - 1) + 46;
  const span = Math.max(1, scene.to - scene.from);
  const x = (micros: number) => SIDE + ((micros - scene.from) / span) * (width - 2 * SIDE);
  const y = (replica: number) => TOP + replica * LANE;
  return (
    <div class="stage">
      <div class="stage-names" aria-hidden="true">
        {names.map((name, i) => <span key={name} style={{ top: `${y(i) - 11}px` }}>{name}</span>)}
      </div>
      <div class="stage-field" ref={holder} tabIndex={0} role="group" aria-label="Messages between the replicas; the list below says the same in words">
        <svg width={width} height={height} aria-hidden="true">
          <defs>
            {["propose", "prepare", "commit", "certify", "change", "bad", "seen"].map((colour) => (
              <marker key={colour} id={`tip-${colour}`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6.5" markerHeight="6.5" orient="auto">
                <path d="M0 0.5 L8 4 L0 7.5 z" class="tip" data-colour={colour} />
              </marker>
            ))}
          </defs>
          {ticks(scene, width).map((micros) => (
            <g key={micros} class="tick">
              <line x1={x(micros)} x2={x(micros)} y1={TOP - 14} y2={height - 26} />
              <text x={x(micros)} y={height - 8}>{micros === scene.from ? "0" : `+${duration(Math.round(micros - scene.from))}`}</text>
            </g>
          ))}
          {names.map((name, i) => <line key={name} class={scene.heard.includes(i) ? "life" : "life life-unheard"} x1={SIDE / 2} x2={width - SIDE / 2} y1={y(i)} y2={y(i)} />)}
          {scene.messages.filter((m) => begin(m) <= until).map((m) => (
            <Arrow key={m.key} m={m} scene={scene} names={names} until={until} x={x} y={y} chosen={m.key === chosen} choose={choose} />
          ))}
          {scene.moments.filter((moment) => moment.micros <= until).map((moment) => (
            <MomentMark key={moment.key} moment={moment} names={names} x={x(moment.micros)} y={y(moment.replica)} />
          ))}
          {until < scene.to && <line class="now" x1={x(until)} x2={x(until)} y1={4} y2={height - 26} />}
        </svg>
      </div>
    </div>
  );
}

function ticks(scene: Scene, width: number): number[] {
  const span = scene.to - scene.from;
  if (!(span > 0)) return [];
  const rough = span / Math.max(2, Math.floor(width / 150));
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough)!;
  return Array.from({ length: Math.floor(span / step) + 1 }, (_, i) => scene.from + i * step);
}

function Arrow({ m, scene, names, until, x, y, chosen, choose }: {
  m: Message;
  scene: Scene;
  names: string[];
  until: number;
  x: (micros: number) => number;
  y: (replica: number) => number;
  chosen: boolean;
  choose: (message: Message) => void;
}) {
  const colour = colourOf(m);
  const open = m.received === undefined;
  const lost = isLost(scene, m);
  const x1 = x(begin(m));
  // What never arrived ends halfway; what nobody saw leave comes straight from above or below.
  const full = open ? { x: x1 + 14, y: (y(m.from) + y(m.to)) / 2 } : { x: Math.max(x(end(m)), x1), y: y(m.to) };
  const done = open || until >= end(m) ? 1 : (until - begin(m)) / Math.max(1, end(m) - begin(m));
  const tip = { x: x1 + (full.x - x1) * done, y: y(m.from) + (full.y - y(m.from)) * done };
  const letter = m.contradicted && m.statement.digest ? scene.letters.get(m.statement.digest) : undefined;
  return (
    <g class={`arrow${open ? " arrow-lost" : ""}${chosen ? " arrow-chosen" : ""}`} data-colour={colour} data-type={m.statement.type} onClick={() => choose(m)}>
      <title>{sentenceOf(scene, m, names)}</title>
      <line class="reach" x1={x1} y1={y(m.from)} x2={tip.x} y2={tip.y} />
      <line class="shaft" x1={x1} y1={y(m.from)} x2={tip.x} y2={tip.y} marker-end={open ? undefined : `url(#tip-${colour})`} />
      {lost && <path class="cross" d={`M${tip.x - 4} ${tip.y - 4}l8 8m0 -8l-8 8`} />}
      {letter && <text class="letter" x={x1 + (tip.x - x1) * 0.55 + 5} y={y(m.from) + (tip.y - y(m.from)) * 0.55}>{letter}</text>}
    </g>
  );
}

function MomentMark({ moment, names, x, y }: { moment: Moment; names: string[]; x: number; y: number }) {
  const title = <title>{momentSentence(moment, names)}</title>;
  switch (moment.kind) {
    case "prepared":
    case "committed":
      return <circle class="full" data-colour={moment.kind === "prepared" ? "prepare" : "commit"} cx={x} cy={y} r="5">{title}</circle>;
    case "executed":
      return <rect class="done" x={x - 5} y={y - 5} width="10" height="10">{title}</rect>;
    case "certified":
      return <rect class="sealed" x={x - 5.5} y={y - 5.5} width="11" height="11" transform={`rotate(45 ${x} ${y})`}>{title}</rect>;
    case "entered":
      return <g class="entered">{title}<circle cx={x} cy={y} r="7" /><text x={x} y={y - 12}>view {moment.number}</text></g>;
    case "refused":
      return <g class="refused">{title}<path d={`M${x - 5} ${y - 5}l10 10m0 -10l-10 10`} /></g>;
  }
}
