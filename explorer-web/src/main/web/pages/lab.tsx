import { useState } from "preact/hooks";
import { count, grouped, listed, sentence } from "../kit/format";
import { Badge, Card, Heading, Loading, Nothing } from "../kit/kit";
import type { LabDocument, LabLink, NetworkDocument, Replica } from "../node/documents";
import { useLive, useTitle } from "../node/hooks";
import { addressOf, labCall, type Labs, reasonOf, useLabs, useToken } from "../node/lab";

export default function LabPage() {
  useTitle("Lab");
  const { network } = useLive();
  const [token, remember] = useToken();
  if (network === null) return <><Heading>Lab</Heading><Loading /></>;
  if (!network.node.lab) {
    return (
      <Nothing title="This node is not in the lab">
        <p>It was started without <code>--lab</code>, so nobody can make it misbehave. A local network is in the lab unless it is started with <code>./tetrarch up --no-lab</code>.</p>
      </Nothing>
    );
  }
  return (
    <>
      <Heading aside={token !== "" && <button type="button" class="button" onClick={() => remember("")}>Forget the token</button>}>Lab</Heading>
      <p class="lead">
        Make replicas lie and cut their lines, and watch whether the coins stay right. A malicious replica signs with its own real key; all others are as
        honest as ever. Up to {network.f} faulty of {network.total} must harm nobody.
      </p>
      {token === "" ? <TokenForm remember={remember} /> : <Board network={network} token={token} />}
    </>
  );
}

function TokenForm({ remember }: { remember: (token: string) => void }) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState("");
  const enter = async (event: Event) => {
    event.preventDefault();
    try {
      await labCall("", text.trim(), "GET");
      remember(text.trim());
    } catch (error) {
      setProblem(reasonOf(error));
    }
  };
  return (
    <Card title="The lab wants its token">
      <p class="card-text">Whoever started this network has it: <code>./tetrarch up</code> printed the file that it lies in, <code>lab.token</code> in the network's folder.</p>
      <form class="try" onSubmit={enter}>
        <label class="try-field">
          <span>Token</span>
          <input type="password" autocomplete="off" value={text} onInput={(event) => setText(event.currentTarget.value)} aria-describedby="token-problem" />
        </label>
        <p class="try-line"><button type="submit" class="button">Enter the lab</button><span id="token-problem" role="alert" class="problem">{problem}</span></p>
      </form>
    </Card>
  );
}

/** Something that would leave more than f replicas faulty, until somebody wants it all the same. */
interface Doubt {
  sentence: string;
  go: () => void;
}

function Board({ network, token }: { network: NetworkDocument; token: string }) {
  const labs = useLabs(network.replicas, token);
  const [problem, setProblem] = useState("");
  const [doubt, setDoubt] = useState<Doubt | null>(null);

  const call = async (calls: [Replica, "PUT" | "DELETE", string][]) => {
    setProblem("");
    setDoubt(null);
    const failed: string[] = [];
    await Promise.all(
      calls.map(async ([replica, method, path]) => {
        const address = addressOf(replica);
        if (address === undefined) return;
        await labCall(address, token, method, path).catch((error: unknown) => failed.push(`${replica.name}: ${reasonOf(error)}`));
      }),
    );
    setProblem(failed.join(" "));
    labs.refresh();
  };

  const faulty = network.replicas.filter((replica) => isFaulty(replica, labs.documents.get(replica.index)));

  const corrupt = (replica: Replica, misbehaviour: string) => {
    const go = () => void call([[replica, "PUT", `/misbehaviour/${misbehaviour}`]]);
    const all = new Set([...faulty.map((each) => each.name), replica.name]);
    if (all.size <= network.f) go();
    else {
      setDoubt({
        sentence: `${listed([...all].sort())} would be faulty then: ${all.size} of ${network.total}, and no more than ${network.f} may be. Coins may stop moving, and liars may be believed.`,
        go,
      });
    }
  };

  const healAll = () => call(network.replicas.flatMap((replica): [Replica, "DELETE", string][] => [[replica, "DELETE", "/misbehaviour"], [replica, "DELETE", "/links"]]));

  return (
    <>
      <Watch network={network} faulty={faulty.length} healAll={() => void healAll()} />
      {doubt && (
        <div class="notice notice-calm" role="alert">
          <p>{doubt.sentence}</p>
          <p class="try-line"><button type="button" class="button" onClick={doubt.go}>Do it all the same</button><button type="button" class="button" onClick={() => setDoubt(null)}>Leave it</button></p>
        </div>
      )}
      {problem !== "" && <p class="notice" role="alert">{problem}</p>}
      <div class="replicas replicas-lab">
        {network.replicas.map((replica) => (
          <Patient
            key={replica.index}
            replica={replica}
            lab={labs.documents.get(replica.index)}
            corrupt={(misbehaviour) => corrupt(replica, misbehaviour)}
            honest={() => void call([[replica, "DELETE", "/misbehaviour"]])}
          />
        ))}
      </div>
      <Lines network={network} labs={labs} call={(calls) => void call(calls)} />
    </>
  );
}

