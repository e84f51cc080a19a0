package org.tetrarch.consensus.message;

import java.util.List;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;

/**
 * PBFT §4.2: the proof that an assignment is prepared, a pre-prepare and q−1 matching prepares of
 * distinct backups, ascending by replica.
 */
public record PreparedCertificate(Signed<PrePrepare> prePrepare, List<Signed<Prepare>> prepares) {
  public PreparedCertificate {
    prepares = List.copyOf(prepares);
  }

  public View view() {
    return prePrepare.message().view();
  }

  public SequenceNumber sequence() {
    return prePrepare.message().sequence();
  }

  public Digest digest() {
    return prePrepare.message().digest();
  }
}
