// Numbers, amounts and times as people read them.

const COIN_DECIMALS = 18;
const GWEI_DECIMALS = 9;

/** Groups the digits of a whole number; takes strings as well, since amounts exceed 2^53. */
export function grouped(number: number | string): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

function scaled(wei: string, scale: number, decimals: number): string {
  const digits = wei.padStart(scale + 1, "0");
  const whole = digits.slice(0, -scale);
  const exact = digits.slice(-scale).replace(/0+$/, "");
  const shown = exact.slice(0, decimals).replace(/0+$/, "");
  if (whole === "0" && exact !== "" && shown === "") {
    return `<0.${"0".repeat(decimals - 1)}1`;
  }
  return shown === "" ? grouped(whole) : `${grouped(whole)}.${shown}`;
}

/** An amount in wei as coins, cut (never rounded up) to a number of decimals. */
export const coins = (wei: string, decimals = 6): string => scaled(wei, COIN_DECIMALS, decimals);

/** An amount in wei in gwei, as fees are spoken of. */
export const gwei = (wei: string): string => scaled(wei, GWEI_DECIMALS, GWEI_DECIMALS);

/** A share of a whole, such as "12.3 %". */
export function share(part: string, whole: string): string {
  const total = BigInt(whole);
  if (total === 0n) return "0 %";
  const permyriad = Number((BigInt(part) * 10_000n) / total);
  if (permyriad === 0) return BigInt(part) === 0n ? "0 %" : "<0.01 %";
  return `${(permyriad / 100).toFixed(permyriad >= 1_000 ? 1 : 2)} %`;
}

/** The ends of a hash or address, which is what people compare. */
export const short = (hex: string, ends = 4): string => `${hex.slice(0, 2 + ends)}…${hex.slice(-ends)}`;

/** How long ago an instant was; both in Unix milliseconds. */
export function ago(millis: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - millis) / 1_000));
  return seconds < 2 ? "just now" : `${span(seconds)} ago`;
}

/** The same for a column of ages. */
export function age(millis: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - millis) / 1_000));
  return seconds < 2 ? "now" : span(seconds);
}

/** A clause as a sentence. */
export const sentence = (clause: string): string => {
  const begun = clause.charAt(0).toUpperCase() + clause.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
};

/** How long something takes, coarsely. */
export function span(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h`;
  return `${Math.floor(hours / 24)} days`;
}

/** A short time as a person compares it: microseconds up to seconds. */
export function duration(micros: number): string {
  if (micros < 1_000) return `${micros} µs`;
  if (micros < 9_950) return `${(micros / 1_000).toFixed(1)} ms`;
  if (micros < 1_000_000) return `${Math.round(micros / 1_000)} ms`;
  return `${(micros / 1_000_000).toFixed(micros < 9_950_000 ? 2 : 1)} s`;
}

export const dateTime = (millis: number): string =>
  new Date(millis).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });

/** "1 transfer", "2 transfers". */
export const count = (number: number, word: string): string => `${grouped(number)} ${word}${number === 1 ? "" : "s"}`;

/** "node1", "node1 and node2", "node1, node2 and node3". */
export function listed(names: string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** Bytes for people. */
export const bytes = (size: number): string => (size < 1_024 ? `${size} B` : `${(size / 1_024).toFixed(1)} KiB`);
