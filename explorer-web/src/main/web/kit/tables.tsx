// The lists of blocks and transfers that several pages show.

import type { BlockSummary, TransferSummary } from "../node/documents";
import { useLive } from "../node/hooks";
import { bytes, grouped } from "./format";
import { AddressLink, Ago, Badge, BlockLink, Coins, Row, TransactionLink, useSettled } from "./kit";

/** One dot for each replica that signed. */
export function Signers({ signers, total }: { signers: number[]; total: number }) {
  const all = Array.from({ length: total }, (_, index) => index);
  return (
    <span class="signers" role="img" aria-label={`${signers.length} of ${total} signed`} title={`${signers.length} of ${total} signed`}>
      {all.map((index) => <span key={index} class={signers.includes(index) ? "signer signed" : "signer"} />)}
    </span>
  );
}

export function BlockTable({ blocks, brief = false }: { blocks: BlockSummary[]; brief?: boolean }) {
  const total = useLive().network?.total ?? 0;
  const settled = useSettled(blocks.length > 0);
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Block</th>
            <th>Age</th>
            {!brief && <th class="wide">Proposer</th>}
            <th class="right">Transfers</th>
            {!brief && <th class="right wide">Amount</th>}
            {!brief && <th class="right wide">Size</th>}
            <th class="right">Signed</th>
          </tr>
        </thead>
        <tbody>
          {blocks.map((block) => (
            <Row key={block.height} fresh={settled}>
              <td class="strong"><BlockLink height={block.height} /></td>
              <td class="soft"><Ago millis={block.timestampMillis} brief /></td>
              {!brief && <td class="wide">{block.proposer ? <AddressLink address={block.proposer} /> : <span class="soft">none</span>}</td>}
              <td class="right">{grouped(block.transactionCount)}</td>
              {!brief && <td class="right wide"><Coins wei={block.value} /></td>}
              {!brief && <td class="right wide soft">{bytes(block.sizeBytes)}</td>}
              <td class="right"><Seal block={block} total={total} /></td>
            </Row>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Seal({ block, total }: { block: BlockSummary; total: number }) {
  if (block.height === 0) return <span class="soft" title="Genesis needs no certificate">–</span>;
  if (!block.certified) return <Badge tone="warn">awaiting signatures</Badge>;
  return <Signers signers={block.signers} total={Math.max(total, block.signers.length)} />;
}

export function TransferTable({ transfers, brief = false, account }: {
  transfers: TransferSummary[];
  brief?: boolean;
  /** Whose history this is, if it is one's. */
  account?: string;
}) {
  const settled = useSettled(transfers.length > 0);
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Transaction</th>
            <th>Age</th>
            {!brief && <th class="wide">Block</th>}
            {account && <th class="wide"><span class="sr">Direction</span></th>}
            {account ? <th>With</th> : <th class="wide">From</th>}
            {!account && <th class={brief ? "wide" : ""}>To</th>}
            <th class="right">Amount</th>
            {!brief && <th class="right wide">Fee</th>}
          </tr>
        </thead>
        <tbody>
          {transfers.map((transfer) => (
            <Row key={transfer.hash} fresh={settled}>
              <td><TransactionLink hash={transfer.hash} /></td>
              <td class="soft"><Ago millis={transfer.timestampMillis} brief /></td>
              {!brief && <td class="wide"><BlockLink height={transfer.height} /></td>}
              {account && <td class="wide"><Direction transfer={transfer} account={account} /></td>}
              {account
                ? <td><AddressLink address={transfer.from === account ? transfer.to : transfer.from} /></td>
                : <td class="wide"><AddressLink address={transfer.from} /></td>}
              {!account && <td class={brief ? "wide" : ""}><AddressLink address={transfer.to} /></td>}
              <td class="right strong">{account && signOf(transfer, account)}<Coins wei={transfer.value} /></td>
              {!brief && <td class="right wide soft"><Coins wei={transfer.fee} decimals={9} /></td>}
            </Row>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const signOf = (transfer: TransferSummary, account: string) =>
  transfer.from === transfer.to ? "" : transfer.from === account ? "−" : "+";

function Direction({ transfer, account }: { transfer: TransferSummary; account: string }) {
  if (transfer.from === transfer.to) return <Badge>self</Badge>;
  return transfer.from === account ? <Badge tone="warn">out</Badge> : <Badge tone="good">in</Badge>;
}
