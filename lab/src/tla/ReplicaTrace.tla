----------------------------- MODULE ReplicaTrace -----------------------------
(***************************************************************************)
(* What real replicas did, as a behaviour of the model.  Each event of a   *)
(* trace is one step of Replica, and nothing else may happen: the model    *)
(* accepts a trace if it can take all its steps, and refuses it at the     *)
(* first that it cannot take.  TraceData holds the traces; the recorder    *)
(* writes it.                                                              *)
(***************************************************************************)
EXTENDS Promises, TraceData, TLC

VARIABLES
  trace,    \* which of Traces
  at        \* the position of its next event

TraceInit == Init /\ trace \in 1..Len(Traces) /\ at = 1

\* Sparse forms of the recorder: {<<s, d>>} and {<<s, v, d>>}.
Assigned(f) == {p \in {<<s, f[s]>> : s \in Seqs} : p[2] # None}
Certificates(ps) ==
  [s \in Seqs |-> IF \E p \in ps : p[1] = s
                  THEN LET p == CHOOSE p \in ps : p[1] = s IN <<p[2], p[3]>>
                  ELSE NoCertificate]
ViewChange(c) == [from |-> c.from, stable |-> c.stable, prepared |-> Certificates(c.prepared)]

Saying(e) ==
  /\ UNCHANGED vars
  /\ CASE e.message = "prePrepare" -> e.d \in pps[e.v][e.s]
       [] e.message = "prepare" -> e.r \in prepares[e.v][e.s][e.d]
       [] e.message = "commit" -> e.r \in commits[e.v][e.s][e.d]
       [] e.message = "checkpoint" -> Len(blocks[e.r]) >= e.s
       [] e.message = "viewChange" -> \E c \in changes[e.v] : c.from = e.r
       [] e.message = "newView" -> Primary(e.v) = e.r /\ opened[e.v] # {}

Accepted(e) ==
  /\ mem[e.r].view = e.v
  /\ Propose(e.r, e.s, e.d) \/ AcceptProposal(e.r, e.s, e.d) \/ Adopt(e.r, e.s, e.d)

Prepared(e) ==
  /\ mem[e.r].view = e.v
  /\ e.by \subseteq prepares[e.v][e.s][e.d] \cup (Byz \ {Primary(e.v)})
  /\ Prepare(e.r, e.s, e.d)

Attempted(e) ==
  /\ mem[e.r].stable = e.stable
  /\ mem[e.r].prepared = Certificates(e.prepared)
  /\ LeaveSuspected(e.r) \/ JoinOthers(e.r, e.v) \/ GiveUp(e.r)
  /\ mem'[e.r].view = e.v

Entered(e) ==
  LET quorum == {ViewChange(c) : c \in e.changes}
      plan == Plan(quorum)
  IN
  /\ Cardinality(quorum) = Quorum
  /\ Distinct(quorum)
  /\ \A c \in quorum : IF c.from \in Byz THEN Signable(c, e.v) ELSE c \in changes[e.v]
  /\ Assigned(plan.assigned) = e.assigned
  /\ IF Primary(e.v) = e.r
     THEN OpenView(e.r, e.v, plan)
     ELSE /\ Primary(e.v) \in Byz \/ plan \in opened[e.v]
          /\ EnterView(e.r, e.v, plan)

Restarted(e) ==
  /\ Restart(e.r)
  /\ mem'[e.r].view = e.v
  /\ mem'[e.r].active = e.active
  /\ mem'[e.r].stable = e.stable
  /\ Len(blocks[e.r]) = e.executed

Happens(e) ==
  CASE e.kind = "accepted" -> Accepted(e)
    [] e.kind = "prepared" -> Prepared(e)
    [] e.kind = "executes" -> Execute(e.r, e.s, e.d)
    [] e.kind = "block" -> WriteBlock(e.r) /\ Len(blocks'[e.r]) = e.s
    [] e.kind = "stable" -> MakeStable(e.r, e.s) /\ e.by \subseteq Alike(e.r, e.s) \cup Byz
    [] e.kind = "imported" -> Import(e.r, e.s)
    [] e.kind = "suspects" -> mem[e.r].view = e.v /\ Suspect(e.r)
    [] e.kind = "attempted" -> Attempted(e)
    [] e.kind = "entered" -> Entered(e)
    [] e.kind = "restarted" -> Restarted(e)
    [] e.kind = "says" -> Saying(e)

More == at <= Len(Traces[trace])

Take ==
  /\ More
  /\ Happens(Traces[trace][at])
  /\ at' = at + 1
  /\ UNCHANGED trace

\* The verdicts, for whoever runs TLC to read.
Accept ==
  /\ ~More
  /\ PrintT(<<"accepted", trace>>)
  /\ UNCHANGED <<vars, trace, at>>

Refuse ==
  /\ More
  /\ ~ENABLED Happens(Traces[trace][at])
  /\ PrintT(<<"refused", trace, at>>)
  /\ UNCHANGED <<vars, trace, at>>

TraceSpec == TraceInit /\ [][Take \/ Accept \/ Refuse]_<<vars, trace, at>>
=============================================================================
