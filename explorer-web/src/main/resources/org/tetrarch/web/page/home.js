// The home page: keeps what the node last said, and shows it.

import { ago, element, showList } from "./dom.js";
import { listen, read } from "./feed.js";
import { age, coins, count, grouped, short } from "./format.js";

const ROWS = 12;
const byId = (id) => document.getElementById(id);

const known = { network: null, blocks: [], transfers: [], evidence: [], clockAhead: 0 };

const TONES = {
  normal: "good",
  starting: "warn",
  following: "warn",
  "catching up": "warn",
  "changing view": "warn",
  halted: "bad",
  unreachable: "gone",
};

const serverNow = () => Date.now() + known.clockAhead;

// ---- what is shown

function showNetwork() {
  const { network, node, health } = known.network;
  document.title = `${network.name} · Tetrarch`;
  byId("network-name").textContent = network.name;
  const sentence = byId("health-sentence");
  sentence.textContent = health.sentence;
  sentence.dataset.level = health.level;
  showFacts();
  showReplicas();
  byId("connect").textContent =
    `In a wallet: RPC URL ${node.httpUrl}, chain id ${network.chainId}, symbol ${network.symbol}.`;
  byId("version").textContent = `${node.name}, Tetrarch ${node.version}`;
}

function showFacts() {
  const { network, head, view, changingView, quorum, total, f, supply, pool } = known.network;
  const facts = [
    ["Height", grouped(head.height)],
    ["Certified", grouped(head.certifiedHeight)],
    [changingView ? "Attempting view" : "View", grouped(view)],
    ["Quorum", `${quorum} of ${total}`],
    ["Tolerates", `${f} faulty`],
    ["Waiting", grouped(pool.executable + pool.queued)],
    supply ? [`Burnt ${network.symbol}`, coins(supply.burnt)] : ["Chain id", String(network.chainId)],
  ].map(([name, value]) => ({ name, value }));
  showList(byId("facts"), facts, (fact) => fact.name, ({ name, value }) =>
    element("div", {}, element("dt", {}, name), element("dd", {}, value)));
}

function showReplicas() {
  const caught = new Set(known.evidence.map((evidence) => evidence.replica));
  const replicas = known.network.replicas.map((replica) => ({
    ...replica,
    caught: caught.has(replica.index),
    misbehaviour: replica.self ? known.network.node.misbehaviour : undefined,
  }));
  showList(byId("replicas"), replicas, (replica) => replica.index, renderReplica);
}

function renderReplica(replica) {
  const badge = (text, kind) => element("span", { className: `badge badge-${kind}` }, text);
  const number = (name, value) =>
    element("div", {}, element("dt", {}, name), element("dd", {}, grouped(value)));
  const gone = !replica.connected;
  const heard = replica.lastSeenMillis
    ? element("span", {}, "last heard ", ago(replica.lastSeenMillis))
    : "not heard yet";
  return element(
    "li",
    { className: "replica", "data-tone": gone ? "gone" : (TONES[replica.state] ?? "warn") },
    element(
      "header",
      {},
      element("h3", {}, replica.name),
      replica.self ? badge("this node", "self") : null,
      replica.primary ? badge("primary", "primary") : null,
      replica.misbehaviour ? badge(`malicious: ${replica.misbehaviour}`, "caught") : null,
      replica.caught ? badge("caught lying", "caught") : null,
    ),
    element("p", { className: "state" }, gone ? "unreachable" : replica.state),
    element(
      "dl",
      { className: "numbers" },
      number("View", replica.view),
      number("Executed", replica.executedHeight),
      number("Certified", replica.certifiedHeight),
    ),
    element("p", { className: "place" }, replica.endpoint, gone ? ", " : "", gone ? heard : ""),
  );
}

function renderBlock(block) {
  const total = known.network?.total ?? block.signers.length;
  const seal = block.height === 0
    ? "genesis"
    : block.certified
      ? `${block.signers.length} of ${total} signed`
      : "executed, awaiting signatures";
  const by = block.proposerName ?? (block.proposer ? short(block.proposer) : null);
  return element(
    "li",
    {},
    element("a", { className: "lead", href: `/api/v1/blocks/${block.height}` }, `Block ${grouped(block.height)}`),
    element("span", { className: "side" }, ago(block.timestampMillis)),
    element(
      "span",
      { className: "sub" },
      block.transactionCount === 0 ? "empty" : count(block.transactionCount, "transfer"),
      by ? `, by ${by}` : "",
    ),
    element("span", { className: "side seal", "data-certified": block.certified || block.height === 0 }, seal),
  );
}

