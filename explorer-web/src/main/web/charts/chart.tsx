// uPlot in the colours of the page. Loaded only by pages that draw.

import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

export interface Curve {
  label: string;
  /** A custom property of the style sheet. */
  colour: string;
  kind: "steps" | "dots" | "rings";
  values: (number | null)[];
}

export interface ChartProps {
  /** Unix seconds. */
  times: number[];
  curves: Curve[];
  /** How a value is said, on the axis and on hovering. */
  say: (value: number) => string;
  /** The whole in one sentence, for those who do not see it. */
  summary: string;
  height?: number;
  /** Whether the axis begins at nothing; else where the values lie. */
  fromZero?: boolean;
}

export default function Chart({ times, curves, say, summary, height = 190, fromZero = true }: ChartProps) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const data: uPlot.AlignedData = [times, ...curves.map((curve) => curve.values)];
  const latest = useRef(data);
  latest.current = data;
  const shape = curves.map((curve) => `${curve.label}|${curve.colour}|${curve.kind}`).join();

  useEffect(() => {
    const element = holder.current!;
    const draw = () => {
      plot.current?.destroy();
      plot.current = new uPlot(options(element, curves, say, height, fromZero), latest.current, element);
    };
    draw();
    const resized = new ResizeObserver(() => plot.current?.setSize({ width: element.clientWidth, height }));
    resized.observe(element);
    const theme = matchMedia("(prefers-color-scheme: dark)");
    theme.addEventListener("change", draw);
    return () => {
      resized.disconnect();
      theme.removeEventListener("change", draw);
      plot.current?.destroy();
      plot.current = null;
    };
  }, [shape, height]);

  useEffect(() => plot.current?.setData(data), [times, ...curves.map((curve) => curve.values)]);

  return <div class="chart" ref={holder} role="img" aria-label={summary} />;
}

function options(element: HTMLElement, curves: Curve[], say: (value: number) => string, height: number, fromZero: boolean): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const axis = {
    stroke: colour("--soft"),
    font: `12px ${style.fontFamily}`,
    grid: { stroke: colour("--line"), width: 1 },
    ticks: { show: false },
  };
  return {
    width: element.clientWidth,
    height,
    cursor: { drag: { x: false, y: false }, points: { size: 7 } },
    legend: { live: true },
    scales: { y: { range: (_self, low, high) => (fromZero ? [0, high > 0 ? high * 1.12 : 1] : around(low, high)) } },
    axes: [
      { ...axis, grid: { show: false }, values: (_self, ticks) => ticks.map((seconds) => clock(seconds, ticks)) },
      { ...axis, size: 64, values: (_self, ticks) => ticks.map(say) },
    ],
    series: [
      { label: "", value: (_self, seconds) => (seconds === null ? "" : new Date(seconds * 1_000).toLocaleTimeString()) },
      ...curves.map((curve) => series(curve, colour(curve.colour), say)),
    ],
  };
}

function around(low: number, high: number): [number, number] {
  const margin = (high - low) * 0.15 || Math.max(1, high * 0.1);
  return [Math.max(0, low - margin), high + margin];
}

/** The time of day, and the day where ticks are further apart than that. */
function clock(seconds: number, ticks: number[]): string {
  const apart = ticks.length > 1 ? ticks[1]! - ticks[0]! : 0;
  const date = new Date(seconds * 1_000);
  if (apart >= 86_400) return date.toLocaleDateString(undefined, { day: "numeric", month: "short" });
  return date.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", ...(apart < 60 ? { second: "2-digit" } : {}), hour12: false });
}

function series(curve: Curve, colour: string, say: (value: number) => string): uPlot.Series {
  const common: uPlot.Series = {
    label: curve.label,
    value: (_self, value) => (value === null || value === undefined ? "–" : say(value)),
  };
  switch (curve.kind) {
    case "steps":
      return { ...common, stroke: colour, width: 1.5, fill: `${colour}26`, points: { show: false }, paths: uPlot.paths.stepped!({ align: 1 }) };
    case "dots":
      return { ...common, stroke: colour, paths: () => null, points: { show: true, size: 5, fill: colour, width: 0 } };
    case "rings":
      return { ...common, stroke: colour, paths: () => null, points: { show: true, size: 5, fill: "transparent", width: 1 } };
  }
}
