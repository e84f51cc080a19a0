// The link to the node: server-sent events say what changed, REST says how things are.

const RETRY_FIRST_MILLIS = 1000;
const RETRY_LIMIT_MILLIS = 8000;
// The node sends a pulse every five seconds; a paused node keeps the connection and says nothing.
const SILENCE_LIMIT_MILLIS = 12000;

/** Reads one document; throws when the node does not answer or answers with a problem. */
export async function read(path) {
  const response = await fetch(path, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

/**
 * Listens for ever, across restarts of the node.
 *
 * @param handlers  opened(): the link is up, so read everything anew;
 *                  lost(): the link is gone; any other name is an event of the stream
 */
export function listen(path, { opened, lost, ...handlers }) {
  let retry = RETRY_FIRST_MILLIS;

  function connect() {
    const source = new EventSource(path);
    let watchdog;

    function fail() {
      clearTimeout(watchdog);
      source.close();
      lost();
      setTimeout(connect, retry);
      retry = Math.min(retry * 2, RETRY_LIMIT_MILLIS);
    }

    function heard() {
      clearTimeout(watchdog);
      watchdog = setTimeout(fail, SILENCE_LIMIT_MILLIS);
    }

    function on(name, handler) {
      source.addEventListener(name, (event) => {
        heard();
        handler(JSON.parse(event.data));
      });
    }

    heard();
    on("hello", (hello) => {
      retry = RETRY_FIRST_MILLIS;
      opened(hello);
    });
    on("pulse", () => {});
    Object.entries(handlers).forEach(([name, handler]) => on(name, handler));
    // The browser's own retry gives up for good on some errors; ours does not.
    source.addEventListener("error", fail);
  }

  connect();
}
