import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { PageProps } from "../app";
import { duration, grouped, listed } from "../kit/format";
import { Badge, Card, Copyable, Empty, Facts, Heading, Loading } from "../kit/kit";
import type { NetworkDocument, Phases, Trace } from "../node/documents";
import { useDocument, useLive, useTitle } from "../node/hooks";
import { addressOf } from "../node/lab";
import { read } from "../node/link";
import { navigate } from "../route";
import { Diagram } from "../theatre/diagram";
import { about, begin, count, end, isLost, type Message, type Scene, sceneOf, shiViz } from "../theatre/scene";
import { colourOf, momentSentence, progressSentence, sentenceOf } from "../theatre/words";

/** Around what this node saw of a block: what led to it, and what reached the others later. */
const MARGIN_MICROS = 400_000;
const LIVE_SPAN_MICROS = 10_000_000;
const LIVE_PACE_MILLIS = 1_000;
const MOST_EVENTS = 2_000;

export default function TheatrePage({ location }: PageProps) {
  useTitle("Theatre");
  const { network } = useLive();
  const asked = location.query.get("block");
  if (network === null) return <><Heading>Theatre</Heading><Loading /></>;
  const live = asked === "live";
  const height = asked === null || live ? network.head.height : Number(asked);
  return (
    <>
      <Heading aside={<Choice height={height} head={network.head.height} live={live} />}>Theatre</Heading>
      <p class="lead">
        The signed messages that the replicas really sent each other. Each has a line, time runs to the right, and every arrow is one message on its way.
      </p>
      {live ? <LiveStage network={network} /> : <BlockStage key={height} network={network} height={asked === null ? null : height} />}
    </>
  );
}

function Choice({ height, head, live }: { height: number; head: number; live: boolean }) {
  const [text, setText] = useState(String(height));
  useEffect(() => setText(String(height)), [height]);
  const go = (event: Event) => {
    event.preventDefault();
    navigate(`/theatre?block=${encodeURIComponent(text)}`);
  };
  return (
    <div class="play-choice">
      <form onSubmit={go}>
        <label>Block <input type="number" min="1" max={head} value={text} onInput={(event) => setText(event.currentTarget.value)} /></label>
        <button type="submit" class="button">Show</button>
      </form>
      <a class="button" href="/theatre?block=live" aria-current={live ? "page" : undefined}>Live</a>
    </div>
  );
}

/** Reads the same stretch of time from every node that can be reached. */
async function gather(network: NetworkDocument, from: number, to: number): Promise<Trace[]> {
  const asked = network.replicas.flatMap((replica) => {
    const address = addressOf(replica);
    if (address === undefined || (!replica.self && !replica.connected)) return [];
    return [read<Trace>(`${address}/api/v1/trace?from=${from}&to=${to}&limit=${MOST_EVENTS}`).catch(() => null)];
  });
  return (await Promise.all(asked)).filter((trace) => trace !== null);
}

function BlockStage({ network, height }: { network: NetworkDocument; height: number | null }) {
  // Without a choice it is the newest block at the time of coming here, and stays that.
  const [shown] = useState(height ?? network.head.height);
  const valid = Number.isInteger(shown) && shown > 0;
  const phases = useDocument<Phases>(valid ? `/api/v1/blocks/${shown}/phases` : "");
  const [traces, setTraces] = useState<Trace[] | null>(null);
  const times = phases.data ? timesOf(phases.data) : [];
  const known = times.length > 0;
  const from = known ? Math.min(...times) - MARGIN_MICROS : 0;
  const to = known ? Math.max(...times) + MARGIN_MICROS : 0;
  useEffect(() => {
    if (!known) return;
    void gather(network, from, to).then(setTraces);
  }, [known, from, to]);
  const scene = useMemo(() => (traces ? about(sceneOf(traces, network.total, to), shown) : null), [traces, shown, to]);

  if (!valid || shown > network.head.height) {
    return <Card><Empty>{network.head.height === 0 ? "Nothing has been agreed on yet. Send coins, and come back." : `There is no block ${shown} to show; the newest is ${grouped(network.head.height)}.`}</Empty></Card>;
  }
  if (phases.data && !known) {
    return <Card><Empty>{network.node.name} does not remember the messages about block {grouped(shown)}: it keeps those of the newest blocks of its run. <a href={`/block/${shown}`}>Its certificate</a> it has.</Empty></Card>;
  }
  if (scene === null) return <Card><Loading /></Card>;
  return <Stage scene={scene} network={network} title={`Block ${grouped(shown)}`} about={<a href={`/block/${shown}`}>The block, and the same in words</a>} file={`block-${shown}`} />;
}

function timesOf(phases: Phases): number[] {
  return [
    ...phases.attempts.flatMap((attempt) => [...(attempt.proposal ? [attempt.proposal] : []), ...attempt.prepares, ...attempt.commits].map((vote) => vote.micros)),
    ...phases.checkpoints.map((vote) => vote.micros),
    ...[phases.executedMicros, phases.certifiedMicros].filter((micros) => micros !== undefined),
  ];
}

