package org.tetrarch.node.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Keccak;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpException;
import org.tetrarch.ledger.rlp.RlpItem;
import org.tetrarch.ledger.rlp.RlpWriter;

/**
 * Where the consensus log begins after pruning.
 *
 * @param first index of the first record that is kept in the chain
 * @param previous chain hash of the record before it
 * @param carried records from before it that still count, oldest first: of each kind that concerns
 *     no single slot, the newest
 */
record LogBase(long first, Hash previous, List<byte[]> carried) {
  static final LogBase START = new LogBase(0, Hash.ZERO, List.of());

  /** keccak(content), then content = rlp([first, previous, [record, …]]). */
  byte[] encoded() {
    RlpWriter writer = new RlpWriter().beginList().add(first).add(previous).beginList();
    carried.forEach(writer::add);
    byte[] content = writer.endList().endList().toBytes();
    byte[] encoded = Arrays.copyOf(Keccak.hash(content).toBytes(), Hash.SIZE + content.length);
    System.arraycopy(content, 0, encoded, Hash.SIZE, content.length);
    return encoded;
  }

  static LogBase decode(byte[] encoded) throws MalformedException {
    if (encoded.length < Hash.SIZE) {
      throw new RlpException("log base of " + encoded.length + " bytes");
    }
    byte[] content = Arrays.copyOfRange(encoded, Hash.SIZE, encoded.length);
    if (!Keccak.hash(content).equals(Hash.of(encoded, 0))) {
      throw new MalformedException("log base does not match its hash");
    }
    List<RlpItem> fields = Rlp.decode(content).list(3);
    List<byte[]> carried = new ArrayList<>();
    for (RlpItem record : fields.get(2).asList()) {
      carried.add(record.asBytes());
    }
    return new LogBase(fields.get(0).asLong(), fields.get(1).asHash(), carried);
  }
}
