import { encode } from "uqr";
import { useMemo } from "preact/hooks";
import type { PageProps } from "../app";
import Chart from "../charts/chart";
import { coins, count, grouped, share } from "../kit/format";
import { Badge, Card, Coins, Copyable, Empty, Facts, Heading, Pager, Shown } from "../kit/kit";
import { TransferTable } from "../kit/tables";
import type { AccountDocument, Balances } from "../node/documents";
import { useDocument, useLive, useTitle } from "../node/hooks";

/** Many points: as often as a person would notice. */
const CURVE_PACE_MILLIS = 2_000;

export default function AddressPage({ id, location }: PageProps) {
  useTitle(`Account ${id.slice(0, 8)}…`);
  const { frames } = useLive();
  const before = location.query.get("before");
  const path = `/api/v1/accounts/${encodeURIComponent(id)}?limit=25${before ? `&before=${encodeURIComponent(before)}` : ""}`;
  const read = useDocument<AccountDocument>(path, frames);
  return (
    <Shown read={read} missing="This is no address">
      {(account) => <Account account={account} first={!before} />}
    </Shown>
  );
}

function Account({ account, first }: { account: AccountDocument; first: boolean }) {
  const { network } = useLive();
  const validator = network?.replicas.find((replica) => replica.address === account.address);
  const all = network?.supply ? String(BigInt(network.supply.genesis) - BigInt(network.supply.burnt)) : null;
  const waiting = account.pendingNonce - account.nonce;
  return (
    <>
      <Heading aside={validator ? <Badge>validator {validator.name}</Badge> : undefined}>Account</Heading>
      <div class="account">
        <section class="card account-card">
          <p class="account-balance"><Coins wei={account.balance} decimals={18} /></p>
          <Facts rows={[
            ["Address", <Copyable text={account.address} label="address" />],
            all !== null && ["Of all coins", share(account.balance, all)],
            ["Sent", `${count(account.nonce, "transaction")}${waiting > 0 ? `, and ${waiting} pending` : ""}`],
            ["Next nonce", grouped(account.pendingNonce)],
            ["As of block", <a href={`/block/${account.height}`}>{grouped(account.height)}</a>],
          ]} />
        </section>
        <figure class="card qr">
          <QrCode text={account.address} />
          <figcaption>Scan to send coins here</figcaption>
        </figure>
      </div>
      <BalanceCurve address={account.address} />
      <Card
        title="Transfers"
        aside={<a href={`/api/v1/accounts/${account.address}/transfers.csv`} download={`${account.address}.csv`}>Download CSV</a>}
      >
        {account.history.items.length === 0
          ? <Empty>{first ? "This account has neither sent nor received anything." : "There is nothing older."}</Empty>
          : <TransferTable transfers={account.history.items} account={account.address} />}
        <Pager path={`/address/${account.address}`} next={account.history.next} first={first} />
      </Card>
    </>
  );
}

function BalanceCurve({ address }: { address: string }) {
  const { frames, network } = useLive();
  const symbol = network?.network.symbol ?? "";
  const { data } = useDocument<Balances>(`/api/v1/accounts/${address}/balances`, frames, CURVE_PACE_MILLIS);
  // Genesis may lie years back: the curve begins with the first block after it.
  const [points, times, values] = useMemo(() => {
    const all = data?.points ?? [];
    const shown = all.length > 2 ? all.slice(1) : all;
    return [
      shown,
      shown.map((point) => point.timestampMillis / 1_000),
      shown.map((point) => Number(coins(point.balance, 9).replaceAll(",", "").replace("<", ""))),
    ] as const;
  }, [data]);
  if (data === null) return <Card title="Balance over time"><div class="chart-place" /></Card>;
  const moved = new Set(points.map((point) => point.balance)).size > 1;
  if (!moved) return null;
  return (
    <Card title="Balance over time">
      <Chart
        times={times}
        curves={[{ label: symbol, colour: "--accent", kind: "steps", values }]}
        say={(value) => value.toLocaleString("en", { maximumFractionDigits: 4 })}
        summary={`Balance over time: ${coins(points.at(0)!.balance)} at first, ${coins(points.at(-1)!.balance)} ${symbol} now.`}
        height={170}
        fromZero={false}
      />
    </Card>
  );
}

/** Dark on light in either theme: not every camera reads it the other way round. */
function QrCode({ text }: { text: string }) {
  const { data, size } = encode(text, { ecc: "M", border: 2 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={`QR code of ${text}`} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#111827" />
    </svg>
  );
}
