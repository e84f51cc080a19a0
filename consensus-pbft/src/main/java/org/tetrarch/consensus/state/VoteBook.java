package org.tetrarch.consensus.state;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;

/**
 * INV-6: every vote this replica has signed above its stable checkpoint, restarts included. Asked
 * before each signature; a contradiction halts the replica before it is said.
 */
public final class VoteBook {
  private final Map<Vote, Digest> votes = new HashMap<>();

  private record Vote(Class<?> type, View view, SequenceNumber sequence) {}

  /**
   * Notes a vote that is about to be signed, or that the log shows was.
   *
   * @return what was signed before, if that contradicts it
   */
  public Optional<Digest> note(Message.Slotted message) {
    Vote vote = new Vote(message.getClass(), message.view(), message.sequence());
    Digest earlier = votes.putIfAbsent(vote, message.digest());
    return Optional.ofNullable(earlier).filter(digest -> !digest.equals(message.digest()));
  }

  boolean has(Message.Slotted message) {
    Vote vote = new Vote(message.getClass(), message.view(), message.sequence());
    return Optional.ofNullable(votes.get(vote)).filter(message.digest()::equals).isPresent();
  }

  int size() {
    return votes.size();
  }

  /** In how many views there are votes. */
  int views() {
    Set<View> views = new HashSet<>();
    votes.keySet().forEach(vote -> views.add(vote.view()));
    return views.size();
  }

  void forgetUpTo(SequenceNumber stable) {
    votes.keySet().removeIf(vote -> !vote.sequence().isAfter(stable));
  }
}
