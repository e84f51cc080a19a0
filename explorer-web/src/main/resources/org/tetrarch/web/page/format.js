// Numbers, amounts and times as people read them.

const COIN_DECIMALS = 18;

/** Groups the digits of a whole number; takes strings as well, since amounts exceed 2^53. */
export function grouped(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** An amount in wei as coins, cut (never rounded up) to a number of decimals. */
export function coins(wei, decimals = 6) {
  const digits = String(wei).padStart(COIN_DECIMALS + 1, "0");
  const whole = digits.slice(0, -COIN_DECIMALS);
  const exact = digits.slice(-COIN_DECIMALS).replace(/0+$/, "");
  const shown = exact.slice(0, decimals).replace(/0+$/, "");
  if (whole === "0" && exact !== "" && shown === "") {
    return "<0." + "0".repeat(decimals - 1) + "1";
  }
  return shown === "" ? grouped(whole) : `${grouped(whole)}.${shown}`;
}

/** The ends of a hash or address, which is what people compare. */
export function short(hex, ends = 4) {
  return `${hex.slice(0, 2 + ends)}…${hex.slice(-ends)}`;
}

/** How long ago an instant was; both in Unix milliseconds. */
export function age(millis, now) {
  const seconds = Math.max(0, Math.floor((now - millis) / 1000));
  if (seconds < 2) return "just now";
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ago`;
  return `${Math.floor(hours / 24)} days ago`;
}

/** "1 transfer", "2 transfers". */
export function count(number, word) {
  return `${grouped(number)} ${word}${number === 1 ? "" : "s"}`;
}