function LiveStage({ network }: { network: NetworkDocument }) {
  const { clockAheadMillis } = useLive();
  const [scene, setScene] = useState<Scene | null>(null);
  const [held, setHeld] = useState(false);
  const newest = useRef(network);
  newest.current = network;
  useEffect(() => {
    if (held) return undefined;
    const look = () => {
      const now = (Date.now() + clockAheadMillis) * 1_000;
      void gather(newest.current, now - LIVE_SPAN_MICROS, now).then((traces) => setScene(sceneOf(traces, newest.current.total, now)));
    };
    look();
    const timer = setInterval(look, LIVE_PACE_MILLIS);
    return () => clearInterval(timer);
  }, [held, clockAheadMillis]);
  const hold = <button type="button" class="button" aria-pressed={held} onClick={() => setHeld(!held)}>{held ? "Go on" : "Hold still"}</button>;
  if (scene === null) return <Card><Loading /></Card>;
  if (scene.messages.length === 0 && scene.moments.length === 0) {
    return <Card title="The last ten seconds" aside={hold}><Empty>Silence: nothing had to be agreed on. Send coins, and watch.</Empty></Card>;
  }
  return <Stage scene={scene} network={network} title="The last ten seconds" about={hold} file="live" />;
}

function Stage({ scene: seen, network, title, about: more, file }: { scene: Scene; network: NetworkDocument; title: string; about: preact.ComponentChildren; file: string }) {
  const names = network.replicas.map((replica) => replica.name);
  const counted = useMemo(() => count(seen, network.quorum, network.total), [seen, network.quorum, network.total]);
  const scene = useMemo(() => ({ ...seen, moments: [...seen.moments, ...counted.moments] }), [seen, counted]);
  const [position, setPosition] = useState(1);
  const [playing, setPlaying] = useState(false);
  const [zoom, setZoom] = useState(1);
  const [chosen, setChosen] = useState<Message | null>(null);
  const until = position >= 1 ? scene.to : scene.from + (scene.to - scene.from) * position;
  usePlaying(playing, setPosition, () => setPlaying(false));
  const steps = useMemo(() => stepsOf(scene), [scene]);
  const happened = steps.filter((step) => step.micros <= until);
  const last = happened.at(-1);
  const unheard = names.filter((_, i) => !scene.heard.includes(i));
  const liars = [...new Set(scene.messages.filter((m) => m.contradicted).map((m) => names[m.statement.signer]!))];

  const go = (step: { micros: number } | undefined) => {
    setPlaying(false);
    if (step) setPosition(Math.min(1, (step.micros - scene.from) / Math.max(1, scene.to - scene.from)));
  };
  const play = () => {
    if (position >= 1) setPosition(0);
    setPlaying(!playing);
  };

  return (
    <>
      {liars.length > 0 && (
        <p class="verdict">
          {listed(liars)} said different things about the same number, in red. No two quorums can form for two batches, since each needs {network.quorum} of {network.total}:
          so nobody executes either until all agree on one. <a href="/evidence">Both signatures are kept as proof.</a>
        </p>
      )}
      <Card title={title} aside={more}>
        <Diagram scene={scene} names={names} until={until} zoom={zoom} chosen={chosen?.key ?? null} choose={setChosen} />
        <p class="caption" role="status">{last ? last.sentence : "Nothing has happened yet."}</p>
        <div class="controls">
          <button type="button" class="button" onClick={play}>{playing ? "Pause" : "Play"}</button>
          <button type="button" class="button" onClick={() => go(happened.at(-2) ?? { micros: scene.from - 1 })} disabled={happened.length === 0}>‹ Back</button>
          <button type="button" class="button" onClick={() => go(steps[happened.length])} disabled={happened.length >= steps.length}>Step ›</button>
          <input
            type="range" min="0" max="1000" value={Math.round(position * 1_000)} aria-label="Time"
            aria-valuetext={`${duration(Math.max(0, Math.round(until - scene.from)))} of ${duration(Math.round(scene.to - scene.from))}`}
            onInput={(event) => { setPlaying(false); setPosition(Number(event.currentTarget.value) / 1_000); }}
          />
          <span class="controls-time">{duration(Math.max(0, Math.round(until - scene.from)))}</span>
          <label>Zoom <input type="range" min="1" max="12" step="0.5" value={zoom} aria-label="Zoom" onInput={(event) => setZoom(Number(event.currentTarget.value))} /></label>
        </div>
        <Legend scene={scene} />
        {unheard.length > 0 && <p class="card-foot">Dashed: {listed(unheard)} could not be asked, so what {unheard.length === 1 ? "it" : "they"} saw is missing here.</p>}
      </Card>
      {chosen && <Content m={chosen} scene={scene} names={names} close={() => setChosen(null)} />}
      <Card title="The same in words" aside={<Exports scene={scene} names={names} file={file} />}>
        <ol class="script">
          {steps.map((step) => (
            <li key={step.key} class={step.micros <= until ? "" : "script-later"} data-colour={step.colour}>
              <span class="script-time">+{duration(Math.max(0, Math.round(step.micros - scene.from)))}</span>
              {step.message
                ? <button type="button" class="script-line" onClick={() => setChosen(step.message!)}>{step.sentence}</button>
                : <span>{step.sentence}</span>}
            </li>
          ))}
        </ol>
      </Card>
    </>
  );

  function stepsOf(from: Scene) {
    return [
      ...from.messages.map((m) => ({ key: m.key, micros: end(m), sentence: sentenceOf(from, m, names) + progressSentence(m, counted.progress.get(m.key), names), colour: colourOf(m) as string, message: m as Message | null })),
      ...from.moments.map((moment) => ({ key: moment.key, micros: moment.micros, sentence: momentSentence(moment, names), colour: MOMENT_COLOURS[moment.kind] ?? "seen", message: null })),
    ].sort((a, b) => a.micros - b.micros);
  }
}

