import { count, listed, span } from "../kit/format";
import { AddressLink, Badge, Card, Coins, Empty, Heading, Row, Shown, TransactionLink, useSettled } from "../kit/kit";
import type { Pending } from "../node/documents";
import { useDocument, useLive, useNow, useTitle } from "../node/hooks";

export function PendingPage() {
  useTitle("Pending");
  const { frames, network } = useLive();
  const { executable = 0, queued = 0 } = network?.pool ?? {};
  const read = useDocument<Pending>("/api/v1/pending?limit=100", `${frames} ${executable} ${queued}`);
  return (
    <>
      <Heading>Pending</Heading>
      <p class="lead">
        Transfers that this node knows and no block holds yet. Every replica watches them: a primary that passes one by for too long is replaced.
      </p>
      <Shown read={read} missing="Pending transfers cannot be read">{(pending) => <Waiting pending={pending} />}</Shown>
    </>
  );
}

function Waiting({ pending }: { pending: Pending }) {
  const now = useNow(250);
  const settled = useSettled(true);
  const all = pending.executable + pending.queued;
  if (pending.items.length === 0) {
    return <Card><Empty>Nothing waits. On a healthy network a transfer is here for some milliseconds only.</Empty></Card>;
  }
  return (
    <Card
      title={`${count(pending.executable, "transfer")} may go into the next block`}
      aside={pending.queued > 0 ? <span class="soft">{count(pending.queued, "transfer")} behind a missing nonce</span> : undefined}
    >
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th>Transaction</th><th>Waits</th><th>Where it stands</th>
              <th class="wide">From</th><th class="wide">To</th><th class="right">Amount</th>
            </tr>
          </thead>
          <tbody>
            {pending.items.map((item) => (
              <Row key={item.hash} fresh={settled}>
                <td><TransactionLink hash={item.hash} /></td>
                <td>{span(Math.max(0, Math.floor((now - item.sinceMillis) / 1_000)))}</td>
                <td><Standing item={item} /></td>
                <td class="wide"><AddressLink address={item.from} /></td>
                <td class="wide"><AddressLink address={item.to} /></td>
                <td class="right strong"><Coins wei={item.value} /></td>
              </Row>
            ))}
          </tbody>
        </table>
      </div>
      {all > pending.items.length && <p class="card-foot">The {pending.items.length} oldest of {all} are shown.</p>}
    </Card>
  );
}

function Standing({ item }: { item: Pending["items"][number] }) {
  if (item.status === "inBatch" && item.batch !== undefined) {
    return <Badge tone="good">proposed for block {item.batch}</Badge>;
  }
  if (item.status === "queued") return <>waits for a lower nonce than {item.nonce}</>;
  if (item.passedBy.length === 0) return <>waits for the primary</>;
  return (
    <>
      <Badge tone="warn">passed by</Badge>{" "}
      {listed(item.passedBy.map((primary) => `${primary.name} in ${count(primary.blocks, "block")}`))}
    </>
  );
}

