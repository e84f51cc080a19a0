------------------------------- MODULE Replica -------------------------------
(***************************************************************************)
(* The replica of consensus-pbft (PBFT, Castro and Liskov, OSDI'99, as     *)
(* Tetrarch runs it) for n = 4, of which those in Byz lie.                 *)
(*                                                                         *)
(* Actions bear the names of what the replica writes to its log: a vote, a *)
(* VIEW-CHANGE or a NEW-VIEW is one step with the record that comes before *)
(* it.  docs/model.md says which class each action stands for.             *)
(*                                                                         *)
(* The network is what has been said: statements are never taken back, and *)
(* a step may use any of them or none.  That is loss, delay, reordering and *)
(* duplication at once.                                                    *)
(*                                                                         *)
(* A Byzantine replica has no state.  Its statements are not stored: where *)
(* a step counts votes it counts with them, and where a step needs its     *)
(* VIEW-CHANGE or NEW-VIEW any is tried that it could sign and that        *)
(* MessageVerifier would accept.                                           *)
(*                                                                         *)
(* With Coarse, three things that can be done later are done at once or    *)
(* taken as done: a block is written in the step that executes it, whoever *)
(* may suspect the primary counts as one who said so, and what a NEW-VIEW  *)
(* assigns is accepted on entering the view.  The first two lose nothing   *)
(* that an invariant could see; the third leaves out bodies that come late.*)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
  Byz,        \* the lying replicas, a subset of 0..3
  Batches,    \* what may be ordered
  Null,       \* the null request
  None,       \* no digest
  MaxView,    \* views 0..MaxView
  MaxSeq,     \* sequence numbers 1..MaxSeq
  Window,     \* L of the paper
  Interval,   \* K of the paper: a checkpoint every so many sequence numbers
  Coarse,     \* TRUE: fewer and larger steps, see below
  Bug         \* "none", or one of Bugs

Bugs == {"quorumOneTooSmall", "newViewForgetsPrepared", "newViewIgnoresStable",
         "newViewBelieved", "saidBeforeDurable", "viewNotLogged"}

ASSUME Bug \in Bugs \cup {"none"} /\ Window >= 1 /\ Interval >= 1

Replicas == 0..3
F == 1                                          \* ReplicaSet.faulty
Quorum == 3                                     \* ReplicaSet.quorum
Prepares == IF Bug = "quorumOneTooSmall" THEN Quorum - 2 ELSE Quorum - 1
Correct == Replicas \ Byz
Views == 0..MaxView
Seqs == 1..MaxSeq
Digests == Batches \cup {Null}
Primary(v) == v % 4

NoCertificate == <<-1, None>>

VARIABLES
  mem,        \* what each correct replica holds in memory, see Fresh
  disk,       \* what its log would be read back as
  blocks,     \* the digests it has executed durably, in order
  decided,    \* the digests it has handed over for execution; blocks is a prefix
  pps,        \* pps[v][s]: the digests assigned by view v's correct primary
  prepares,   \* prepares[v][s][d]: who of the correct replicas said PREPARE
  commits,    \* commits[v][s][d]: who of the correct replicas said COMMIT
  changes,    \* changes[v]: the VIEW-CHANGEs for v of correct replicas
  opened,     \* opened[v]: what the NEW-VIEWs of v's correct primary begin with
  suspected   \* suspected[v]: which correct replicas said that they suspect v's primary

said == <<pps, prepares, commits, changes, opened, suspected>>
vars == <<mem, disk, blocks, decided, said>>

-----------------------------------------------------------------------------
(* The replica's state. *)

Fresh ==
  [view     |-> 0,
   active   |-> TRUE,                           \* takes part in view; else waits for NEW-VIEW
   base     |-> 0,                              \* the checkpoint that view begins at
   assigned |-> [s \in Seqs |-> None],          \* what the view's NEW-VIEW assigns
   accepted |-> [s \in Seqs |-> None],          \* the pre-prepare accepted in view
   prepared |-> [s \in Seqs |-> NoCertificate], \* of the highest view, above stable
   stable   |-> 0]

Init ==
  /\ mem = [r \in Correct |-> Fresh]
  /\ disk = [r \in Correct |-> Fresh]
  /\ blocks = [r \in Correct |-> <<>>]
  /\ decided = [r \in Correct |-> <<>>]
  /\ pps = [v \in Views |-> [s \in Seqs |-> {}]]
  /\ prepares = [v \in Views |-> [s \in Seqs |-> [d \in Digests |-> {}]]]
  /\ commits = [v \in Views |-> [s \in Seqs |-> [d \in Digests |-> {}]]]
  /\ changes = [v \in Views |-> {}]
  /\ opened = [v \in Views |-> {}]
  /\ suspected = [v \in Views |-> {}]

Max(S) == CHOOSE x \in S : \A y \in S : y <= x
Min(S) == CHOOSE x \in S : \A y \in S : x <= y

InWindow(m, s) == m.stable < s /\ s <= m.stable + Window /\ s <= MaxSeq

\* ReplicaState.firstOpen
FirstOpen(r) ==
  LET m == mem[r]
      low == Max({m.stable, Len(decided[r]), m.base})
  IN Min({s \in low + 1 .. MaxSeq + 1 : s > MaxSeq \/ m.accepted[s] = None})

\* Where a vote for a new batch may go: ReplicaState.knowsAllBeforeFirstOpen, inWindow,
\* NormalCase.awaitsBody.
Open(r, s) ==
  /\ mem[r].active
  /\ mem[r].base <= Len(decided[r])
  /\ InWindow(mem[r], s)
  /\ s = FirstOpen(r)
  /\ mem[r].assigned[s] = None

\* A record is on disk before what follows it is said.
Persist(r, m) ==
  /\ mem' = [mem EXCEPT ![r] = m]
  /\ disk' = [disk EXCEPT ![r] = m]

Vote(r, m) ==
  IF Bug = "saidBeforeDurable"
  THEN mem' = [mem EXCEPT ![r] = m] /\ UNCHANGED disk
  ELSE Persist(r, m)

SayPrePrepare(v, s, d) == pps' = [pps EXCEPT ![v][s] = @ \cup {d}]
SayPrepare(r, v, s, d) == prepares' = [prepares EXCEPT ![v][s][d] = @ \cup {r}]
SayCommit(r, v, s, d) == commits' = [commits EXCEPT ![v][s][d] = @ \cup {r}]

-----------------------------------------------------------------------------
(* Normal case, PBFT 4.2. *)

\* LogRecord.PrePrepareAccepted of the primary's own pre-prepare.
Propose(r, s, d) ==
  LET m == mem[r] IN
  /\ Primary(m.view) = r
  /\ Open(r, s)
  /\ d \in Batches
  /\ Vote(r, [m EXCEPT !.accepted[s] = d])
  /\ SayPrePrepare(m.view, s, d)
  /\ UNCHANGED <<blocks, decided, prepares, commits, changes, opened, suspected>>

\* LogRecord.PrePrepareAccepted of a batch that the primary proposed and that was found valid.
AcceptProposal(r, s, d) ==
  LET m == mem[r]
      p == Primary(m.view)
  IN
  /\ p # r
  /\ Open(r, s)
  /\ d \in Batches
  /\ p \in Byz \/ d \in pps[m.view][s]
  /\ Vote(r, [m EXCEPT !.accepted[s] = d])
  /\ SayPrepare(r, m.view, s, d)
  /\ UNCHANGED <<blocks, decided, pps, commits, changes, opened, suspected>>

\* LogRecord.PrePrepareAccepted of what the NEW-VIEW assigns, once its body is there.
Adopt(r, s, d) ==
  LET m == mem[r] IN
  /\ m.active
  /\ InWindow(m, s)
  /\ d # None
  /\ m.assigned[s] = d
  /\ m.accepted[s] = None
  /\ Vote(r, [m EXCEPT !.accepted[s] = d])
  /\ IF Primary(m.view) = r
     THEN UNCHANGED prepares                    \* its pre-prepare is in its NEW-VIEW
     ELSE SayPrepare(r, m.view, s, d)
  /\ UNCHANGED <<blocks, decided, pps, commits, changes, opened, suspected>>

\* Whether q-1 backups, a lying one included, said or could say PREPARE.
EnoughPrepares(v, s, d) ==
  Cardinality(prepares[v][s][d]) + Cardinality(Byz \ {Primary(v)}) >= Prepares

\* LogRecord.Prepared
Prepare(r, s, d) ==
  LET m == mem[r] IN
  /\ m.active
  /\ d # None
  /\ m.accepted[s] = d
  /\ m.prepared[s][1] # m.view
  /\ EnoughPrepares(m.view, s, d)
  /\ Vote(r, [m EXCEPT !.prepared[s] = <<m.view, d>>])
  /\ SayCommit(r, m.view, s, d)
  /\ UNCHANGED <<blocks, decided, pps, prepares, changes, opened, suspected>>

\* Output.Execute: committed-local, and next in order.
Execute(r, s, d) ==
  LET m == mem[r] IN
  /\ s = Len(decided[r]) + 1
  /\ s <= MaxSeq
  /\ m.active
  /\ d # None
  /\ m.accepted[s] = d
  /\ m.prepared[s] = <<m.view, d>>
  /\ Cardinality(commits[m.view][s][d] \cup Byz) >= Quorum
  /\ decided' = [decided EXCEPT ![r] = Append(@, d)]
  /\ blocks' = IF Coarse THEN decided' ELSE blocks
  /\ UNCHANGED <<mem, disk, said>>

\* Input.BlockExecuted: the block is on disk; from here on CHECKPOINT is said.
WriteBlock(r) ==
  /\ Len(blocks[r]) < Len(decided[r])
  /\ blocks' = [blocks EXCEPT ![r] = Append(@, decided[r][Len(@) + 1])]
  /\ UNCHANGED <<mem, disk, decided, said>>

-----------------------------------------------------------------------------
(* Checkpoints, PBFT 4.3.  The state after s stands for the digests up to s. *)

\* Which correct replicas say the CHECKPOINT that r says for s.
Alike(r, s) ==
  {x \in Correct : Len(blocks[x]) >= s /\ SubSeq(blocks[x], 1, s) = SubSeq(blocks[r], 1, s)}

\* A certificate can be made of what r says for s.
CertifiedAs(r, s) ==
  /\ s % Interval = 0
  /\ Len(blocks[r]) >= s
  /\ Cardinality(Alike(r, s) \cup Byz) >= Quorum

Certified(s) == s = 0 \/ \E r \in Correct : CertifiedAs(r, s)

\* LogRecord.CheckpointStable: the low watermark moves, slots up to it are forgotten.
MakeStable(r, s) ==
  LET m == mem[r] IN
  /\ s > m.stable
  /\ CertifiedAs(r, s)
  /\ Persist(r, [m EXCEPT
        !.stable = s,
        !.accepted = [t \in Seqs |-> IF t <= s THEN None ELSE @[t]],
        !.prepared = [t \in Seqs |-> IF t <= s THEN NoCertificate ELSE @[t]]])
  /\ UNCHANGED <<blocks, decided, said>>

\* Input.BlocksImported: blocks up to a certificate, from a peer.
Import(r, s) ==
  /\ s > Len(blocks[r])
  /\ \E x \in Correct :
       /\ CertifiedAs(x, s)
       /\ blocks' = [blocks EXCEPT ![r] = SubSeq(blocks[x], 1, s)]
  /\ decided' = [decided EXCEPT ![r] = IF Len(@) > s THEN @ ELSE blocks'[r]]
  /\ UNCHANGED <<mem, disk, said>>

-----------------------------------------------------------------------------
(* View changes, PBFT 4.4. *)

\* LogRecord.ViewAttempted, and the VIEW-CHANGE.
Attempt(r, w) ==
  LET m == mem[r]
      left == [m EXCEPT !.view = w,
                        !.active = FALSE,
                        !.base = 0,
                        !.assigned = [s \in Seqs |-> None],
                        !.accepted = [s \in Seqs |-> None]]
  IN
  /\ w > m.view
  /\ w <= MaxView
  /\ IF Bug = "viewNotLogged"
     THEN mem' = [mem EXCEPT ![r] = left] /\ UNCHANGED disk
     ELSE Persist(r, left)
  /\ changes' = [changes EXCEPT ![w] =
       @ \cup {[from |-> r, stable |-> m.stable, prepared |-> m.prepared]}]
  /\ UNCHANGED <<blocks, decided, pps, prepares, commits, opened, suspected>>

