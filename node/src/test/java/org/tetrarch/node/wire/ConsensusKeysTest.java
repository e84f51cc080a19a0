package org.tetrarch.node.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.SignatureBytes;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.certificate.CheckpointStatement;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.PublicKey;
import org.tetrarch.ledger.crypto.Signature;

class ConsensusKeysTest {
  private static final SigningDomain DOMAIN =
      new SigningDomain(Samples.CHAIN_ID, new Samples(1).hash());
  private static final List<PublicKey> VALIDATORS =
      IntStream.range(0, 4).mapToObj(i -> Samples.key(i).publicKey()).toList();
  private static final Digest DIGEST = new Samples(2).digest();
  private static final ReplicaId ONE = ReplicaId.of(1);

  private final ConsensusKeys replica1 = keys(1);
  private final ConsensusKeys replica2 = keys(2);

  private static ConsensusKeys keys(int index) {
    return new ConsensusKeys(DOMAIN, VALIDATORS, ReplicaId.of(index), Samples.key(index));
  }

  private static Prepare prepare(int replica) {
    return new Prepare(View.of(3), SequenceNumber.of(9), DIGEST, ReplicaId.of(replica));
  }

  @Test
  void anyReplicaAcceptsWhatTheNamedOneSigned() {
    Signed<Prepare> signed = replica1.signed(prepare(1));
    assertThat(replica2.valid(signed)).isTrue();
    assertThat(replica2.valid(signed)).as("from memory").isTrue();
  }

  @Test
  void aSignatureIsValidForItsOwnStatementOnly() {
    SignatureBytes signature = replica1.sign(prepare(1));
    Commit commit = new Commit(View.of(3), SequenceNumber.of(9), DIGEST, ONE);
    Prepare other = new Prepare(View.of(4), SequenceNumber.of(9), DIGEST, ONE);
    assertThat(replica2.valid(new Signed<>(commit, signature))).isFalse();
    assertThat(replica2.valid(new Signed<>(other, signature))).isFalse();
    assertThat(replica2.valid(new Signed<>(prepare(2), signature))).isFalse();
  }

  @Test
  void aCheckpointDoesNotCountForAnotherReplicaThoughAllSignTheSameBytes() {
    Checkpoint own = new Checkpoint(SequenceNumber.of(5), DIGEST, ONE);
    Checkpoint others = new Checkpoint(SequenceNumber.of(5), DIGEST, ReplicaId.of(2));
    Signed<Checkpoint> signed = replica1.signed(own);
    assertThat(replica2.valid(signed)).isTrue();
    assertThat(replica2.valid(new Signed<>(others, signed.signature()))).isFalse();
  }

  @Test
  void nothingSignedIsValidOnAnotherChain() {
    SigningDomain elsewhere = new SigningDomain(Samples.CHAIN_ID + 1, DOMAIN.genesisHash());
    ConsensusKeys foreign = new ConsensusKeys(elsewhere, VALIDATORS, ONE, Samples.key(1));
    assertThat(replica2.valid(foreign.signed(prepare(1)))).isFalse();
  }

  @Test
  void aWrongParityIsRefusedBecauseLightClientsWouldRefuseIt() {
    Signed<Prepare> signed = replica1.signed(prepare(1));
    byte[] bytes = signed.signature().toBytes();
    bytes[Signature.SIZE - 1] ^= 1;
    assertThat(replica2.valid(new Signed<>(signed.message(), SignatureBytes.of(bytes)))).isFalse();
  }

  @Test
  void whatIsNoSignatureIsRefusedNotThrown() {
    for (int size : new int[] {0, 1, 64, 65, 128}) {
      SignatureBytes zeros = SignatureBytes.of(new byte[size]);
      assertThat(replica2.valid(new Signed<>(prepare(1), zeros))).isFalse();
    }
    assertThat(replica2.valid(new Signed<>(prepare(4), replica1.sign(prepare(1))))).isFalse();
  }

  @Test
  void aReplicaSignsForItselfAloneAndWithItsOwnKey() {
    assertThatThrownBy(() -> replica1.sign(prepare(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ConsensusKeys(DOMAIN, VALIDATORS, ONE, Samples.key(2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void checkpointsAreSignedAsTheLedgersStatement() {
    Checkpoint checkpoint = new Checkpoint(SequenceNumber.of(5), DIGEST, ONE);
    Hash block = Hash.of(DIGEST.toBytes());
    assertThat(ConsensusKeys.signingHash(DOMAIN, checkpoint))
        .isEqualTo(CheckpointStatement.of(DOMAIN, 5, block).signingHash());
  }

  @Test
  void aStableCheckpointIsACertificateThatLightClientsAccept() {
    SequenceNumber sequence = SequenceNumber.of(5);
    List<Signed<Checkpoint>> proof =
        IntStream.of(0, 2, 3)
            .mapToObj(i -> keys(i).signed(new Checkpoint(sequence, DIGEST, ReplicaId.of(i))))
            .toList();
    StableCheckpoint stable = new StableCheckpoint(sequence, DIGEST, proof);

    Certificate certificate = Certificates.toLedger(stable);

    List<Address> addresses = VALIDATORS.stream().map(PublicKey::address).toList();
    assertThat(certificate.verify(DOMAIN, addresses, 3)).isEmpty();
    assertThat(Certificates.fromLedger(certificate)).isEqualTo(stable);
  }
}