function isFaulty(replica: Replica, lab: LabDocument | null | undefined): boolean {
  return !replica.connected || replica.state === "unreachable" || replica.state === "halted" || lab?.active !== undefined;
}

function Watch({ network, faulty, healAll }: { network: NetworkDocument; faulty: number; healAll: () => void }) {
  const { head } = network;
  return (
    <section class="card health-card" aria-label="What is seen">
      <p class={`health health-${network.health.level}`}>{network.health.sentence}</p>
      <dl class="tiles">
        <div><dt>Faulty now</dt><dd>{faulty} of {network.f} tolerated</dd></div>
        <div><dt>View</dt><dd>{grouped(network.view)}{network.changingView ? " (attempted)" : ""}</dd></div>
        <div><dt>Height</dt><dd><a href={`/block/${head.height}`}>{grouped(head.height)}</a></dd></div>
        <div><dt>Proofs of lies</dt><dd><a href="/evidence">{grouped(network.evidenceCount)}</a></dd></div>
      </dl>
      <p class="card-foot card-line">
        <button type="button" class="button" onClick={healAll}>Heal everything</button>
        <span>A network moves when coins do: <code>./tetrarch wallet send --from dev0 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 1 --yes --rpc-url {network.node.httpUrl}</code></span>
      </p>
    </section>
  );
}

function Patient({ replica, lab, corrupt, honest }: {
  replica: Replica;
  lab: LabDocument | null | undefined;
  corrupt: (misbehaviour: string) => void;
  honest: () => void;
}) {
  const [choice, setChoice] = useState("equivocate");
  const gone = !replica.connected || replica.state === "unreachable";
  const chosen = lab?.misbehaviours.find((each) => each.name === choice) ?? lab?.misbehaviours[0];
  const active = lab?.misbehaviours.find((each) => each.name === lab.active);
  return (
    <article class="replica" data-tone={active || gone ? "bad" : "good"} data-gone={gone} aria-label={replica.name}>
      <header>
        <h2>{replica.name}</h2>
        {replica.primary && <Badge tone="gold">primary</Badge>}
        {active && <Badge tone="bad">malicious</Badge>}
      </header>
      <p class="state">{gone ? "unreachable" : replica.state}<span class="soft">, view {replica.view}, height {grouped(replica.executedHeight)}</span></p>
      {addressOf(replica) === undefined && <p class="soft">This node does not know where {replica.name} serves its own pages.</p>}
      {lab === null && <p class="soft">It does not answer. From a terminal: <code>./tetrarch node start {replica.name}</code></p>}
      {lab && active && (
        <>
          <p><strong>{active.name}</strong>: {active.description}.</p>
          <p class="expectation">{active.expectation}.</p>
          <p class="try-line"><button type="button" class="button" onClick={honest}>Make {replica.name} honest again</button></p>
        </>
      )}
      {lab && !active && chosen && (
        <>
          <label class="choose">
            <span class="soft">Misbehaviour</span>
            <select value={chosen.name} onChange={(event) => setChoice(event.currentTarget.value)}>
              {lab.misbehaviours.map((each) => <option key={each.name} value={each.name}>{each.name}</option>)}
            </select>
          </label>
          <p>{sentence(chosen.description)}</p>
          <p class="expectation">{chosen.expectation}.</p>
          <p class="try-line"><button type="button" class="button button-bad" onClick={() => corrupt(chosen.name)}>Make {replica.name} malicious</button></p>
        </>
      )}
    </article>
  );
}

