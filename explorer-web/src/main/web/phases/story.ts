// What PBFT did for one block, put into the order and the words of a story.

import { count, listed } from "../kit/format";
import type { Attempt, Phases, Vote } from "../node/documents";

export type PhaseName = "propose" | "prepare" | "commit" | "execute" | "certify";

export interface Step {
  phase: PhaseName;
  title: string;
  /** When it was reached, as the node saw it; undefined while it is not. */
  micros: number | undefined;
  sentence: string;
  /** Whose voice was heard, where the step is about voices. */
  votes: Vote[] | null;
}

/** The attempt whose batch became the block: that of the highest view. */
export const decisive = (phases: Phases): Attempt | undefined => phases.attempts.at(-1);

/** The instant that all others are told relative to. */
export function beginning(phases: Phases): number | undefined {
  const times = phases.attempts.flatMap((attempt) => [
    ...(attempt.proposal ? [attempt.proposal.micros] : []),
    ...attempt.prepares.map((vote) => vote.micros),
    ...attempt.commits.map((vote) => vote.micros),
  ]);
  return times.length > 0 ? Math.min(...times) : undefined;
}

const names = (votes: Vote[]): string => listed(votes.filter((vote) => vote.matches).map((vote) => vote.name));
const strays = (votes: Vote[]): Vote[] => votes.filter((vote) => !vote.matches);

function strayed(votes: Vote[], what: string): string {
  const others = strays(votes);
  return others.length === 0 ? "" : ` ${listed(others.map((vote) => vote.name))} voted for another ${what}, which counts for nothing.`;
}

/** The five steps on the way of an attempt to a certified block. */
export function steps(phases: Phases, attempt: Attempt, transfers: number): Step[] {
  const { quorum, total } = phases;
  const of = `${quorum} of ${total}`;
  return [
    {
      phase: "propose",
      title: "Pre-prepare",
      micros: attempt.proposal?.micros,
      sentence: proposed(phases, attempt, transfers),
      votes: null,
    },
    {
      phase: "prepare",
      title: "Prepare",
      micros: attempt.preparedMicros,
      sentence: total === 1
        ? "There is no other replica to ask."
        : `${names(attempt.prepares) || "Nobody"} confirmed having been given the same. Together with the primary's own word that is enough as soon as ${of} agree: then no two honest replicas can believe in different batches for this number.${strayed(attempt.prepares, "batch")}`,
      votes: attempt.prepares.length > 0 || attempt.proposal
        ? [...(attempt.proposal ? [attempt.proposal] : []), ...attempt.prepares]
        : [],
    },
    {
      phase: "commit",
      title: "Commit",
      micros: attempt.committedMicros,
      sentence: `${names(attempt.commits) || "Nobody"} announced having seen that agreement, each after writing it to disk. Once ${of} have, the block cannot be undone: whatever primary comes next must carry it on.${strayed(attempt.commits, "batch")}`,
      votes: attempt.commits,
    },
    {
      phase: "execute",
      title: "Execute",
      micros: phases.executedMicros,
      sentence: "This node moved the coins and wrote the block, its receipts and all balances to disk in one piece.",
      votes: null,
    },
    {
      phase: "certify",
      title: "Certificate",
      micros: phases.certifiedMicros,
      sentence: `${names(phases.checkpoints) || "Nobody"} signed the hash of the block that came out. ${of} signatures make its certificate, which anybody can check with nothing but the genesis file.${strayed(phases.checkpoints, "block")}`,
      votes: phases.checkpoints,
    },
  ];
}

function proposed(phases: Phases, attempt: Attempt, transfers: number): string {
  const primary = `${attempt.primaryName}, the primary of view ${attempt.view},`;
  if (!attempt.proposal) return `This node did not see the proposal of ${primary.replace(/,$/, "")}.`;
  if (attempt.nullRequest) {
    return `${primary} found nothing to carry on for number ${phases.height} after the view change and filled it with nothing.`;
  }
  return `${primary} gave the number ${phases.height} to a batch${transfers > 0 ? ` of ${count(transfers, "transfer")}` : ""} and sent it to all others, signed.`;
}

/** Why an earlier view did not decide the block. */
export function abandoned(attempt: Attempt, quorum: number): string {
  const confirmed = attempt.prepares.filter((vote) => vote.matches).length + (attempt.proposal ? 1 : 0);
  const differing = strays(attempt.prepares).length > 0 || strays(attempt.commits).length > 0;
  const reached = attempt.preparedMicros !== undefined
    ? "was prepared but not seen to be committed"
    : `had ${confirmed} of the ${quorum} voices it needed`;
  return `In view ${attempt.view} the proposal of ${attempt.primaryName} ${reached}${differing ? ", and replicas had been told different things" : ""}. The replicas replaced their primary.`;
}
