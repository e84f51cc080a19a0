package org.tetrarch.node.wire;

import java.util.Optional;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.NewView;

/**
 * What kind of frame follows, told by its first byte, so that its size is bounded before its
 * content is read.
 */
public enum FrameKind {
  /** No content: says that the connection is alive. */
  KEEPALIVE(0, 1),
  STATEMENT(1, 1 << 20),
  /** A NEW-VIEW, which alone of all statements holds a quorum of large ones. */
  NEW_VIEW(2, 1 << 22),
  PROPOSAL(3, 1 << 22),
  TRANSACTIONS(4, 1 << 20),
  BATCH_REQUEST(5, 64),
  BATCH_REPLY(6, 1 << 22),
  BLOCKS_REQUEST(7, 64),
  BLOCKS_REPLY(8, 1 << 22);

  /** Largest frame of any kind, the byte for the kind included. */
  public static final int MAX_BYTES = 1 << 22;

  /** Above what the lists around the items of a frame need. */
  static final int LIST_PREFIXES = 64;

  /** Above what the prefix of a string or list within a frame needs. */
  static final int ITEM_PREFIX = 5;

  private final int code;
  private final int maxBytes;

  FrameKind(int code, int maxBytes) {
    this.code = code;
    this.maxBytes = maxBytes;
  }

  public int code() {
    return code;
  }

  /** Largest frame of this kind, the byte for the kind included. */
  public int maxBytes() {
    return maxBytes;
  }

  /** Whether the frame carries what consensus says. */
  public boolean isConsensus() {
    return this == STATEMENT || this == NEW_VIEW || this == PROPOSAL;
  }

  public static Optional<FrameKind> of(int code) {
    return code >= 0 && code < BY_CODE.length ? Optional.of(BY_CODE[code]) : Optional.empty();
  }

  static FrameKind of(Frame frame) {
    return switch (frame) {
      case Frame.Consensus(Envelope envelope) -> of(envelope);
      case Frame.Transactions f -> TRANSACTIONS;
      case Frame.BatchRequest f -> BATCH_REQUEST;
      case Frame.BatchReply f -> BATCH_REPLY;
      case Frame.BlocksRequest f -> BLOCKS_REQUEST;
      case Frame.BlocksReply f -> BLOCKS_REPLY;
    };
  }

  static FrameKind of(Envelope envelope) {
    return switch (envelope) {
      case Envelope.Proposal p -> PROPOSAL;
      case Envelope.Statement s -> s.signed().message() instanceof NewView ? NEW_VIEW : STATEMENT;
    };
  }

  /** The codes are the positions. */
  private static final FrameKind[] BY_CODE = values();
}