const MOMENT_COLOURS: Record<string, string> = { refused: "bad", prepared: "prepare", committed: "commit", certified: "certify", entered: "change" };

const PLAY_MILLIS = 9_000;

function usePlaying(playing: boolean, move: (change: (before: number) => number) => void, finished: () => void): void {
  useEffect(() => {
    if (!playing) return undefined;
    let before = performance.now();
    let frame = requestAnimationFrame(function advance(now) {
      move((position) => {
        const next = position + (now - before) / PLAY_MILLIS;
        before = now;
        if (next >= 1) finished();
        return Math.min(1, next);
      });
      frame = requestAnimationFrame(advance);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing]);
}

function Legend({ scene }: { scene: Scene }) {
  const types = new Set(scene.messages.map((m) => m.statement.type));
  const all: [string, string, boolean][] = [
    ["propose", "pre-prepare", types.has("PRE-PREPARE")],
    ["prepare", "prepare", types.has("PREPARE")],
    ["commit", "commit", types.has("COMMIT")],
    ["certify", "checkpoint", types.has("CHECKPOINT")],
    ["change", "view change, new view", types.has("VIEW-CHANGE") || types.has("NEW-VIEW")],
    ["bad", "contradicts another one, or was refused", scene.messages.some((m) => m.contradicted) || scene.moments.some((m) => m.kind === "refused")],
  ];
  return (
    <ul class="legend stage-legend" aria-hidden="true">
      {all.filter(([, , there]) => there).map(([colour, name]) => <li key={colour} data-colour={colour}>{name}</li>)}
      <li class="legend-full">a quorum is full</li>
      <li class="legend-box">executed</li>
      <li class="legend-seal">certified</li>
    </ul>
  );
}

function Content({ m, scene, names, close }: { m: Message; scene: Scene; names: string[]; close: () => void }) {
  const { statement } = m;
  const took = m.sent !== undefined && m.received !== undefined ? m.received - m.sent : undefined;
  return (
    <Card title={<>{statement.type} from {names[m.from]} to {names[m.to]} {m.contradicted && <Badge tone="bad">contradicts another</Badge>}</>} aside={<button type="button" class="button" onClick={close}>Close</button>}>
      <p class="card-text">{sentenceOf(scene, m, names)}</p>
      <Facts rows={[
        ["Signed by", names[statement.signer]],
        statement.view !== undefined && ["View", grouped(statement.view)],
        statement.sequence !== undefined && ["Number", grouped(statement.sequence)],
        statement.digest !== undefined && [statement.type === "CHECKPOINT" ? "Block hash" : `Digest of batch ${scene.letters.get(statement.digest) ?? ""}`, <Copyable text={statement.digest} label="digest" />],
        ["Signature", <Copyable text={statement.signature} label="signature" />],
        ["Left", m.sent === undefined ? "not recorded by its sender" : `+${duration(Math.max(0, begin(m) - scene.from))}, Lamport ${m.lamportSent}`],
        ["Arrived", m.received === undefined ? (isLost(scene, m) ? "never" : "not recorded") : `+${duration(Math.max(0, m.received - scene.from))}, Lamport ${m.lamportReceived}${took !== undefined ? `, ${duration(Math.max(0, took))} later` : ""}`],
      ]} />
    </Card>
  );
}

function Exports({ scene, names, file }: { scene: Scene; names: string[]; file: string }) {
  const save = (name: string, type: string, text: string) => {
    const url = URL.createObjectURL(new Blob([text], { type }));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    URL.revokeObjectURL(url);
  };
  const json = () => JSON.stringify({ replicas: names, messages: scene.messages, moments: scene.moments }, null, 2);
  return (
    <span class="exports">
      <button type="button" class="button" onClick={() => save(`${file}.json`, "application/json", json())}>JSON</button>
      <button type="button" class="button" onClick={() => save(`${file}.shiviz.log`, "text/plain", shiViz(scene, names))}>ShiViz</button>
    </span>
  );
}
