import { lazy, Suspense } from "preact/compat";
import { Ago, Badge, Card, Coins, Heading, Loading } from "../kit/kit";
import { coins, count, grouped } from "../kit/format";
import { BlockTable, TransferTable } from "../kit/tables";
import type { BlockSummary, NetworkDocument, Page, TransferSummary } from "../node/documents";
import { useDocument, useLive, useTitle } from "../node/hooks";
import { NoTransfer } from "./transfers";

const PaceCharts = lazy(() => import("../charts/pace"));

const ROWS = 8;

export function HomePage() {
  useTitle("");
  const { network } = useLive();
  return (
    <>
      <Heading>{network ? network.network.name : "Tetrarch"}</Heading>
      {network === null ? <Loading rows={3} /> : <Health network={network} />}
      <Suspense fallback={<div class="charts-place" />}><PaceCharts /></Suspense>
      <div class="columns">
        <LatestBlocks />
        <LatestTransfers />
      </div>
    </>
  );
}

function Health({ network }: { network: NetworkDocument }) {
  const { head, pool, supply } = network;
  const waiting = pool.executable + pool.queued;
  return (
    <section class="card health-card" aria-label="Health of the network">
      <p class={`health health-${network.health.level}`}>{network.health.sentence}</p>
      {network.evidenceCount > 0 && (
        <p class="health health-down"><a href="/evidence">{count(network.evidenceCount, "proof")} that a replica lied</a> {network.evidenceCount === 1 ? "is" : "are"} kept here; nobody was fooled.</p>
      )}
      <dl class="tiles">
        <div><dt>Height</dt><dd><a href={`/block/${head.height}`}>{grouped(head.height)}</a></dd></div>
        <div><dt>Certified</dt><dd>{grouped(head.certifiedHeight)}</dd></div>
        <div><dt>{network.changingView ? "Attempting view" : "View"}</dt><dd>{grouped(network.view)}</dd></div>
        <div><dt>Quorum</dt><dd>{network.quorum} of {network.total}</dd></div>
        <div><dt>Pending</dt><dd><a href="/pending">{grouped(waiting)}</a></dd></div>
        {supply && <div><dt>Burnt</dt><dd title={coins(supply.burnt, 18)}><Coins wei={supply.burnt} decimals={4} /></dd></div>}
      </dl>
      <ul class="strip" aria-label="Replicas">
        {network.replicas.map((replica) => {
          const gone = !replica.connected || replica.state === "unreachable";
          const fine = !gone && replica.state === "normal";
          return (
            <li key={replica.index}>
              <a href={`/network#${replica.name}`} data-tone={fine ? "good" : gone || replica.state === "halted" ? "bad" : "warn"}>
                <span class="strip-dot" aria-hidden="true" />
                <span class="strip-name">{replica.name}</span>
                {replica.primary && <Badge tone="gold">primary</Badge>}
                <span class="strip-state">{gone ? (replica.lastSeenMillis ? <>gone, last heard <Ago millis={replica.lastSeenMillis} /></> : "not heard yet") : replica.state === "normal" ? `at ${grouped(replica.executedHeight)}` : replica.state}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function LatestBlocks() {
  const { frames } = useLive();
  const { data } = useDocument<Page<BlockSummary>>(`/api/v1/blocks?limit=${ROWS}`, frames);
  return (
    <Card title="Latest blocks" aside={<a href="/blocks">All blocks</a>}>
      {data === null ? <Loading /> : <BlockTable blocks={data.items} brief />}
    </Card>
  );
}

function LatestTransfers() {
  const { frames } = useLive();
  const { data } = useDocument<Page<TransferSummary>>(`/api/v1/transactions?limit=${ROWS}`, frames);
  return (
    <Card title="Latest transfers" aside={<a href="/transfers">All transfers</a>}>
      {data === null ? <Loading /> : data.items.length === 0 ? <NoTransfer /> : <TransferTable transfers={data.items} brief />}
    </Card>
  );
}