type Calls = [Replica, "PUT" | "DELETE", string][];

function Lines({ network, labs, call }: { network: NetworkDocument; labs: Labs; call: (calls: Calls) => void }) {
  const { replicas } = network;
  const [from, setFrom] = useState(0);
  const [to, setTo] = useState(1);
  const [delay, setDelay] = useState("300");
  const [drop, setDrop] = useState("30");
  const both = (path: (peer: string) => string): Calls =>
    from === to ? [] : [[replicas[from]!, "PUT", path(replicas[to]!.name)], [replicas[to]!, "PUT", path(replicas[from]!.name)]];
  const half = Math.floor(replicas.length / 2);
  const between = (left: Replica[], right: Replica[]): Calls =>
    left.flatMap((a) => right.flatMap((b): Calls => [[a, "PUT", `/links/${b.name}/cut`], [b, "PUT", `/links/${a.name}/cut`]]));
  if (replicas.length < 2) return null;
  return (
    <Card title="Lines between the replicas" aside={<span class="soft">from the replica at the left to the one above</span>}>
      <div class="scroll">
        <table class="lines">
          <thead>
            <tr><th><span class="sr">From</span></th>{replicas.map((replica) => <th key={replica.index} class="right">{replica.name}</th>)}</tr>
          </thead>
          <tbody>
            {replicas.map((row) => (
              <tr key={row.index}>
                <th scope="row">{row.name}</th>
                {replicas.map((column) => (
                  <td key={column.index} class="right">
                    {row.index === column.index ? <span class="soft">–</span> : <Line link={labs.documents.get(row.index)?.links.find((link) => link.peer === column.name)} />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="try line-editor">
        <p class="try-line">
          <Choose label="Between" value={from} replicas={replicas} choose={setFrom} />
          <Choose label="and" value={to} replicas={replicas} choose={setTo} />
          <button type="button" class="button" disabled={from === to} onClick={() => call(both((peer) => `/links/${peer}/cut`))}>Cut</button>
          <label><span class="sr">Milliseconds</span><input type="number" min="0" max="60000" value={delay} onInput={(event) => setDelay(event.currentTarget.value)} /></label>
          <button type="button" class="button" disabled={from === to} onClick={() => call(both((peer) => `/links/${peer}/delay/${Number(delay)}`))}>ms delay</button>
          <label><span class="sr">Percent</span><input type="number" min="0" max="100" value={drop} onInput={(event) => setDrop(event.currentTarget.value)} /></label>
          <button type="button" class="button" disabled={from === to} onClick={() => call(both((peer) => `/links/${peer}/drop/${Number(drop)}`))}>% lost</button>
        </p>
        <p class="try-line">
          <button type="button" class="button" onClick={() => call(between([replicas[from]!], replicas.filter((each) => each.index !== from)))}>Cut {replicas[from]!.name} off from all</button>
          <button type="button" class="button" onClick={() => call(between(replicas.slice(0, half), replicas.slice(half)))}>
            Split {count(half, "replica")} from {replicas.length - half}
          </button>
          <button type="button" class="button" onClick={() => call(replicas.map((replica) => [replica, "DELETE", "/links"]))}>Heal all lines</button>
        </p>
      </div>
    </Card>
  );
}

function Choose({ label, value, replicas, choose }: { label: string; value: number; replicas: Replica[]; choose: (index: number) => void }) {
  return (
    <label class="choose-inline">
      {label}{" "}
      <select value={value} onChange={(event) => choose(Number(event.currentTarget.value))}>
        {replicas.map((replica) => <option key={replica.index} value={replica.index}>{replica.name}</option>)}
      </select>
    </label>
  );
}

function Line({ link }: { link: LabLink | undefined }) {
  if (!link) return <span class="soft">?</span>;
  if (link.cut) return <Badge tone="bad">cut</Badge>;
  const faults = [link.delayMillis > 0 && `${link.delayMillis} ms`, link.dropPercent > 0 && `${link.dropPercent} % lost`].filter(Boolean);
  return faults.length > 0 ? <Badge tone="warn">{faults.join(", ")}</Badge> : <span class="good">good</span>;
}
