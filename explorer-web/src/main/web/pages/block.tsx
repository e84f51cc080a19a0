import { useState } from "preact/hooks";
import type { PageProps } from "../app";
import { bytes, count, dateTime, grouped, gwei } from "../kit/format";
import { AddressLink, Ago, Badge, Card, Coins, Copyable, Empty, Facts, Heading, Shown } from "../kit/kit";
import { TransferTable } from "../kit/tables";
import type { BlockDetail, Certificate, Page, Phases, TransferSummary } from "../node/documents";
import { useDocument, useLive, useTitle } from "../node/hooks";
import { read } from "../node/link";
import { PhaseStory } from "../phases/phases";

export function BlockPage({ id }: PageProps) {
  const { network, frames } = useLive();
  const path = `/api/v1/blocks/${encodeURIComponent(id)}`;
  const [settled, setSettled] = useState(false);
  const block = useDocument<BlockDetail>(path, settled ? "settled" : frames);
  // A certified block never changes: from then on it is not asked for again.
  if (block.data && (block.data.certificate || block.data.summary.height === 0) && !settled) setSettled(true);
  const height = block.data?.summary.height;
  useTitle(height === undefined ? "Block" : `Block ${height}`);
  const head = network?.head.height ?? 0;
  return (
    <Shown read={block} missing="There is no such block">
      {(detail) => <Block detail={detail} head={head} settled={settled} />}
    </Shown>
  );
}

function Block({ detail, head, settled }: { detail: BlockDetail; head: number; settled: boolean }) {
  const { summary } = detail;
  return (
    <>
      <Heading aside={<Neighbours height={summary.height} head={head} />}>
        {summary.height === 0 ? "Genesis block" : `Block ${grouped(summary.height)}`}
      </Heading>
      <p class="lead">
        {summary.height === 0
          ? "What everybody starts from, as the genesis file says it."
          : <>
              {count(summary.transactionCount, "transfer")} of <Coins wei={summary.value} /> in all
              {summary.proposer && <>, proposed by <AddressLink address={summary.proposer} /></>}, <Ago millis={summary.timestampMillis} />.{" "}
              {detail.certificate
                ? <Badge tone="good">certified by {detail.certificate.signers.length} of {detail.certificate.total}</Badge>
                : <Badge tone="warn">executed, awaiting signatures</Badge>}
            </>}
      </p>
      <How height={summary.height} settled={settled} transfers={summary.transactionCount} />
      <Transfers detail={detail} />
      {detail.certificate && <CertificateCard certificate={detail.certificate} />}
      <Card title="Header">
        <Facts rows={[
          ["Time", dateTime(summary.timestampMillis)],
          ["Hash", <Copyable text={summary.hash} label="hash" />],
          ["Parent", summary.height > 0 ? <a class="mono" href={`/block/${summary.height - 1}`}>{summary.parentHash}</a> : <code>{summary.parentHash}</code>],
          ["State root", <code>{detail.stateRoot}</code>],
          ["Transactions root", <code>{detail.transactionsRoot}</code>],
          ["Receipts root", <code>{detail.receiptsRoot}</code>],
          ["Gas", `${grouped(summary.gasUsed)} of ${grouped(detail.gasLimit)}`],
          ["Base fee", `${gwei(detail.baseFeePerGas)} gwei`],
          ["Burnt", <Coins wei={detail.burnt} decimals={9} />],
          ["Size", bytes(summary.sizeBytes)],
        ]} />
      </Card>
    </>
  );
}

function Neighbours({ height, head }: { height: number; head: number }) {
  return (
    <nav class="neighbours" aria-label="Neighbouring blocks">
      {height > 0 && <a href={`/block/${height - 1}`} rel="prev">« {grouped(height - 1)}</a>}
      {height < head && <a href={`/block/${height + 1}`} rel="next">{grouped(height + 1)} »</a>}
    </nav>
  );
}

function How({ height, settled, transfers }: { height: number; settled: boolean; transfers: number }) {
  const { frames } = useLive();
  const phases = useDocument<Phases>(`/api/v1/blocks/${height}/phases`, settled ? "settled" : frames);
  return (
    <Card title="What PBFT did for it">
      {phases.data ? <PhaseStory phases={phases.data} transfers={transfers} /> : <p class="card-text soft">…</p>}
    </Card>
  );
}

function Transfers({ detail }: { detail: BlockDetail }) {
  const [more, setMore] = useState<Page<TransferSummary>>({ items: [], ...next(detail.transactions) });
  const items = [...detail.transactions.items, ...more.items];
  const load = async () => {
    const page = await read<Page<TransferSummary>>(`/api/v1/blocks/${detail.summary.height}/transactions?limit=100&from=${more.next}`);
    setMore({ items: [...more.items, ...page.items], ...next(page) });
  };
  if (detail.summary.height === 0) return null;
  return (
    <Card title={`Transfers (${grouped(detail.summary.transactionCount)})`}>
      {items.length === 0
        ? <Empty>This block is empty: a new primary filled a number with it that no batch could be found for.</Empty>
        : <TransferTable transfers={items} />}
      {more.next !== undefined && (
        <p class="card-foot"><button type="button" class="button" onClick={load}>Show more</button></p>
      )}
    </Card>
  );
}

const next = (page: Page<TransferSummary>) => (page.next === undefined ? {} : { next: page.next });

function CertificateCard({ certificate }: { certificate: Certificate }) {
  return (
    <Card title="Certificate" aside={<span class="soft">{certificate.quorum} of {certificate.total} needed</span>}>
      <p class="card-text">
        Each of these replicas signed the hash of this block. Whoever has the genesis file can check that, without trusting this node or any other.
      </p>
      <ul class="signatures">
        {certificate.signers.map((signer) => (
          <li key={signer.index}>
            <a href={`/address/${signer.address}`}>{signer.name}</a>
            <Copyable text={signer.signature} label={`signature of ${signer.name}`} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
