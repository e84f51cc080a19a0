package org.tetrarch.lab.adversary;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.wire.CertifiedBlock;
import org.tetrarch.node.wire.Frame;

/** Deceives a replica that asks it for blocks, in another way each time. */
final class LyingSync extends Described {
  LyingSync() {
    super(
        "lying-sync",
        "INV-8",
        "gives false blocks, certificates and heights to a replica that catches up",
        "who catches up refuses them, asks another peer, and ends at the blocks that all have");
  }

  private enum Kind {
    FALSE_BLOCK,
    FALSE_CERTIFICATE,
    FEWER_TRANSFERS,
    FALSE_HEIGHTS
  }

  private static final List<Kind> KINDS = List.of(Kind.values());

  @Override
  public Malice begin(Means means) {
    AtomicLong turn = new AtomicLong();
    return new Malice() {
      @Override
      public List<Frame> outgoing(ReplicaId to, Frame frame) {
        if (!(frame instanceof Frame.BlocksReply(List<CertifiedBlock> blocks))) {
          return List.of(frame);
        }
        Kind kind = KINDS.get((int) (turn.getAndIncrement() % KINDS.size()));
        return List.of(new Frame.BlocksReply(lie(kind, blocks)));
      }
    };
  }

  private static List<CertifiedBlock> lie(Kind kind, List<CertifiedBlock> blocks) {
    return switch (kind) {
      case FALSE_BLOCK -> blocks.stream().map(LyingSync::falseBlock).toList();
      case FALSE_CERTIFICATE -> blocks.stream().map(LyingSync::falselyCertified).toList();
      case FEWER_TRANSFERS -> blocks.stream().map(LyingSync::fewerTransfers).toList();
      case FALSE_HEIGHTS -> blocks.stream().map(LyingSync::higher).toList();
    };
  }

  private static CertifiedBlock falseBlock(CertifiedBlock honest) {
    Block block = honest.block();
    BlockHeader header =
        Blocks.withState(block.header(), Falsehood.other(block.header().stateRoot()));
    return new CertifiedBlock(new Block(header, block.transactions()), honest.certificate());
  }

  /** A false block with a certificate that names it and has the signatures of the true one. */
  private static CertifiedBlock falselyCertified(CertifiedBlock honest) {
    CertifiedBlock lie = falseBlock(honest);
    Optional<Certificate> certificate =
        honest
            .certificate()
            .map(c -> new Certificate(c.height(), lie.block().hash(), c.signatures()));
    return new CertifiedBlock(lie.block(), certificate);
  }

  private static CertifiedBlock fewerTransfers(CertifiedBlock honest) {
    Block block = honest.block();
    List<SignedTransaction> fewer =
        block.transactions().subList(0, Math.max(0, block.transactions().size() - 1));
    return new CertifiedBlock(new Block(block.header(), fewer), honest.certificate());
  }

  private static CertifiedBlock higher(CertifiedBlock honest) {
    Block block = honest.block();
    BlockHeader header = Blocks.withNumber(block.header(), block.number() + 1);
    return new CertifiedBlock(new Block(header, block.transactions()), honest.certificate());
  }
}
