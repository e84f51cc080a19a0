import type { PageProps } from "../app";
import { Card, Empty, Heading, Pager, Shown } from "../kit/kit";
import { TransferTable } from "../kit/tables";
import type { Page, TransferSummary } from "../node/documents";
import { useDocument, useLive, useTitle } from "../node/hooks";

export function TransfersPage({ location }: PageProps) {
  useTitle("Transfers");
  const { frames } = useLive();
  const before = location.query.get("before");
  const path = `/api/v1/transactions?limit=25${before ? `&before=${encodeURIComponent(before)}` : ""}`;
  const read = useDocument<Page<TransferSummary>>(path, before ? 0 : frames);
  return (
    <>
      <Heading>Transfers</Heading>
      <p class="lead">All that was sent, the newest first. Whatever is listed here is final: an executed transfer is never undone.</p>
      <Shown read={read} missing="No such page of transfers">
        {({ items, next }) => (
          <Card>
            {items.length === 0 && next === undefined && <NoTransfer />}
            {items.length > 0 && <TransferTable transfers={items} />}
            <Pager path="/transfers" next={next} first={!before} />
          </Card>
        )}
      </Shown>
    </>
  );
}

/** What to do where nobody has sent anything. */
export function NoTransfer() {
  return (
    <Empty>
      Nobody has sent coins yet. Try <code>./tetrarch wallet send</code>, or add this network to a wallet with the numbers below.
    </Empty>
  );
}
