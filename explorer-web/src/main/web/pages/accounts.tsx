import type { PageProps } from "../app";
import { count, grouped, share } from "../kit/format";
import { AddressLink, Badge, Card, Coins, Empty, Heading, Pager, Row, Shown, useSettled } from "../kit/kit";
import type { Ranking } from "../node/documents";
import { useDocument, useLive, useTitle } from "../node/hooks";

export function AccountsPage({ location }: PageProps) {
  useTitle("Accounts");
  const { frames } = useLive();
  const before = location.query.get("before");
  const path = `/api/v1/accounts?limit=25${before ? `&before=${encodeURIComponent(before)}` : ""}`;
  const read = useDocument<Ranking>(path, before ? 0 : frames);
  return (
    <>
      <Heading>Accounts</Heading>
      <Shown read={read} missing="No such page of accounts">{(ranking) => <Accounts ranking={ranking} before={before} />}</Shown>
    </>
  );
}

function Accounts({ ranking, before }: { ranking: Ranking; before: string | null }) {
  const { network } = useLive();
  const settled = useSettled(ranking.items.length > 0);
  const all = network?.supply ? String(BigInt(network.supply.genesis) - BigInt(network.supply.burnt)) : null;
  return (
    <>
      <p class="lead">
        {count(ranking.accounts, "account")} own something after block {grouped(ranking.height)}
        {network?.supply && all && <>: <Coins wei={all} /> together, after <Coins wei={network.supply.burnt} /> were burnt as fees</>}.
      </p>
      <Card>
        {ranking.items.length === 0 ? <Empty>Nobody owns less than that.</Empty> : (
          <div class="scroll">
            <table>
              <thead>
                <tr><th>Account</th><th class="right">Balance</th><th class="right">Of all</th></tr>
              </thead>
              <tbody>
                {ranking.items.map((holder) => (
                  <Row key={holder.address} fresh={settled}>
                    <td>
                      <span class="wide"><AddressLink address={holder.address} full /></span>
                      <span class="narrow"><AddressLink address={holder.address} /></span>
                      {holder.name && <> <Badge>validator</Badge></>}
                    </td>
                    <td class="right strong"><Coins wei={holder.balance} /></td>
                    <td class="right soft">{all ? share(holder.balance, all) : ""}</td>
                  </Row>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <Pager path="/accounts" next={ranking.next} first={!before} />
      </Card>
    </>
  );
}
