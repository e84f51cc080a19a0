import { useMemo, useState } from "preact/hooks";
import { duration, grouped } from "../kit/format";
import { Card } from "../kit/kit";
import type { Pace } from "../node/documents";
import { useDocument, useLive, useNow } from "../node/hooks";
import Chart from "./chart";

type Resolution = "second" | "minute";

const SPANS: [Resolution, string][] = [["second", "10 minutes"], ["minute", "24 hours"]];

/** Quiet time moves on as well, though no block says so. */
const LOOK_AGAIN_MILLIS = 5_000;

/** Throughput and time to finality, as this node saw them. */
export default function PaceCharts() {
  const { frames } = useLive();
  const now = useNow(LOOK_AGAIN_MILLIS);
  const [resolution, setResolution] = useState<Resolution>("second");
  const { data } = useDocument<Pace>(`/api/v1/pace?resolution=${resolution}`, `${frames} ${Math.floor(now / LOOK_AGAIN_MILLIS)}`, 1_000);
  const choice = (
    <div class="choice" role="group" aria-label="Span of time">
      {SPANS.map(([value, words]) => (
        <button key={value} type="button" aria-pressed={value === resolution} onClick={() => setResolution(value)}>{words}</button>
      ))}
    </div>
  );
  return (
    <div class="columns">
      <Card title="Throughput" aside={choice}>{data ? <Throughput pace={data} /> : <div class="chart-place" />}</Card>
      <Card title="Time to finality">{data ? <Finality pace={data} /> : <div class="chart-place" />}</Card>
    </div>
  );
}

const timesOf = (pace: Pace) => pace.blocks.map((_, i) => (pace.startMillis + i * pace.partMillis) / 1_000);

const perSecond = (value: number) => (value === 0 ? "0" : value < 10 ? value.toFixed(1).replace(/\.0$/, "") : grouped(Math.round(value)));

function Throughput({ pace }: { pace: Pace }) {
  const seconds = pace.partMillis / 1_000;
  const [times, rates] = useMemo(() => [timesOf(pace), pace.transfers.map((transfers) => transfers / seconds)], [pace]);
  const most = Math.max(...rates);
  const all = pace.transfers.reduce((sum, transfers) => sum + transfers, 0);
  const blocks = pace.blocks.reduce((sum, each) => sum + each, 0);
  const summary = `${grouped(all)} transfers in ${grouped(blocks)} blocks, at most ${perSecond(most)} a second.`;
  return (
    <>
      <Chart
        times={times}
        curves={[{ label: "transfers a second", colour: "--accent", kind: "steps", values: rates }]}
        say={perSecond}
        summary={`Throughput: ${summary}`}
      />
      <p class="card-foot">{summary}</p>
    </>
  );
}

function Finality({ pace }: { pace: Pace }) {
  const times = useMemo(() => timesOf(pace), [pace]);
  const seen = pace.finalityMicros.filter((value) => value !== null);
  const slowest = pace.slowestMicros.filter((value) => value !== null);
  const middle = [...seen].sort((a, b) => a - b)[Math.floor(seen.length / 2)];
  const summary = middle === undefined
    ? "No block was agreed on in this time."
    : `From proposal to certificate: ${duration(middle)} in the middle, ${duration(Math.max(...slowest))} at worst.`;
  return (
    <>
      <Chart
        times={times}
        curves={[
          { label: "slowest", colour: "--warn", kind: "rings", values: pace.slowestMicros },
          { label: "mean", colour: "--good", kind: "dots", values: pace.finalityMicros },
        ]}
        say={(micros) => duration(Math.round(micros))}
        summary={`Time to finality. ${summary}`}
      />
      <p class="card-foot">{summary}</p>
    </>
  );
}
