package org.tetrarch.consensus.cluster;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.number.SequenceNumber;

/** The blocks that one replica has executed, each a list of requests; they survive a crash. */
final class Chain {
  private final TreeMap<SequenceNumber, Digest> states = new TreeMap<>();
  private final TreeMap<SequenceNumber, List<Integer>> blocks = new TreeMap<>();
  private final TreeSet<Integer> done = new TreeSet<>();

  Chain() {
    clear();
  }

  void clear() {
    states.clear();
    blocks.clear();
    done.clear();
    states.put(SequenceNumber.GENESIS, Cluster.GENESIS);
  }

  /** Executes the next block; the digest of the state after it depends on all before it. */
  Digest append(SequenceNumber sequence, List<Integer> requests) {
    if (!head().next().equals(sequence)) {
      throw new AssertionError("executes " + sequence + " after " + head());
    }
    Digest next = TestBatch.sha256(states.lastEntry().getValue().hashCode() + ":" + requests);
    states.put(sequence, next);
    blocks.put(sequence, requests);
    // What a view change ordered twice is executed once.
    done.addAll(requests);
    return next;
  }

  SequenceNumber head() {
    return states.lastKey();
  }

  boolean has(SequenceNumber sequence) {
    return states.containsKey(sequence);
  }

  Digest stateAt(SequenceNumber sequence) {
    return states.get(sequence);
  }

  SortedMap<SequenceNumber, Digest> states() {
    return states;
  }

  SortedMap<SequenceNumber, List<Integer>> blocks() {
    return blocks;
  }

  boolean hasExecuted(int request) {
    return done.contains(request);
  }
}
