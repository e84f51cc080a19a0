package org.tetrarch.lab.simulator;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.network.FrameInspector;
import org.tetrarch.node.network.RawFrame;

/**
 * The edge of all nodes of a run. It looks at a frame as production does, but once for all who get
 * it and for each time it comes: what it finds depends on the bytes and on who sent them alone.
 */
final class SharedInspector {
  private static final int REMEMBERED = 1 << 11;

  /** Many frames differ late, in the signature: the hash of all bytes is worked out once. */
  private static final class Sent {
    private final ReplicaId from;
    private final byte[] content;
    private final int hash;

    Sent(ReplicaId from, byte[] content) {
      this.from = from;
      this.content = content;
      hash = 31 * Arrays.hashCode(content) + from.index();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Sent sent
          && hash == sent.hash
          && from.equals(sent.from)
          && Arrays.equals(content, sent.content);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private final FrameInspector inspector;
  private final Map<Sent, FrameInspector.Finding> found =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sent, FrameInspector.Finding> eldest) {
          return size() > REMEMBERED;
        }
      };

  SharedInspector(FrameInspector inspector) {
    this.inspector = inspector;
  }

  FrameInspector.Finding inspect(ReplicaId from, RawFrame frame) {
    return found.computeIfAbsent(
        new Sent(from, frame.bytes()), sent -> inspector.inspect(from, frame));
  }
}
