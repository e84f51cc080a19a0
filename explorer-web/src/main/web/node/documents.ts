// The documents of /api/v1 as the pages read them; docs/http.md and openapi.json say more.
// Amounts are decimal strings in wei, times are Unix milliseconds unless the name says micros.

export interface NetworkDocument {
  network: {
    name: string;
    chainId: number;
    genesisHash: string;
    symbol: string;
    decimals: number;
    baseFeePerGas: string;
    blockGasLimit: number;
  };
  node: {
    name: string;
    index: number;
    version: string;
    httpUrl: string;
    startedAtMillis: number;
    lab: boolean;
    misbehaviour?: string;
  };
  health: { level: "ok" | "degraded" | "down"; sentence: string };
  view: number;
  primary: number;
  f: number;
  quorum: number;
  total: number;
  changingView: boolean;
  quorumPresent: boolean;
  missing?: string;
  head: { height: number; hash: string; certifiedHeight: number };
  replicas: Replica[];
  evidenceCount: number;
  supply?: { genesis: string; burnt: string };
  pool: { executable: number; queued: number };
}

export interface Replica {
  index: number;
  name: string;
  address: string;
  publicKey: string;
  endpoint: string;
  /** Where its own explorer is, where this node knows it. */
  httpUrl?: string;
  self: boolean;
  primary: boolean;
  connected: boolean;
  state: string;
  view: number;
  executedHeight: number;
  certifiedHeight: number;
  lastSeenMillis?: number;
  suspectsPrimary: boolean;
  votesFrom?: number;
}

export interface Page<T> {
  items: T[];
  next?: string;
}

export interface BlockSummary {
  height: number;
  hash: string;
  parentHash: string;
  timestampMillis: number;
  proposer?: string;
  proposerName?: string;
  transactionCount: number;
  value: string;
  gasUsed: number;
  sizeBytes: number;
  certified: boolean;
  signers: number[];
}

export interface TransferSummary {
  hash: string;
  from: string;
  to: string;
  value: string;
  fee: string;
  nonce: number;
  height: number;
  index: number;
  timestampMillis: number;
}

export interface Certificate {
  height: number;
  blockHash: string;
  signers: { index: number; name: string; address: string; signature: string }[];
  quorum: number;
  total: number;
}

export interface BlockDetail {
  summary: BlockSummary;
  stateRoot: string;
  transactionsRoot: string;
  receiptsRoot: string;
  gasLimit: number;
  baseFeePerGas: string;
  burnt: string;
  certificate?: Certificate;
  transactions: Page<TransferSummary>;
}

export interface Vote {
  replica: number;
  name: string;
  micros: number;
  digest: string;
  matches: boolean;
}

export interface Attempt {
  view: number;
  primary: number;
  primaryName: string;
  proposal?: Vote;
  nullRequest: boolean;
  prepares: Vote[];
  preparedMicros?: number;
  commits: Vote[];
  committedMicros?: number;
}

export interface Phases {
  height: number;
  quorum: number;
  total: number;
  attempts: Attempt[];
  executedMicros?: number;
  checkpoints: Vote[];
  certifiedMicros?: number;
}

export type TransactionStatus =
  | "pending"
  | "inBatch"
  | "included"
  | "final"
  | "replaced"
  | "dropped"
  | "unknown";

export interface TransactionDocument {
  hash: string;
  status: TransactionStatus;
  reason?: string;
  sinceMillis?: number;
  content?: {
    type: number;
    from: string;
    to: string;
    value: string;
    nonce: number;
    gasLimit: number;
    maxFeePerGas: string;
    maxPriorityFeePerGas: string;
    input: string;
    raw: string;
  };
  place?: {
    height: number;
    blockHash: string;
    index: number;
    timestampMillis: number;
    gasUsed: number;
    effectiveGasPrice: string;
    fee: string;
    burnt: string;
    certificate: { signatures: number; quorum: number; total: number };
  };
}

export interface AccountDocument {
  address: string;
  balance: string;
  nonce: number;
  pendingNonce: number;
  height: number;
  history: Page<TransferSummary>;
}

export interface Ranking extends Page<{ address: string; balance: string; name?: string }> {
  height: number;
  accounts: number;
}

export interface Balances {
  address: string;
  points: { height: number; timestampMillis: number; balance: string }[];
}

export interface Pending {
  executable: number;
  queued: number;
  nowMillis: number;
  items: {
    hash: string;
    from: string;
    to: string;
    value: string;
    nonce: number;
    maxFeePerGas: string;
    sinceMillis: number;
    status: "pending" | "inBatch" | "queued";
    batch?: number;
    passedBy: { replica: number; name: string; blocks: number }[];
  }[];
}

export interface Pace {
  startMillis: number;
  partMillis: number;
  blocks: number[];
  transfers: number[];
  finalityMicros: (number | null)[];
  slowestMicros: (number | null)[];
}

export interface Presence {
  index: number;
  name: string;
  medianVoteMicros?: number;
  minutes: { startMillis: number; looks: number; present: number }[];
}

export interface EvidenceDocument {
  replica: number;
  name: string;
  kind: string;
  view: number;
  sequence: number;
  description: string;
  firstStatement: string;
  secondStatement: string;
  discoveredAtMillis: number;
}

export interface SearchResult {
  kind: "block" | "transaction" | "account" | "replica" | "none";
  id?: string;
  hint?: string;
}

export interface TraceStatement {
  type: "PRE-PREPARE" | "PREPARE" | "COMMIT" | "CHECKPOINT" | "VIEW-CHANGE" | "NEW-VIEW";
  signer: number;
  view?: number;
  sequence?: number;
  digest?: string;
  signature: string;
}

export interface TraceEvent {
  id: number;
  micros: number;
  kind: "sent" | "received" | "refused" | "entered" | "executed" | "certified";
  peer?: number;
  statement?: TraceStatement;
  number?: number;
  reason?: string;
}

/** What happened at one node in a stretch of time, in its order. */
export interface Trace {
  replica: number;
  name: string;
  nowMicros: number;
  oldestMicros?: number;
  items: TraceEvent[];
  next?: string;
}

export interface Misbehaviour {
  name: string;
  description: string;
  expectation: string;
}

/** What is wrong with the line from a node to a peer; the way back is the peer's. */
export interface LabLink {
  peer: string;
  cut: boolean;
  delayMillis: number;
  dropPercent: number;
}

export interface LabDocument {
  active?: string;
  misbehaviours: Misbehaviour[];
  links: LabLink[];
}

/** What the event stream says of the chain: new and newly certified blocks, newest first. */
export interface ChainFrame {
  height: number;
  certifiedHeight: number;
  blocks: BlockSummary[];
  transfers: TransferSummary[];
}
