package org.tetrarch.lab.adversary;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;

/** Fills what a careless replica would keep for later: each vote is for another sequence number. */
final class BeyondWatermarks extends Described {
  private static final int VOTES = 8;

  BeyondWatermarks() {
    super(
        "beyond-watermarks",
        "INV-11",
        "proposes and votes for sequence numbers far outside the window",
        "nothing: what is outside the watermarks is dropped, and no memory grows");
  }

  @Override
  public Malice begin(Means means) {
    long window = means.genesis().pbft().window();
    AtomicLong turn = new AtomicLong();
    return Speech.besideStatus(
        means,
        (to, status) -> {
          List<Envelope> votes = new ArrayList<>();
          for (int i = 0; i < VOTES; i++) {
            SequenceNumber far = status.executed().plus(window * 2 + turn.incrementAndGet());
            votes.add(Speech.say(means, vote(means, status, far)));
            votes.add(
                Speech.say(means, new Commit(status.view(), far, digest(status), self(means))));
          }
          votes.add(
              Speech.say(
                  means,
                  new Checkpoint(
                      status.executed().plus(window * 2 + turn.get()),
                      digest(status),
                      self(means))));
          return votes;
        });
  }

  private static Message vote(Means means, Status status, SequenceNumber far) {
    return means.replicas().primary(status.view()).equals(means.self())
        ? new PrePrepare(status.view(), far, digest(status), self(means))
        : new Prepare(status.view(), far, digest(status), self(means));
  }

  private static Digest digest(Status status) {
    return Falsehood.other(status.stable().state());
  }

  private static ReplicaId self(Means means) {
    return means.self();
  }
}