function renderTransfer(transfer) {
  return element(
    "li",
    {},
    element("a", { className: "lead mono", href: `/api/v1/transactions/${transfer.hash}` }, short(transfer.hash, 6)),
    element("span", { className: "side" }, ago(transfer.timestampMillis)),
    element(
      "span",
      { className: "sub mono" },
      element("a", { href: `/api/v1/accounts/${transfer.from}`, title: transfer.from }, short(transfer.from)),
      " → ",
      element("a", { href: `/api/v1/accounts/${transfer.to}`, title: transfer.to }, short(transfer.to)),
    ),
    element("span", { className: "side amount" }, `${coins(transfer.value)} ${known.network?.network.symbol ?? ""}`),
  );
}

function renderEvidence(evidence) {
  return element(
    "li",
    {},
    element("span", { className: "who" }, evidence.name),
    `: ${evidence.description} `,
    element("span", { className: "when" }, `view ${evidence.view}, sequence ${evidence.sequence}, `, ago(evidence.discoveredAtMillis)),
  );
}

function showChain() {
  showList(byId("blocks"), known.blocks.slice(0, ROWS), (block) => block.height, renderBlock);
  showList(byId("transfers"), known.transfers.slice(0, ROWS), (transfer) => transfer.hash, renderTransfer);
  byId("blocks-empty").hidden = known.blocks.length > 0;
  byId("transfers-empty").hidden = known.transfers.length > 0;
  showAges();
}

function showEvidence() {
  byId("evidence").hidden = known.evidence.length === 0;
  showList(
    byId("evidence-list"),
    known.evidence.slice(0, 5),
    (evidence) => `${evidence.replica}/${evidence.kind}/${evidence.view}/${evidence.sequence}`,
    renderEvidence,
  );
}

function showAges() {
  const now = serverNow();
  for (const time of document.querySelectorAll("time.ago")) {
    time.textContent = age(Number(time.dataset.millis), now);
  }
}

function showLink(state, text) {
  byId("link").dataset.state = state;
  byId("link-text").textContent = text;
  byId("main").classList.toggle("stale", state === "down");
  const down = byId("down");
  down.hidden = state !== "down";
  if (state === "down") {
    const name = known.network?.node.name ?? "The node";
    down.textContent = known.network
      ? `${name} does not answer. What you see is what it said last; this page tries again by itself.`
      : "The node does not answer. This page tries again by itself.";
  }
}

// ---- what is learned

const merge = (fresh, old, key) => {
  const keys = new Set(fresh.map(key));
  return [...fresh, ...old.filter((item) => !keys.has(key(item)))];
};

function learnNetwork(network) {
  const evidenceChanged = network.evidenceCount !== known.evidence.length;
  known.network = network;
  showNetwork();
  showAges();
  if (evidenceChanged) void learnEvidence();
}

async function learnEvidence() {
  try {
    known.evidence = (await read("/api/v1/evidence")).items;
    showEvidence();
    showReplicas();
    showAges();
  } catch (error) {
    console.warn("evidence could not be read:", error.message);
  }
}

function learnChain({ blocks, transfers }) {
  known.blocks = merge(blocks, known.blocks, (block) => block.height)
    .sort((a, b) => b.height - a.height)
    .slice(0, 50);
  known.transfers = merge(transfers, known.transfers, (transfer) => transfer.hash)
    .sort((a, b) => b.height - a.height || b.index - a.index)
    .slice(0, 50);
  showChain();
}

async function learnAll() {
  try {
    const [network, blocks, transfers] = await Promise.all([
      read("/api/v1/network"),
      read(`/api/v1/blocks?limit=${ROWS}`),
      read(`/api/v1/transactions?limit=${ROWS}`),
    ]);
    known.blocks = [];
    known.transfers = [];
    learnNetwork(network);
    learnChain({ blocks: blocks.items, transfers: transfers.items });
    showLink("live", "Live");
  } catch (error) {
    console.warn("the node could not be read:", error.message);
    setTimeout(() => void learnAll(), 2000);
  }
}

listen("/api/v1/events", {
  opened: ({ nowMillis }) => {
    known.clockAhead = nowMillis - Date.now();
    void learnAll();
  },
  lost: () => showLink("down", "Node down"),
  chain: learnChain,
  network: learnNetwork,
  resync: () => void learnAll(),
});
setInterval(showAges, 1000);
