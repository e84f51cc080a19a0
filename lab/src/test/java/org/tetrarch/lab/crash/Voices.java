package org.tetrarch.lab.crash;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.lab.simulator.monitor.OneVoice;
import org.tetrarch.ledger.certificate.Certificate;

/**
 * INV-6 across the logs of all nodes: everything that a replica has signed, wherever it is kept,
 * must not contradict itself. Its own log tells its votes; the certificates, VIEW-CHANGEs and
 * NEW-VIEWs in the logs of the others hold what it has signed.
 */
final class Voices {
  private final OneVoice oneVoice = new OneVoice();
  private final Set<Message> heard = new HashSet<>();

  /** Of a chain that has begun: nobody loses anything before its first block is certified. */
  Voices() {
    oneVoice.begun();
  }

  /** How many different statements were heard. */
  int count() {
    return heard.size();
  }

  /** A replica's directory was wiped or damaged. */
  void lostData(int replica) {
    oneVoice.lostData(replica);
  }

  /** Throws a {@code Violation} if something in a replica's log contradicts what was heard. */
  void log(int owner, List<LogRecord> records) {
    ReplicaId self = ReplicaId.of(owner);
    for (LogRecord each : records) {
      switch (each) {
        case LogRecord.PrePrepareAccepted(var prePrepare, var batch) ->
            accepted(self, prePrepare.message());
        case LogRecord.Prepared(var certificate) -> {
          prepared(certificate);
          says(new Commit(certificate.view(), certificate.sequence(), certificate.digest(), self));
        }
        case LogRecord.ViewAttempted(var viewChange) -> viewChange(viewChange);
        case LogRecord.ViewEntered(var newView) -> newView(newView.message());
        case LogRecord.CheckpointStable(var checkpoint) -> stable(checkpoint);
        case LogRecord.LogLost lost -> {}
        case LogRecord.Joined joined -> {}
      }
    }
  }

  /** The certificate of a block. */
  void certificate(Certificate certificate) {
    Digest state = Digest.of(certificate.blockHash().toBytes());
    for (int signer : certificate.signatures().keySet()) {
      says(new Checkpoint(SequenceNumber.of(certificate.height()), state, ReplicaId.of(signer)));
    }
  }

  private void accepted(ReplicaId self, PrePrepare m) {
    says(m);
    if (!m.replica().equals(self)) {
      says(new Prepare(m.view(), m.sequence(), m.digest(), self));
    }
  }

  private void prepared(PreparedCertificate certificate) {
    says(certificate.prePrepare().message());
    certificate.prepares().forEach(prepare -> says(prepare.message()));
  }

  private void viewChange(Signed<ViewChange> signed) {
    says(signed.message());
    stable(signed.message().stable());
    signed.message().prepared().forEach(this::prepared);
  }

  private void newView(NewView newView) {
    says(newView);
    newView.viewChanges().forEach(this::viewChange);
    newView.prePrepares().forEach(prePrepare -> says(prePrepare.message()));
  }

  private void stable(StableCheckpoint checkpoint) {
    checkpoint.proof().forEach(signed -> says(signed.message()));
  }

  private void says(Message statement) {
    if (heard.add(statement)) {
      oneVoice.says(statement.replica().index(), statement);
    }
  }
}
