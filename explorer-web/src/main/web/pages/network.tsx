import { useEffect } from "preact/hooks";
import type { PageProps } from "../app";
import { dateTime, duration, grouped, gwei } from "../kit/format";
import { Ago, Badge, Card, Coins, Copyable, Facts, Heading, Loading, type Tone } from "../kit/kit";
import type { NetworkDocument, Page, Presence, Replica } from "../node/documents";
import { useDocument, useLive, useNow, useTitle } from "../node/hooks";

const TONES: Record<string, Tone> = {
  normal: "good",
  starting: "warn",
  following: "warn",
  "catching up": "warn",
  "changing view": "warn",
  halted: "bad",
  unreachable: "bad",
};

/** Looking more often would show nothing new: presence is counted by the minute. */
const PRESENCE_MILLIS = 10_000;

export function NetworkPage({ location }: PageProps) {
  useTitle("Network");
  const { network } = useLive();
  const now = useNow(PRESENCE_MILLIS);
  const presence = useDocument<Page<Presence>>("/api/v1/presence", Math.floor(now / PRESENCE_MILLIS)).data;
  useEffect(() => {
    if (network && window.location.hash) document.getElementById(window.location.hash.slice(1))?.scrollIntoView();
  }, [network === null, location]);
  return (
    <>
      <Heading>Network</Heading>
      {network === null ? <Loading /> : <Known network={network} presence={presence?.items ?? []} />}
    </>
  );
}

function Known({ network, presence }: { network: NetworkDocument; presence: Presence[] }) {
  const { node } = network;
  return (
    <>
      <p class={`health health-${network.health.level}`}>{network.health.sentence}</p>
      <p class="lead">
        {network.total} replicas run this chain together. {network.quorum} of them decide, which is a quorum: any two quorums share an honest replica
        as long as no more than {network.f} {network.f === 1 ? "is" : "are"} faulty, whether dead or lying.
      </p>
      <div class="replicas">
        {network.replicas.map((replica) => (
          <ReplicaCard key={replica.index} replica={replica} network={network} presence={presence[replica.index]} />
        ))}
      </div>
      <Card title="How the replicas were heard" aside={<span class="soft">the last hour, a cell for a minute</span>}>
        <Heard presence={presence} self={node.index} />
        <p class="card-foot">As {node.name} heard them. Votes are timed from a proposal to the replica's COMMIT for it, both as they were here; the median of the newest blocks.</p>
      </Card>
      <Card title="The chain">
        <Facts rows={[
          ["Name", network.network.name],
          ["Chain id", String(network.network.chainId)],
          ["Genesis", <Copyable text={network.network.genesisHash} label="genesis hash" />],
          ["Base fee", `${gwei(network.network.baseFeePerGas)} gwei, burnt`],
          ["Block gas limit", grouped(network.network.blockGasLimit)],
          network.supply && ["Coins at genesis", <Coins wei={network.supply.genesis} />],
          network.supply && ["Burnt since", <Coins wei={network.supply.burnt} decimals={9} />],
        ]} />
      </Card>
      <Card title="This node">
        <Facts rows={[
          ["Name", node.name],
          ["Version", node.version],
          ["RPC URL", <code>{node.httpUrl}</code>],
          ["Started", dateTime(node.startedAtMillis)],
          ["Lab", node.lab ? "can be made malicious by whoever has the token" : "off"],
        ]} />
      </Card>
    </>
  );
}

function ReplicaCard({ replica, network, presence }: { replica: Replica; network: NetworkDocument; presence: Presence | undefined }) {
  const gone = !replica.connected || replica.state === "unreachable";
  const state = gone ? "unreachable" : replica.state;
  const misbehaviour = replica.self ? network.node.misbehaviour : undefined;
  return (
    <article id={replica.name} class="replica" data-tone={misbehaviour ? "bad" : (TONES[state] ?? "warn")} data-gone={gone}>
      <header>
        <h2>{replica.name}</h2>
        {replica.primary && <Badge tone="gold">primary</Badge>}
        {misbehaviour && <Badge tone="bad">malicious: {misbehaviour}</Badge>}
      </header>
      <p class="state">{state}{replica.self && <span class="soft">, this node</span>}{gone && replica.lastSeenMillis !== undefined && <span class="soft">, last heard <Ago millis={replica.lastSeenMillis} /></span>}</p>
      <dl class="numbers">
        <div><dt>View</dt><dd>{grouped(replica.view)}</dd></div>
        <div><dt>Height</dt><dd>{grouped(replica.executedHeight)}</dd></div>
        <div><dt>Certified</dt><dd>{grouped(replica.certifiedHeight)}</dd></div>
        <div><dt>Votes after</dt><dd>{presence?.medianVoteMicros === undefined ? "–" : duration(presence.medianVoteMicros)}</dd></div>
      </dl>
      <p class="place">{replica.endpoint} · <AddressLinkShort address={replica.address} /></p>
    </article>
  );
}

const AddressLinkShort = ({ address }: { address: string }) => <a class="mono" href={`/address/${address}`}>{`${address.slice(0, 8)}…${address.slice(-4)}`}</a>;

function Heard({ presence, self }: { presence: Presence[]; self: number }) {
  const longest = Math.max(0, ...presence.map((one) => one.minutes.length));
  if (longest === 0) return <p class="card-text soft">Nothing is counted yet; the first cells come within a minute.</p>;
  return (
    <div class="heard">
      {presence.map((one) => {
        const looks = one.minutes.reduce((sum, minute) => sum + minute.looks, 0);
        const present = one.minutes.reduce((sum, minute) => sum + minute.present, 0);
        const percent = looks === 0 ? 0 : Math.floor((present * 1_000) / looks) / 10;
        return (
          <div key={one.index} class="heard-row">
            <span class="heard-name">{one.name}{one.index === self ? " (here)" : ""}</span>
            <span class="heard-cells" role="img" aria-label={`${one.name} was heard ${percent} % of the last ${one.minutes.length} minutes`}>
              {Array.from({ length: 60 - one.minutes.length }, (_, i) => <span key={`none${i}`} class="cell" />)}
              {one.minutes.map((minute) => (
                <span key={minute.startMillis} class={`cell ${cellOf(minute)}`} title={`${new Date(minute.startMillis).toLocaleTimeString(undefined, { timeStyle: "short" })}: heard in ${minute.present} of ${minute.looks} looks`} />
              ))}
            </span>
            <span class="heard-share">{percent} %</span>
          </div>
        );
      })}
    </div>
  );
}

function cellOf(minute: { looks: number; present: number }): string {
  if (minute.present === minute.looks) return "cell-all";
  return minute.present === 0 ? "cell-none" : "cell-some";
}

