package org.tetrarch.node.storage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Keccak;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpItem;
import org.tetrarch.ledger.rlp.RlpWriter;
import org.tetrarch.node.wire.ConsensusCodec;

/**
 * Proofs of misbehaviour, kept for good: one for each culprit and subject, and no more of one
 * culprit than {@value #MAX_PER_CULPRIT}, since a liar could make any number. Any thread.
 */
public final class EvidenceStore {
  public static final int MAX_PER_CULPRIT = 1000;

  private static final char EVIDENCE = 'e';
  private static final int PAGE = 256;

  private final KeyValueStore store;
  private final ConsensusCodec codec;
  private final List<Kept> kept = new ArrayList<>();
  private final Map<Integer, Set<String>> subjects = new HashMap<>();

  /**
   * @param discoveredAtMillis Unix time at which this node held both statements
   */
  public record Kept(Evidence evidence, long discoveredAtMillis) {}

  private EvidenceStore(KeyValueStore store, ConsensusCodec codec) {
    this.store = store;
    this.codec = codec;
  }

  /** Reads what is there; throws when a piece is not as it was written. */
  public static EvidenceStore open(KeyValueStore store, ConsensusCodec codec)
      throws StorageException {
    EvidenceStore evidence = new EvidenceStore(store, codec);
    byte[] prefix = Keys.of(EVIDENCE);
    byte[] from = prefix;
    List<KeyValueStore.Entry> page;
    do {
      page = store.scan(prefix, from, PAGE);
      for (KeyValueStore.Entry entry : page) {
        evidence.note(evidence.decode(entry.value()));
        from = Keys.after(entry.key());
      }
    } while (!page.isEmpty());
    evidence.kept.sort(Comparator.comparingLong(Kept::discoveredAtMillis));
    return evidence;
  }

  private Kept decode(byte[] value) throws StorageException {
    try {
      List<RlpItem> fields = Rlp.decode(value).list(2);
      Evidence evidence = codec.decodeEvidence(fields.get(1).asBytes());
      return new Kept(evidence, fields.get(0).asLong());
    } catch (MalformedException e) {
      throw new StorageException(
          StorageException.Reason.CORRUPTED,
          "stored evidence cannot be read: " + e.getMessage(),
          e);
    }
  }

  /**
   * Keeps a piece of evidence.
   *
   * @return false, and nothing is written, when there is one for this culprit and subject already,
   *     or enough of this culprit
   */
  public synchronized boolean put(Evidence evidence, long nowMillis) throws StorageException {
    Set<String> known = subjects.getOrDefault(evidence.culprit().index(), Set.of());
    if (known.contains(evidence.subject()) || known.size() >= MAX_PER_CULPRIT) {
      return false;
    }
    byte[] value =
        new RlpWriter().beginList().add(nowMillis).add(codec.encode(evidence)).endList().toBytes();
    // One piece convicts; a sync for each further one would let the liar slow this node down.
    KeyValueStore.Durability durability =
        known.isEmpty() ? KeyValueStore.Durability.SYNCED : KeyValueStore.Durability.BUFFERED;
    store.write(new WriteBatch().put(key(evidence), value), durability);
    note(new Kept(evidence, nowMillis));
    return true;
  }

  private void note(Kept piece) {
    kept.add(piece);
    subjects
        .computeIfAbsent(piece.evidence().culprit().index(), culprit -> new HashSet<>())
        .add(piece.evidence().subject());
  }

  private static byte[] key(Evidence evidence) {
    byte[] subject = evidence.subject().getBytes(StandardCharsets.UTF_8);
    return Keys.of(
        EVIDENCE, Keys.number(evidence.culprit().index()), Keccak.hash(subject).toBytes());
  }

  /** How many pieces there are. */
  public synchronized int size() {
    return kept.size();
  }

  /** All pieces, oldest first. */
  public synchronized List<Kept> list() {
    return List.copyOf(kept);
  }
}
