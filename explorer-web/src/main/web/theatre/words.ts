// Each event as a sentence for somebody who has never read the paper.

import { isLost, type Message, type Moment, type Progress, type Scene } from "./scene";

export type Colour = "propose" | "prepare" | "commit" | "certify" | "change" | "bad" | "seen";

export function colourOf(m: Message): Colour {
  if (m.contradicted) return "bad";
  switch (m.statement.type) {
    case "PRE-PREPARE":
      return "propose";
    case "PREPARE":
      return "prepare";
    case "COMMIT":
      return "commit";
    case "CHECKPOINT":
      return "certify";
    case "VIEW-CHANGE":
    case "NEW-VIEW":
      return "change";
    default:
      return "seen";
  }
}

const batch = (scene: Scene, m: Message): string => (m.statement.digest && scene.letters.has(m.statement.digest) ? `batch ${scene.letters.get(m.statement.digest)}` : "a batch");

function content(scene: Scene, m: Message): string {
  const { statement } = m;
  switch (statement.type) {
    case "PRE-PREPARE":
      return `“number ${statement.sequence} is ${batch(scene, m)}”`;
    case "PREPARE":
      return `“I was told that number ${statement.sequence} is ${batch(scene, m)}”`;
    case "COMMIT":
      return `“a quorum was told that number ${statement.sequence} is ${batch(scene, m)}”`;
    case "CHECKPOINT":
      return `“this is the hash of my block ${statement.sequence}”`;
    case "VIEW-CHANGE":
      return `“I no longer follow this primary; let us go to view ${statement.view}”`;
    case "NEW-VIEW":
      return `“a quorum wants view ${statement.view}, and this is what we carry on”`;
    default:
      return statement.type;
  }
}

export function sentenceOf(scene: Scene, m: Message, names: string[]): string {
  const relayed = m.statement.signer !== m.from ? ` (signed by ${names[m.statement.signer]})` : "";
  const lost = isLost(scene, m) ? " It never arrived." : "";
  const lie = m.contradicted ? ` ${names[m.statement.signer]} says something else about it to others.` : "";
  return `${names[m.from]} to ${names[m.to]}${relayed}: ${m.statement.type}, ${content(scene, m)}.${lie}${lost}`;
}

/** What a message changes for who receives it. */
export function progressSentence(m: Message, progress: Progress | undefined, names: string[]): string {
  if (!progress || m.received === undefined) return "";
  const { voices, quorum } = progress;
  if (voices < quorum) return ` ${names[m.to]} has heard ${voices} of the ${quorum} voices that it needs.`;
  return voices === quorum ? ` That makes a quorum for ${names[m.to]}: ${voices} of ${quorum}.` : "";
}

export function momentSentence(moment: Moment, names: string[]): string {
  const name = names[moment.replica];
  switch (moment.kind) {
    case "entered":
      return `${name} takes part in view ${moment.number}; its primary is ${names[moment.number! % names.length]}.`;
    case "prepared":
      return `${name} is prepared: it knows that no other batch can become number ${moment.number} in this view.`;
    case "committed":
      return `${name} has committed number ${moment.number}: whatever happens now, it stays.`;
    case "executed":
      return `${name} has executed block ${moment.number} and written it to disk.`;
    case "certified":
      return `${name} holds the certificate of block ${moment.number}.`;
    case "refused":
      return `${name} refuses something from ${names[moment.peer ?? 0]}: ${moment.reason}.`;
  }
}
