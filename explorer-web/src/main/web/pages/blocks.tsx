import type { PageProps } from "../app";
import { Card, Heading, Pager, Shown } from "../kit/kit";
import { BlockTable } from "../kit/tables";
import type { BlockSummary, Page } from "../node/documents";
import { useDocument, useLive, useTitle } from "../node/hooks";
import { grouped } from "../kit/format";

export function BlocksPage({ location }: PageProps) {
  useTitle("Blocks");
  const { frames, network } = useLive();
  const before = location.query.get("before");
  const path = `/api/v1/blocks?limit=25${before ? `&before=${encodeURIComponent(before)}` : ""}`;
  const read = useDocument<Page<BlockSummary>>(path, before ? 0 : frames);
  return (
    <>
      <Heading>Blocks</Heading>
      <p class="lead">
        Each block is one batch of transfers that a quorum of replicas agreed on. Its certificate holds their signatures, one dot for each.
        {network && <> The newest is block {grouped(network.head.height)}.</>}
      </p>
      <Shown read={read} missing="No such page of blocks">
        {({ items, next }) => (
          <Card>
            <BlockTable blocks={items} />
            <Pager path="/blocks" next={next} first={!before} />
          </Card>
        )}
      </Shown>
    </>
  );
}
