import type { Phases, Vote } from "../node/documents";
import { useLive } from "../node/hooks";
import { duration } from "../kit/format";
import { abandoned, beginning, decisive, steps, type PhaseName, type Step } from "./story";

/** What PBFT did for a block: every replica's messages on a line of time, and the same in words. */
export function PhaseStory({ phases, transfers }: { phases: Phases; transfers: number }) {
  const name = useLive().network?.node.name ?? "This node";
  const attempt = decisive(phases);
  const zero = beginning(phases);
  if (!attempt || zero === undefined) {
    return <p class="card-text">{unknown(phases, name)}</p>;
  }
  const story = steps(phases, attempt, transfers);
  return (
    <>
      {phases.attempts.slice(0, -1).map((failed) => (
        <p key={failed.view} class="abandoned">{abandoned(failed, phases.quorum)}</p>
      ))}
      <Lanes phases={phases} story={story} zero={zero} />
      <ol class="steps">
        {story.map((step) => <StepLine key={step.phase} step={step} zero={zero} total={phases.total} quorum={phases.quorum} />)}
      </ol>
      <p class="card-foot"><a href={`/theatre?block=${phases.height}`}>See every message of it in the theatre.</a> Times are those at which each message left or reached {name}, counted from the proposal.</p>
    </>
  );
}

function unknown(phases: Phases, name: string): string {
  if (phases.height === 0) return "Nobody had to agree on the genesis block: it is what all replicas start from.";
  if (phases.executedMicros !== undefined) {
    return `${name} was not there when the others agreed on this block. It fetched the block with its certificate from one of them, checked the signatures, and executed it itself.`;
  }
  return `${name} does not remember how this block came about: it keeps the messages of the newest blocks of its run in memory. What proves the block is its certificate, below.`;
}

function StepLine({ step, zero, total, quorum }: { step: Step; zero: number; total: number; quorum: number }) {
  const reached = step.micros !== undefined;
  return (
    <li class={reached ? "step" : "step step-open"} data-phase={step.phase}>
      <div class="step-head">
        <h3>{step.title}</h3>
        {step.votes && <Voices votes={step.votes} total={total} quorum={quorum} phase={step.phase} />}
        <span class="step-time">{step.micros !== undefined ? `+${duration(Math.max(0, step.micros - zero))}` : "not reached yet"}</span>
      </div>
      <p>{step.sentence}</p>
    </li>
  );
}

/** One dot for each replica, filled when its voice counts; the line stands where a quorum is full. */
function Voices({ votes, total, quorum, phase }: { votes: Vote[]; total: number; quorum: number; phase: PhaseName }) {
  const counted = votes.filter((vote) => vote.matches).length;
  const stray = votes.length - counted;
  const dots = Array.from({ length: total }, (_, i) => (i < counted ? "voice voice-heard" : i < counted + stray ? "voice voice-stray" : "voice"));
  return (
    <span class="voices" data-phase={phase} role="img" aria-label={`${counted} of ${total}, ${quorum} needed`} title={`${counted} of ${total}, ${quorum} needed`}>
      {dots.map((dot, i) => <span key={i} class={i === quorum - 1 ? `${dot} voice-quorum` : dot} />)}
    </span>
  );
}

interface Mark {
  phase: PhaseName;
  micros: number;
  text: string;
  stray: boolean;
}

function Lanes({ phases, story, zero }: { phases: Phases; story: Step[]; zero: number }) {
  const { network } = useLive();
  const replicas = network?.replicas ?? [];
  const marks = marksOf(phases);
  const all = [...marks.values()].flat().map((mark) => mark.micros);
  const moments = story.filter((step) => step.phase !== "propose" && step.micros !== undefined) as (Step & { micros: number })[];
  const end = Math.max(...all, ...moments.map((step) => step.micros), zero + 1);
  const span = (end - zero) * 1.04;
  const at = (micros: number) => `${(Math.max(0, micros - zero) / span) * 100}%`;
  return (
    <div class="lanes" role="img" aria-label={`The messages of ${replicas.length} replicas on a line of time; the steps below say the same in words.`}>
      <div class="lane-names" aria-hidden="true">
        {replicas.map((replica) => <span key={replica.index}>{replica.name}</span>)}
      </div>
      <div class="lane-field" aria-hidden="true">
        {moments.map((step) => (
          <span key={step.phase} class="moment" data-phase={step.phase} style={{ left: at(step.micros) }} title={`${step.title} +${duration(step.micros - zero)}`} />
        ))}
        {replicas.map((replica) => (
          <div key={replica.index} class="lane">
            {(marks.get(replica.index) ?? []).map((mark) => (
              <span
                key={`${mark.text}${mark.micros}`}
                class={mark.stray ? "mark mark-stray" : "mark"}
                data-phase={mark.phase}
                style={{ left: at(mark.micros) }}
                title={`${replica.name} ${mark.text} +${duration(Math.max(0, mark.micros - zero))}`}
              />
            ))}
          </div>
        ))}
        <div class="lane-axis"><span>0</span><span>{duration(Math.round(span / 2))}</span><span>{duration(Math.round(span))}</span></div>
      </div>
      <ul class="legend" aria-hidden="true">
        <li data-phase="propose">pre-prepare</li>
        <li data-phase="prepare">prepare</li>
        <li data-phase="commit">commit</li>
        <li data-phase="certify">checkpoint</li>
        <li class="legend-line">quorum reached</li>
      </ul>
    </div>
  );
}

function marksOf(phases: Phases): Map<number, Mark[]> {
  const marks = new Map<number, Mark[]>();
  const add = (vote: Vote | undefined, phase: PhaseName, text: string) => {
    if (!vote) return;
    const lane = marks.get(vote.replica) ?? [];
    lane.push({ phase, micros: vote.micros, text, stray: !vote.matches });
    marks.set(vote.replica, lane);
  };
  for (const attempt of phases.attempts) {
    const view = phases.attempts.length > 1 ? ` in view ${attempt.view}` : "";
    add(attempt.proposal, "propose", `PRE-PREPARE${view}`);
    attempt.prepares.forEach((vote) => add(vote, "prepare", `PREPARE${view}`));
    attempt.commits.forEach((vote) => add(vote, "commit", `COMMIT${view}`));
  }
  phases.checkpoints.forEach((vote) => add(vote, "certify", "CHECKPOINT"));
  return marks;
}
