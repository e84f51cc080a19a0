package org.tetrarch.node.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpException;
import org.tetrarch.ledger.rlp.RlpItem;
import org.tetrarch.ledger.rlp.RlpWriter;
import org.tetrarch.ledger.transaction.SignedTransaction;

/**
 * Frames as bytes: one for the {@link FrameKind}, then canonical RLP. Whatever carries them says
 * their length. Any thread.
 */
public final class FrameCodec {
  private static final int TYPICAL_VOTE = 160;

  private final ConsensusCodec consensus;
  private final TransactionCache transactions;

  public FrameCodec(TransactionCache transactions) {
    this.transactions = transactions;
    this.consensus = new ConsensusCodec(transactions);
  }

  /** Does not look at the limit of the kind, which the sender of the bytes must do. */
  public byte[] encode(Frame frame) {
    RlpWriter out = new RlpWriter(TYPICAL_VOTE);
    out.addEncoded(new byte[] {(byte) FrameKind.of(frame).code()});
    switch (frame) {
      case Frame.Consensus(Envelope envelope) -> consensus.write(envelope, out);
      case Frame.Transactions(List<SignedTransaction> list) -> {
        out.beginList();
        for (SignedTransaction transaction : list) {
          transaction.writeTo(out);
        }
        out.endList();
      }
      case Frame.BatchRequest request -> out.add(request.digest().toBytes());
      case Frame.BatchReply(TransferBatch batch) -> batch.writeTo(out);
      case Frame.BlocksRequest(long from, int max) -> out.beginList().add(from).add(max).endList();
      case Frame.BlocksReply(List<CertifiedBlock> blocks) -> {
        out.beginList();
        blocks.forEach(block -> write(block, out));
        out.endList();
      }
    }
    return out.toBytes();
  }

  /** A block is rlp([block]) or, with its certificate, rlp([block, certificate]). */
  private static void write(CertifiedBlock block, RlpWriter out) {
    out.beginList().addEncoded(block.block().encoded());
    block.certificate().ifPresent(certificate -> out.addEncoded(certificate.encoded()));
    out.endList();
  }

  /**
   * Decodes a frame of any kind but {@link FrameKind#KEEPALIVE}, which says nothing. Every
   * transaction in gossip and batches has a sender; those of blocks were not looked at, because
   * execution of a certified block proves them.
   */
  public Frame decode(byte[] bytes) throws MalformedException {
    FrameKind kind = kind(bytes);
    RlpItem content = Rlp.decode(bytes, 1);
    return switch (kind) {
      case KEEPALIVE -> throw new MalformedException("a keep-alive has no content");
      case STATEMENT, NEW_VIEW, PROPOSAL -> consensus(kind, content);
      case TRANSACTIONS -> transactions(content);
      case BATCH_REQUEST -> new Frame.BatchRequest(StatementReader.digest(content));
      case BATCH_REPLY -> new Frame.BatchReply(TransferBatch.decode(content, transactions));
      case BLOCKS_REQUEST -> blocksRequest(content);
      case BLOCKS_REPLY -> blocksReply(content);
    };
  }

  private static FrameKind kind(byte[] bytes) throws MalformedException {
    if (bytes.length == 0) {
      throw new MalformedException("empty frame");
    }
    FrameKind kind =
        FrameKind.of(bytes[0]).orElseThrow(() -> new MalformedException("unknown kind of frame"));
    if (bytes.length > kind.maxBytes()) {
      throw new MalformedException("frame of " + bytes.length + " bytes is beyond its limit");
    }
    return kind;
  }

  private Frame consensus(FrameKind kind, RlpItem content) throws MalformedException {
    Envelope envelope = consensus.decodeEnvelope(content);
    if (FrameKind.of(envelope) != kind) {
      throw new MalformedException("frame that holds another kind than it says");
    }
    return new Frame.Consensus(envelope);
  }

  private Frame transactions(RlpItem content) throws MalformedException {
    List<RlpItem> items = bounded(content, Frame.Transactions.MAX_COUNT);
    List<SignedTransaction> decoded = new ArrayList<>(items.size());
    for (RlpItem item : items) {
      decoded.add(transactions.decode(item));
    }
    return new Frame.Transactions(decoded);
  }

  private static Frame blocksRequest(RlpItem content) throws MalformedException {
    List<RlpItem> fields = content.list(2);
    int max = fields.get(1).asInt();
    if (max < 1 || max > Frame.BlocksReply.MAX_COUNT) {
      throw new RlpException("asks for " + max + " blocks");
    }
    return new Frame.BlocksRequest(fields.get(0).asLong(), max);
  }

  private static Frame blocksReply(RlpItem content) throws MalformedException {
    List<CertifiedBlock> blocks = new ArrayList<>();
    for (RlpItem item : bounded(content, Frame.BlocksReply.MAX_COUNT)) {
      List<RlpItem> parts = bounded(item, 2);
      if (parts.isEmpty()) {
        throw new RlpException("a block without content");
      }
      Optional<Certificate> certificate =
          parts.size() == 1 ? Optional.empty() : Optional.of(Certificate.decode(parts.getLast()));
      blocks.add(new CertifiedBlock(Block.decode(parts.getFirst()), certificate));
    }
    return new Frame.BlocksReply(blocks);
  }

  private static List<RlpItem> bounded(RlpItem list, int limit) throws RlpException {
    List<RlpItem> items = list.asList();
    if (items.size() > limit) {
      throw new RlpException("list of more than " + limit);
    }
    return items;
  }
}
