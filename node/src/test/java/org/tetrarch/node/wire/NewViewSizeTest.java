package org.tetrarch.node.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.SignatureBytes;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.quorum.ReplicaSet;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.PbftParameters;
import org.tetrarch.ledger.crypto.Signature;

/** PBFT §4.4: every VIEW-CHANGE full to the high watermark, with the longest numbers there are. */
class NewViewSizeTest {
  private static final View VIEW = View.of(Long.MAX_VALUE - 1);
  private static final long LAST = Long.MAX_VALUE - 1;
  private static final Digest DIGEST = Digest.of(filled(Digest.LENGTH));

  private final FrameCodec codec = new FrameCodec(Samples.cache());

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 7, 10, 22, 31, 64, 100, Genesis.MAX_VALIDATORS})
  void theLargestThatAGenesisAllowsFitsItsFrameAndUsesIt(int n) {
    int quorum = Genesis.quorumOf(n);
    int window = PbftParameters.widestWindow(quorum);

    int newView = size(newView(n, quorum, window));
    int viewChange = size(viewChange(0, quorum, window).message());

    assertThat(newView).isLessThanOrEqualTo(FrameKind.NEW_VIEW.maxBytes());
    assertThat(viewChange).isLessThanOrEqualTo(FrameKind.STATEMENT.maxBytes());
    if (window < 1_024) {
      assertThat(size(newView(n, quorum, window + window / 5 + 1)))
          .as("the bound is not much lower than it need be")
          .isGreaterThan(FrameKind.NEW_VIEW.maxBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 10, 64, Genesis.MAX_VALIDATORS})
  void consensusCountsTheSameQuorum(int n) {
    assertThat(Genesis.quorumOf(n)).isEqualTo(new ReplicaSet(n).quorum());
  }

  private int size(Message message) {
    return codec.encode(new Frame.Consensus(new Envelope.Statement(signed(message)))).length;
  }

  private static NewView newView(int n, int quorum, int window) {
    return new NewView(
        VIEW,
        list(quorum, i -> viewChange(n - quorum + i, quorum, window)),
        list(window, i -> signed(new PrePrepare(VIEW, sequence(window, i), DIGEST, id(n - 1)))),
        id(n - 1));
  }

  private static Signed<ViewChange> viewChange(int replica, int quorum, int window) {
    StableCheckpoint stable =
        new StableCheckpoint(
            SequenceNumber.of(LAST - window),
            DIGEST,
            list(
                quorum,
                i -> signed(new Checkpoint(SequenceNumber.of(LAST - window), DIGEST, id(i)))));
    return signed(
        new ViewChange(
            VIEW,
            stable,
            list(window, i -> certificate(quorum, sequence(window, i))),
            id(replica)));
  }

  private static PreparedCertificate certificate(int quorum, SequenceNumber sequence) {
    View before = View.of(VIEW.number() - 1);
    return new PreparedCertificate(
        signed(new PrePrepare(before, sequence, DIGEST, id(quorum))),
        list(quorum - 1, i -> signed(new Prepare(before, sequence, DIGEST, id(i)))));
  }

  private static SequenceNumber sequence(int window, int i) {
    return SequenceNumber.of(LAST - window + 1 + i);
  }

  private static ReplicaId id(int index) {
    return ReplicaId.of(index);
  }

  private static <M extends Message> Signed<M> signed(M message) {
    return new Signed<>(message, SignatureBytes.of(filled(Signature.SIZE)));
  }

  private static byte[] filled(int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) 0xff);
    return bytes;
  }

  private static <T> List<T> list(int size, IntFunction<T> element) {
    return IntStream.range(0, size).mapToObj(element).toList();
  }
}
