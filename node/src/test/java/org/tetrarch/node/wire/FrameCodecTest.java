package org.tetrarch.node.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.rlp.RlpWriter;
import org.tetrarch.ledger.transaction.SignedTransaction;

class FrameCodecTest {
  private final FrameCodec codec = new FrameCodec(Samples.cache());

  @Test
  void everyFrameSurvivesItsEncoding() throws Exception {
    CodecProperties.roundTrip(500, Samples::frame, codec::encode, codec::decode);
  }

  @Test
  void garbledFramesAreRefusedByTheCheckedExceptionAlone() {
    int refused =
        CodecProperties.garbledBytesAreRefusedOrCanonical(
            60_000, Samples::frame, codec::encode, codec::decode);
    assertThat(refused).isGreaterThan(10_000);
  }

  @Test
  void bytesOfNoKindAreRefused() {
    for (byte[] bytes : List.of(new byte[0], new byte[] {0}, new byte[] {9, 0}, new byte[] {-1})) {
      assertThatThrownBy(() -> codec.decode(bytes)).isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void aFrameBeyondTheLimitOfItsKindIsRefusedUnread() {
    byte[] bytes = new byte[FrameKind.BATCH_REQUEST.maxBytes() + 1];
    bytes[0] = (byte) FrameKind.BATCH_REQUEST.code();
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("beyond its limit");
  }

  @Test
  void aStatementIsRefusedInTheRoomOfANewView() {
    Samples samples = new Samples(1);
    Envelope envelope = samples.envelope();
    while (!(envelope instanceof Envelope.Statement)
        || envelope.signed().message() instanceof NewView) {
      envelope = samples.envelope();
    }
    byte[] bytes = codec.encode(new Frame.Consensus(envelope));
    bytes[0] = (byte) FrameKind.NEW_VIEW.code();
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("another kind");
  }

  @Test
  void moreTransactionsThanTheBoundAreRefusedUnread() {
    RlpWriter writer =
        new RlpWriter().addEncoded(new byte[] {(byte) FrameKind.TRANSACTIONS.code()}).beginList();
    for (int i = 0; i <= Frame.Transactions.MAX_COUNT; i++) {
      writer.add(new byte[9]);
    }
    byte[] bytes = writer.endList().toBytes();
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("more than 4096");
  }

  @Test
  void gossipOfAnyLengthIsCutIntoFramesThatFit() throws Exception {
    SignedTransaction one = Samples.transaction(2, Samples.CHAIN_ID);
    for (int count : new int[] {0, 1, 4096, 4097, 20_000}) {
      List<SignedTransaction> all = Collections.nCopies(count, one);
      List<SignedTransaction> sent = new ArrayList<>();
      for (Frame.Transactions frame : Frame.Transactions.inFrames(all)) {
        byte[] bytes = codec.encode(frame);
        assertThat(bytes.length).isLessThanOrEqualTo(FrameKind.TRANSACTIONS.maxBytes());
        sent.addAll(((Frame.Transactions) codec.decode(bytes)).transactions());
      }
      assertThat(sent).isEqualTo(all);
    }
  }

  @Test
  void aReplyTakesAsManyBlocksAsFit() throws Exception {
    Samples samples = new Samples(4);
    List<SignedTransaction> many =
        Collections.nCopies(10_000, Samples.transaction(2, Samples.CHAIN_ID));
    Block large = samples.block(many);
    CertifiedBlock block = new CertifiedBlock(large, Optional.of(samples.certificate()));

    Frame.BlocksReply.Page page = new Frame.BlocksReply.Page();
    while (page.add(block)) {
      assertThat(page.reply().blocks()).hasSizeLessThan(9);
    }
    Frame.BlocksReply reply = page.reply();

    assertThat(reply.blocks()).hasSize(FrameKind.BLOCKS_REPLY.maxBytes() / large.size());
    assertThat(codec.encode(reply).length).isLessThanOrEqualTo(FrameKind.BLOCKS_REPLY.maxBytes());
  }
}
