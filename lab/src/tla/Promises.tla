------------------------------- MODULE Promises -------------------------------
(***************************************************************************)
(* What must hold in every state of Replica.  The numbers are those of     *)
(* docs/invariants.md.                                                     *)
(***************************************************************************)
EXTENDS Replica

Prefix(a, b) == Len(a) <= Len(b) /\ SubSeq(b, 1, Len(a)) = a

\* INV-1: no two correct replicas execute different digests at one sequence number.
Agreement ==
  \A r, x \in Correct : Prefix(decided[r], decided[x]) \/ Prefix(decided[x], decided[r])

\* INV-6: no correct replica says two things for one (type, view, sequence), restarts included.
OneVoice ==
  \A v \in Views :
    /\ Cardinality(opened[v]) <= 1
    /\ \A a, b \in changes[v] : a.from = b.from => a = b
    /\ \A s \in Seqs :
         /\ Cardinality(pps[v][s]) <= 1
         /\ \A d, e \in Digests : d # e =>
              /\ prepares[v][s][d] \cap prepares[v][s][e] = {}
              /\ commits[v][s][d] \cap commits[v][s][e] = {}

Committable(v, s, d) == Cardinality(commits[v][s][d] \cup Byz) >= Quorum

\* INV-1 for those who have not executed yet.
CommittedAlike ==
  \A s \in Seqs : \A d, e \in Digests :
    (\E v, w \in Views : Committable(v, s, d) /\ Committable(w, s, e)) => d = e

\* INV-7: what may have been committed in a view is what every later view assigns.
CarriedForward ==
  \A v \in Views : \A s \in Seqs : \A d \in Digests : Committable(v, s, d) =>
    \A w \in v+1 .. MaxView : \A e \in Digests \ {d} :
      e \notin pps[w][s] /\ prepares[w][s][e] = {} /\ commits[w][s][e] = {}

\* INV-9: no correct replica is in a view below one that it has spoken in or asked for.
ViewsNeverGoBack ==
  \A r \in Correct : \A v \in mem[r].view + 1 .. MaxView :
    /\ \A c \in changes[v] : c.from # r
    /\ Primary(v) = r => opened[v] = {}
    /\ \A s \in Seqs : \A d \in Digests : r \notin prepares[v][s][d] /\ r \notin commits[v][s][d]

\* What keeps INV-6 across a crash: whatever a correct replica has said, its log knows.
DurableBeforeSaid ==
  \A r \in Correct : disk[r] = mem[r] /\ Prefix(blocks[r], decided[r])

\* INV-8: what is stable was executed alike by f+1 correct replicas at least.
StableIsExecuted ==
  \A r \in Correct :
    /\ mem[r].stable <= Len(blocks[r])
    /\ mem[r].stable > 0 => Cardinality(Alike(r, mem[r].stable)) >= F + 1

\* A certificate in memory is one that others would accept.
PreparedIsProvable ==
  \A r \in Correct : \A s \in Seqs :
    LET c == mem[r].prepared[s] IN c # NoCertificate => Provable(c[1], s, c[2])
=============================================================================
