import { listed } from "../kit/format";
import { Ago, Badge, BlockLink, Card, Copyable, Empty, Heading, Shown } from "../kit/kit";
import type { EvidenceDocument, Page } from "../node/documents";
import { useDocument, useLive, useTitle } from "../node/hooks";

export function EvidencePage() {
  useTitle("Evidence");
  const { network } = useLive();
  const read = useDocument<Page<EvidenceDocument>>("/api/v1/evidence", network?.evidenceCount ?? 0);
  return (
    <>
      <Heading>Evidence</Heading>
      <p class="lead">
        PBFT forbids a replica to sign two different statements about one and the same thing. Whoever holds both has proof that it lied,
        and nobody else can make that proof: the signatures are its own.
      </p>
      <Shown read={read} missing="Evidence cannot be read">{({ items }) => <Proofs items={items} />}</Shown>
    </>
  );
}

function Proofs({ items }: { items: EvidenceDocument[] }) {
  if (items.length === 0) {
    return <Card><Empty>No replica was caught contradicting itself. In the lab you can make one do it: <code>./tetrarch lab malicious node0 equivocate</code></Empty></Card>;
  }
  const culprits = [...new Set(items.map((item) => item.name))].sort();
  return (
    <>
      <p class="verdict">{listed(culprits)} {culprits.length === 1 ? "has" : "have"} signed what contradicts itself.</p>
      {items.map((item) => <Proof key={`${item.firstStatement}${item.secondStatement}`} item={item} />)}
    </>
  );
}

function Proof({ item }: { item: EvidenceDocument }) {
  return (
    <Card
      title={<>{item.name} said two things in one breath</>}
      aside={<Badge tone="bad">{item.kind.replaceAll("-", " ")}</Badge>}
    >
      <p class="card-text">
        In view {item.view}{item.sequence > 0 && <>, about block <BlockLink height={item.sequence} />,</>} it {item.description}.
        {" "}This node held both <Ago millis={item.discoveredAtMillis} />.
      </p>
      <div class="pair">
        <Statement title="It signed this" hex={item.firstStatement} other={item.secondStatement} />
        <Statement title="and it signed this" hex={item.secondStatement} other={item.firstStatement} />
      </div>
      <p class="card-foot">
        <button type="button" class="button" onClick={() => download(item)}>Download both as JSON</button>
      </p>
    </Card>
  );
}

/** The bytes of a statement, with those marked in which it differs from the other one. */
function Statement({ title, hex, other }: { title: string; hex: string; other: string }) {
  return (
    <div>
      <h3>{title}</h3>
      <p class="statement">
        {runs(hex, other).map(({ text, differs }, i) => (differs ? <mark key={i}>{text}</mark> : <span key={i}>{text}</span>))}
      </p>
      <details><summary>As bytes to copy</summary><Copyable text={hex} label="the statement" /></details>
    </div>
  );
}

function runs(hex: string, other: string): { text: string; differs: boolean }[] {
  const parts: { text: string; differs: boolean }[] = [];
  for (let i = 0; i < hex.length; i += 2) {
    const byte = hex.slice(i, i + 2);
    const differs = byte !== other.slice(i, i + 2);
    const last = parts.at(-1);
    if (last && last.differs === differs) last.text += byte;
    else parts.push({ text: byte, differs });
  }
  return parts;
}

function download(item: EvidenceDocument): void {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(item, null, 2)}\n`], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `evidence-${item.name}-view${item.view}-${item.sequence}.json`;
  link.click();
  URL.revokeObjectURL(url);
}
