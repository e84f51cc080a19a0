package org.tetrarch.lab.simulator;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.network.FrameInspector;
import org.tetrarch.node.network.RawFrame;

/**
 * The edge of all nodes of a run. It looks at a frame as production does, but once for all who get
 * it and for each time it comes: what there is to find depends on the bytes alone.
 */
final class SharedInspector {
  private static final int REMEMBERED = 1 << 11;

  /** Many frames differ late, in the signature: the hash of all bytes is worked out once. */
  private static final class Content {
    private final byte[] bytes;
    private final int hash;

    Content(byte[] bytes) {
      this.bytes = bytes;
      hash = Arrays.hashCode(bytes);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Content that && hash == that.hash && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private final FrameInspector inspector;
  private final Map<Content, FrameInspector.Finding> found =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Content, FrameInspector.Finding> eldest) {
          return size() > REMEMBERED;
        }
      };

  SharedInspector(FrameInspector inspector) {
    this.inspector = inspector;
  }

  FrameInspector.Finding inspect(ReplicaId from, ReplicaId self, RawFrame frame) {
    FrameInspector.Finding finding =
        found.computeIfAbsent(new Content(frame.bytes()), content -> inspector.examine(frame));
    return FrameInspector.heard(from, self, finding);
  }
}