\* Who of the correct replicas asks for a view of v or above.
AskFor(v) == {x \in Correct : \E u \in v..MaxView : \E c \in changes[u] : c.from = x}

\* Status.suspects.  It changes nothing but what others may do, so a coarse run leaves it out:
\* whoever could have said it counts as if he had.
Suspect(r) ==
  LET v == mem[r].view IN
  /\ ~Coarse
  /\ mem[r].active
  /\ Primary(v) # r
  /\ r \notin suspected[v]
  /\ suspected' = [suspected EXCEPT ![v] = @ \cup {r}]
  /\ UNCHANGED <<mem, disk, blocks, decided, pps, prepares, commits, changes, opened>>

Suspects(v) ==
  IF Coarse
  THEN {x \in Correct : mem[x].active /\ mem[x].view = v /\ Primary(v) # x}
  ELSE suspected[v]

\* Suspicion.advance: f+1 suspect the primary or have left; a backup's own timers may fire whenever.
LeaveSuspected(r) ==
  LET v == mem[r].view
      own == IF Primary(v) = r THEN {} ELSE {r}
  IN
  /\ mem[r].active
  /\ Cardinality(own \cup (Suspects(v) \ {r}) \cup (AskFor(v + 1) \ {r}) \cup Byz) >= F + 1
  /\ Attempt(r, v + 1)

\* ViewChanges.joinOthers: f+1 others ask for higher views, w the smallest of those received.
JoinOthers(r, w) ==
  /\ w > mem[r].view
  /\ Cardinality((AskFor(w) \ {r}) \cup Byz) >= F + 1
  /\ Byz # {} \/ \E c \in changes[w] : c.from # r
  /\ Attempt(r, w)

\* ViewChanges.onTimeout: q asked for the view or a later one, and no NEW-VIEW came.
GiveUp(r) ==
  /\ ~mem[r].active
  /\ Cardinality(AskFor(mem[r].view) \cup Byz) >= Quorum
  /\ Attempt(r, mem[r].view + 1)

\* What MessageVerifier.checkPrepared asks for can be put together.
Provable(v, s, d) ==
  /\ Primary(v) \in Byz \/ d \in pps[v][s]
  /\ EnoughPrepares(v, s, d)

\* Which certificates for s of views below w can be put together.
ProvableBelow(w, s) ==
  {NoCertificate} \cup {<<v, d>> \in (0..w-1) \X Digests : Provable(v, s, d)}

\* What MessageVerifier.checkViewChange accepts for w, the sender's signature aside.
Signable(c, w) ==
  /\ Certified(c.stable)
  /\ \A s \in Seqs : IF s > c.stable /\ s <= c.stable + Window
                     THEN c.prepared[s] \in ProvableBelow(w, s)
                     ELSE c.prepared[s] = NoCertificate

\* Every VIEW-CHANGE for w that a lying replica can make.
Lies(w) ==
  {c \in [from     : Byz,
          stable   : {s \in 0..MaxSeq : Certified(s)},
          prepared : [Seqs -> UNION {ProvableBelow(w, s) : s \in Seqs}]] : Signable(c, w)}

\* NewViewPlan: what a view must begin with, from its view changes alone.
Plan(quorum) ==
  LET stables == {c.stable : c \in quorum}
      base == IF Bug = "newViewIgnoresStable" THEN Min(stables) ELSE Max(stables)
      certificates(s) == {c.prepared[s] : c \in quorum} \ {NoCertificate}
      proven == {s \in Seqs : s > base /\ certificates(s) # {}}
      top == IF proven = {} \/ Bug = "newViewForgetsPrepared" THEN base ELSE Max(proven)
      highest(s) == CHOOSE c \in certificates(s) : \A o \in certificates(s) : o[1] <= c[1]
  IN [base |-> base,
      assigned |-> [s \in Seqs |->
        IF s > base /\ s <= top
        THEN (IF s \in proven THEN highest(s)[2] ELSE Null)
        ELSE None]]

\* The sets of q VIEW-CHANGEs for w, of distinct replicas, that there can be.
Distinct(quorum) == \A a, b \in quorum : a.from = b.from => a = b
QuorumsFor(w) ==
  LET own == {q \in SUBSET changes[w] : Cardinality(q) \in {Quorum - 1, Quorum} /\ Distinct(q)}
      without == {q \in own : Cardinality(q) = Quorum}
      short == {q \in own : Cardinality(q) = Quorum - 1}
  IN without \cup (IF short = {} THEN {} ELSE {q \cup {lie} : q \in short, lie \in Lies(w)})

\* In a coarse run the bodies are at hand, so that what is in the window is accepted at once.
Begin(r, w, plan) ==
  LET adopts(s) == Coarse /\ plan.assigned[s] # None /\ InWindow(mem[r], s) IN
  /\ Persist(r, [mem[r] EXCEPT
       !.view = w,
       !.active = TRUE,
       !.base = plan.base,
       !.assigned = plan.assigned,
       !.accepted = [s \in Seqs |-> IF adopts(s) THEN plan.assigned[s] ELSE None]])
  /\ prepares' = IF Primary(w) = r \/ \A s \in Seqs : ~adopts(s) THEN prepares ELSE
       [prepares EXCEPT ![w] = [s \in Seqs |->
         IF adopts(s) THEN [@[s] EXCEPT ![plan.assigned[s]] = @ \cup {r}] ELSE @[s]]]

\* LogRecord.ViewEntered of the new primary, its NEW-VIEW and the pre-prepares in it.
OpenView(r, w, plan) ==
  /\ Primary(w) = r
  /\ mem[r].view = w
  /\ ~mem[r].active
  /\ Begin(r, w, plan)
  /\ opened' = [opened EXCEPT ![w] = @ \cup {plan}]
  /\ pps' = [pps EXCEPT ![w] =
       [s \in Seqs |-> IF plan.assigned[s] = None THEN @[s] ELSE @[s] \cup {plan.assigned[s]}]]
  /\ UNCHANGED <<blocks, decided, commits, changes, suspected>>

\* LogRecord.ViewEntered of a backup, which recomputes what the NEW-VIEW must hold.
EnterView(r, w, plan) ==
  /\ Primary(w) # r
  /\ w > mem[r].view \/ (w = mem[r].view /\ ~mem[r].active)
  /\ Begin(r, w, plan)
  /\ UNCHANGED <<blocks, decided, pps, commits, changes, opened, suspected>>

\* With the bug, anything that a lying primary may write.
Believed ==
  [base : {0}, assigned : [Seqs -> Digests \cup {None}]]

PlansFor(w) ==
  {Plan(q) : q \in QuorumsFor(w)}
    \cup (IF Bug = "newViewBelieved" /\ QuorumsFor(w) # {} THEN Believed ELSE {})

OpenSome(r) ==
  LET w == mem[r].view IN
  /\ Primary(w) = r
  /\ ~mem[r].active
  /\ \E plan \in {Plan(q) : q \in QuorumsFor(w)} : OpenView(r, w, plan)

EnterSome(r, w) ==
  /\ Primary(w) # r
  /\ w > mem[r].view \/ (w = mem[r].view /\ ~mem[r].active)
  /\ \E plan \in IF Primary(w) \in Byz THEN PlansFor(w) ELSE opened[w] : EnterView(r, w, plan)

-----------------------------------------------------------------------------
(* Crashes. *)

\* Kill -9 and start again: what is not on disk is gone.  With no bug planted this leaves
\* the state as it is, but for what was handed over for execution.
Restart(r) ==
  /\ mem' = [mem EXCEPT ![r] = disk[r]]
  /\ decided' = [decided EXCEPT ![r] = blocks[r]]
  /\ UNCHANGED <<disk, blocks, said>>

\* The planted bug writes what it has said, but later.
WriteLate(r) ==
  /\ Bug \in {"saidBeforeDurable", "viewNotLogged"}
  /\ mem[r] # disk[r]
  /\ disk' = [disk EXCEPT ![r] = mem[r]]
  /\ UNCHANGED <<mem, blocks, decided, said>>

-----------------------------------------------------------------------------
Step(r) ==
  \/ \E s \in Seqs : \E d \in Batches : Propose(r, s, d) \/ AcceptProposal(r, s, d)
  \/ \E s \in Seqs :
       \/ Adopt(r, s, mem[r].assigned[s])
       \/ Prepare(r, s, mem[r].accepted[s])
       \/ Execute(r, s, mem[r].accepted[s])
       \/ MakeStable(r, s)
       \/ Import(r, s)
  \/ WriteBlock(r)
  \/ Suspect(r)
  \/ LeaveSuspected(r)
  \/ \E w \in Views : JoinOthers(r, w) \/ EnterSome(r, w)
  \/ GiveUp(r)
  \/ OpenSome(r)
  \/ Restart(r)
  \/ WriteLate(r)

Next == \E r \in Correct : Step(r)

Spec == Init /\ [][Next]_vars
=============================================================================
