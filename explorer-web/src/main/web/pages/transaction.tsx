import { useState } from "preact/hooks";
import type { PageProps } from "../app";
import { dateTime, duration, grouped, gwei } from "../kit/format";
import { AddressLink, Ago, Badge, BlockLink, Card, Coins, Copyable, Facts, Heading, Shown, type Tone } from "../kit/kit";
import type { Phases, TransactionDocument, TransactionStatus } from "../node/documents";
import { useDocument, useLive, useTitle } from "../node/hooks";
import { beginning, decisive, type PhaseName } from "../phases/story";

const STANDING: Record<TransactionStatus, [Tone, string]> = {
  pending: ["warn", "waits for a primary"],
  inBatch: ["warn", "proposed, being agreed on"],
  included: ["good", "executed"],
  final: ["good", "final, certified"],
  replaced: ["bad", "replaced"],
  dropped: ["bad", "dropped"],
  unknown: ["quiet", "unknown"],
};

const SETTLED: TransactionStatus[] = ["final", "replaced", "dropped"];

export function TransactionPage({ id }: PageProps) {
  useTitle(`Transaction ${id.slice(0, 10)}…`);
  const { frames, network } = useLive();
  const [settled, setSettled] = useState(false);
  const pool = network ? network.pool.executable + network.pool.queued : 0;
  const read = useDocument<TransactionDocument>(`/api/v1/transactions/${encodeURIComponent(id)}`, settled ? "settled" : `${frames} ${pool}`);
  if (read.data && SETTLED.includes(read.data.status) && !settled) setSettled(true);
  return (
    <Shown read={read} missing="There is no such transaction">
      {(transaction) => <Transaction transaction={transaction} settled={settled} />}
    </Shown>
  );
}

function Transaction({ transaction, settled }: { transaction: TransactionDocument; settled: boolean }) {
  const { content, place } = transaction;
  const [tone, words] = STANDING[transaction.status];
  return (
    <>
      <Heading>Transaction</Heading>
      <p class="lead">
        {content
          ? <><AddressLink address={content.from} /> {place ? "sent" : "sends"} <Coins wei={content.value} /> to <AddressLink address={content.to} />{place && <>, <Ago millis={place.timestampMillis} /></>}. </>
          : "This node knows the fate of this transaction, not its content. "}
        <Badge tone={tone}>{words}</Badge>
      </p>
      {transaction.reason && <p class="notice notice-calm">{transaction.reason}</p>}
      <Journey transaction={transaction} settled={settled} />
      {content && (
        <Card title="Transfer">
          <Facts rows={[
            ["Hash", <Copyable text={transaction.hash} label="hash" />],
            ["From", <a class="mono" href={`/address/${content.from}`}>{content.from}</a>],
            ["To", <a class="mono" href={`/address/${content.to}`}>{content.to}</a>],
            ["Amount", <Coins wei={content.value} decimals={18} />],
            ["Nonce", grouped(content.nonce)],
            place && ["Block", <><BlockLink height={place.height} />, place {place.index + 1}</>],
            place && ["Time", dateTime(place.timestampMillis)],
            place && ["Certificate", `${place.certificate.signatures} of ${place.certificate.total} signed, ${place.certificate.quorum} needed`],
          ]} />
        </Card>
      )}
      {content && (
        <Card title="Fee">
          <Facts rows={[
            place && ["Paid", <><Coins wei={place.fee} decimals={18} />, of which <Coins wei={place.burnt} decimals={18} /> were burnt</>],
            place && ["Gas", `${grouped(place.gasUsed)} at ${gwei(place.effectiveGasPrice)} gwei`],
            ["Offered", `at most ${gwei(content.maxFeePerGas)} gwei for a unit of gas, ${gwei(content.maxPriorityFeePerGas)} of them for the proposer`],
            ["Gas limit", grouped(content.gasLimit)],
          ]} />
        </Card>
      )}
      {content && (
        <Card title="As it was signed">
          <p class="card-text">EIP-2718 type {content.type}, hex. This is all that the sender gave out of hand; nothing in it can be changed without breaking the signature.</p>
          <p class="card-text"><Copyable text={content.raw} label="raw transaction" /></p>
        </Card>
      )}
    </>
  );
}

interface Stop {
  phase: PhaseName | "seen";
  title: string;
  micros: number | undefined;
}

/** The way of a transaction through the phases, as far as it has come. */
function Journey({ transaction, settled }: { transaction: TransactionDocument; settled: boolean }) {
  const { frames } = useLive();
  const height = transaction.place?.height;
  const path = height === undefined ? "" : `/api/v1/blocks/${height}/phases`;
  const phases = useDocument<Phases>(path, settled ? "settled" : frames).data;
  if (transaction.status === "replaced" || transaction.status === "dropped") return null;
  const stops = stopsOf(transaction, phases);
  const reached = stops.filter((stop) => stop.micros !== undefined);
  if (height !== undefined && reached.length < 2) {
    return null;
  }
  const zero = reached[0]?.micros ?? 0;
  return (
    <Card title="Its way to finality">
      <ol class="journey">
        {stops.map((stop, i) => {
          const earlier = stops.slice(0, i).findLast((other) => other.micros !== undefined);
          const took = stop.micros !== undefined && earlier?.micros !== undefined ? Math.max(0, stop.micros - earlier.micros) : undefined;
          return (
            <li key={stop.phase} data-phase={stop.phase} class={stop.micros === undefined ? "stop stop-open" : "stop"}>
              <span class="stop-title">{stop.title}</span>
              <span class="stop-time">{stop.micros === undefined ? "not yet" : i === 0 ? new Date(stop.micros / 1_000).toLocaleTimeString() : `+${duration(Math.max(0, stop.micros - zero))}`}</span>
              <span class="stop-took">{took !== undefined && i > 0 ? `took ${duration(took)}` : ""}</span>
            </li>
          );
        })}
      </ol>
      {height !== undefined && <p class="card-foot"><a href={`/block/${height}`}>What PBFT did in each phase, message by message</a></p>}
    </Card>
  );
}

function stopsOf(transaction: TransactionDocument, phases: Phases | null): Stop[] {
  const attempt = phases ? decisive(phases) : undefined;
  const proposed = attempt?.proposal?.micros ?? (phases ? beginning(phases) : undefined);
  const seen = transaction.sinceMillis === undefined ? undefined : transaction.sinceMillis * 1_000;
  // The pool counts in milliseconds, the phases in microseconds: never later than what followed.
  const first = seen !== undefined && proposed !== undefined ? Math.min(seen, proposed) : seen;
  const stops: Stop[] = [
    { phase: "seen", title: "Seen here", micros: first },
    { phase: "propose", title: "Proposed", micros: proposed },
    { phase: "prepare", title: "Prepared", micros: attempt?.preparedMicros },
    { phase: "commit", title: "Committed", micros: attempt?.committedMicros },
    { phase: "execute", title: "Executed", micros: phases?.executedMicros },
    { phase: "certify", title: "Certified", micros: phases?.certifiedMicros },
  ];
  // Of an executed transaction, what this node did not see is left out rather than "not yet".
  return transaction.place ? stops.filter((stop) => stop.micros !== undefined) : stops;
}
