package org.tetrarch.node.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.genesis.network.NewNetwork;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.node.wire.ConsensusKeys;

/** INV-14: a file names who lied to whoever holds the genesis file, and no other file does. */
class EvidenceFileTest {
  private final NewNetwork network = DevelopmentNetwork.create(4, 1);
  private final Genesis genesis = network.genesis();
  private final EvidenceFile files = new EvidenceFile(genesis);

  private <M extends Message> Signed<M> signed(M message) {
    int index = message.replica().index();
    return new ConsensusKeys(
            genesis.signingDomain(),
            genesis.validators().stream().map(v -> v.publicKey()).toList(),
            message.replica(),
            network.nodes().get(index).key())
        .signed(message);
  }

  private static Digest digest(int of) {
    byte[] bytes = new byte[Digest.LENGTH];
    bytes[0] = (byte) of;
    return Digest.of(bytes);
  }

  private Signed<Commit> commit(int replica, int digest) {
    return signed(
        new Commit(View.of(3), SequenceNumber.of(17), digest(digest), ReplicaId.of(replica)));
  }

  private Signed<Checkpoint> checkpoint(int replica, int block) {
    return signed(new Checkpoint(SequenceNumber.of(17), digest(block), ReplicaId.of(replica)));
  }

  private String twoCommits() throws MalformedException {
    return files.write(List.of(commit(2, 1), commit(2, 2)));
  }

  @Test
  void twoStatementsNameTheirSignerByNameAndAddress() throws MalformedException {
    assertThat(files.verify(twoCommits()))
        .singleElement()
        .satisfies(
            culprit -> {
              assertThat(culprit.replica()).isEqualTo(2);
              assertThat(culprit.name()).isEqualTo(genesis.validators().get(2).name());
              assertThat(culprit.lie()).isEqualTo("commit, view 3, sequence 17");
            });
  }

  @Test
  void twoCertificatesForOneHeightNameMoreThanFLiars() throws MalformedException {
    List<Signed<? extends Message>> votes = new ArrayList<>();
    IntStream.of(0, 1, 2).forEach(i -> votes.add(checkpoint(i, 1)));
    IntStream.of(1, 2, 3).forEach(i -> votes.add(checkpoint(i, 2)));
    assertThat(files.verify(files.write(votes)))
        .extracting(EvidenceFile.Culprit::replica)
        .containsExactly(1, 2)
        .hasSizeGreaterThan(genesis.f());
  }

  @Test
  void aChangeOfAnyByteMakesItProveNothing() throws MalformedException {
    byte[] bytes = twoCommits().getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      String text = new String(changed, StandardCharsets.ISO_8859_1);
      assertThatThrownBy(() -> files.verify(text))
          .as("byte %d", at)
          .isInstanceOf(MalformedException.class);
    }
    assertThatThrownBy(() -> files.verify(twoCommits() + "\n"))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void whatIsWrongIsSaid() throws MalformedException {
    String text = twoCommits();
    assertThatThrownBy(() -> files.verify(text.replace("\"replica\" : 2", "\"replica\" : 3")))
        .hasMessageContaining("line 6")
        .hasMessageContaining("somebody has changed the file");
    assertThatThrownBy(() -> files.verify("{}")).hasMessageContaining("no evidence file");
    Genesis other = DevelopmentNetwork.create(5, 1).genesis();
    assertThatThrownBy(() -> new EvidenceFile(other).verify(text))
        .hasMessageContaining("the genesis file makes chain");
  }

  @Test
  void whatDoesNotContradictItselfOrIsNotSignedIsNotWritten() {
    assertThatThrownBy(() -> files.write(List.of(commit(2, 1), commit(3, 2))))
        .hasMessageContaining("contradict each other in nothing");
    Signed<Commit> forged = new Signed<>(commit(1, 2).message(), commit(2, 2).signature());
    assertThatThrownBy(() -> files.write(List.of(commit(1, 1), forged)))
        .hasMessageContaining("not signed by replica 1");
  }
}
