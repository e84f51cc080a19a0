package org.tetrarch.lab.simulator.monitor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.ledger.certificate.Certificate;

/**
 * INV-6: a correct replica never signs two statements for one (type, view, sequence), whatever
 * crashes lie between. One that has lost its directory may ask for a view in other words than
 * before; its votes it must still not contradict.
 *
 * <p>Unless it lost them before any block was certified. Nobody can then prove to it that the
 * network has begun, and if those that it reaches have not got what it said, it takes itself for
 * new. It counts among the f that may be faulty.
 */
public final class OneVoice implements Monitor {
  private record Subject(List<Object> of) {}

  private final Map<Subject, Message> said = new HashMap<>();
  private final Set<Integer> losers = new HashSet<>();
  private final Set<Integer> excused = new HashSet<>();
  private boolean begun;

  @Override
  public void says(int replica, Message statement) {
    Subject subject = subject(replica, statement);
    if (subject == null) {
      return;
    }
    Message first = said.putIfAbsent(subject, statement);
    if (first != null && !first.equals(statement)) {
      throw new Violation(
          "INV-6", "replica %d says %s after %s".formatted(replica, statement, first));
    }
  }

  private @Nullable Subject subject(int replica, Message statement) {
    List<Object> of = new ArrayList<>(List.of(replica, statement.getClass()));
    switch (statement) {
      case Message.Slotted m -> of.addAll(List.of(m.view(), m.sequence()));
      case Checkpoint m -> of.add(m.sequence());
      case NewView m -> of.add(m.view());
      case ViewChange m -> {
        if (losers.contains(replica)) {
          return null;
        }
        of.add(m.view());
      }
      case Status m -> {
        // A replica reports its own position as often as it likes.
        return null;
      }
    }
    return new Subject(List.copyOf(of));
  }

  @Override
  public void certified(int replica, Certificate certificate) {
    begun();
  }

  /** A block is certified: whoever loses its directory from now on is excused of nothing. */
  public void begun() {
    begun = true;
  }

  @Override
  public void lostData(int replica) {
    losers.add(replica);
    if (!begun) {
      excused.add(replica);
      said.keySet().removeIf(subject -> subject.of().getFirst().equals(replica));
    }
  }

  /** Whether a replica may rightly be accused of having two voices, though it does not lie. */
  public boolean excuses(int replica) {
    return excused.contains(replica);
  }
}
