package org.tetrarch.node.wire;

import java.util.ArrayList;
import java.util.List;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.ledger.transaction.SignedTransaction;

/** One message between two nodes. */
public sealed interface Frame {
  /** What PBFT says. */
  record Consensus(Envelope envelope) implements Frame {}

  /** Gossip: transactions that the sender has just taken into its pool. */
  record Transactions(List<SignedTransaction> transactions) implements Frame {
    /** Most in one frame. */
    public static final int MAX_COUNT = 4096;

    public Transactions {
      transactions = List.copyOf(transactions);
    }

    /** As few frames as hold all of them, in order. */
    public static List<Transactions> inFrames(List<SignedTransaction> transactions) {
      List<Transactions> frames = new ArrayList<>();
      List<SignedTransaction> current = new ArrayList<>();
      int bytes = 0;
      for (SignedTransaction transaction : transactions) {
        int size = transaction.size() + FrameKind.ITEM_PREFIX;
        if (current.size() == MAX_COUNT
            || bytes + size > FrameKind.TRANSACTIONS.maxBytes() - FrameKind.LIST_PREFIXES) {
          frames.add(new Transactions(current));
          current.clear();
          bytes = 0;
        }
        current.add(transaction);
        bytes += size;
      }
      if (!current.isEmpty()) {
        frames.add(new Transactions(current));
      }
      return frames;
    }
  }

  /** Asks for the batch of a digest that consensus knows. */
  record BatchRequest(Digest digest) implements Frame {}

  /** Answers {@link BatchRequest}. */
  record BatchReply(TransferBatch batch) implements Frame {}

  /**
   * Asks for executed blocks.
   *
   * @param fromHeight the first one wanted
   * @param max how many at most, from 1 to {@link BlocksReply#MAX_COUNT}
   */
  record BlocksRequest(long fromHeight, int max) implements Frame {
    public BlocksRequest {
      if (fromHeight < 0 || max < 1 || max > BlocksReply.MAX_COUNT) {
        throw new IllegalArgumentException("asked for " + max + " blocks from " + fromHeight);
      }
    }
  }

  /**
   * Answers {@link BlocksRequest}: the first of the wanted blocks, by rising height; maybe none.
   */
  record BlocksReply(List<CertifiedBlock> blocks) implements Frame {
    /** Most in one frame. */
    public static final int MAX_COUNT = 512;

    public BlocksReply {
      blocks = List.copyOf(blocks);
    }

    /** Takes blocks for as long as they fit one frame; a valid block alone always fits. */
    public static final class Page {
      private final List<CertifiedBlock> taken = new ArrayList<>();
      private int bytes = FrameKind.LIST_PREFIXES;

      /** Returns false when there is no room for the block, which is then not taken. */
      public boolean add(CertifiedBlock block) {
        int size = block.size();
        if (taken.size() == MAX_COUNT || bytes + size > FrameKind.BLOCKS_REPLY.maxBytes()) {
          return false;
        }
        bytes += size;
        return taken.add(block);
      }

      public BlocksReply reply() {
        return new BlocksReply(taken);
      }
    }
  }
}
