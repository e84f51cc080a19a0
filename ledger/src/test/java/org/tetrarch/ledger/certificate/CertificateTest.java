package org.tetrarch.ledger.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.SeededRandom;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Keccak;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.crypto.Signature;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpItem;

class CertificateTest {
  private static final int QUORUM = 3;

  private final Random random = SeededRandom.create(CertificateTest.class);
  private final List<PrivateKey> keys =
      Stream.generate(() -> PrivateKey.fromEntropy(SeededRandom.bytes(random, 40)))
          .limit(4)
          .toList();
  private final List<Address> validators = keys.stream().map(PrivateKey::address).toList();
  private final SigningDomain domain = new SigningDomain(770077, hash("genesis"));
  private final Hash blockHash = hash("block");

  @Test
  void aQuorumOfDistinctValidatorsCertifies() {
    assertThat(certificate(0, 1, 2).verify(domain, validators, QUORUM)).isEmpty();
    assertThat(certificate(0, 1, 2, 3).verify(domain, validators, QUORUM)).isEmpty();
  }

  @Test
  void fewerThanAQuorumDoNot() {
    assertThat(certificate(0, 3).verify(domain, validators, QUORUM))
        .contains("certificate of block 42 has 2 signatures, 3 are needed");
  }

  @Test
  void oneKeyUnderSeveralIndicesIsNotAQuorum() {
    SortedMap<Integer, Signature> signatures = new TreeMap<>();
    for (int index = 0; index < QUORUM; index++) {
      signatures.put(index, sign(keys.get(0), domain, 42, blockHash));
    }
    assertThat(new Certificate(42, blockHash, signatures).verify(domain, validators, QUORUM))
        .contains("certificate of block 42 has a signature that is not of validator 1");
  }

  @Test
  void strangersAndUnknownIndicesAreRefused() {
    SortedMap<Integer, Signature> signatures = new TreeMap<>(certificate(0, 1, 2).signatures());
    signatures.put(4, sign(keys.get(3), domain, 42, blockHash));
    assertThat(new Certificate(42, blockHash, signatures).verify(domain, validators, QUORUM))
        .contains("certificate of block 42 names validator 4 of 4");
  }

  @Test
  void signaturesAreGoodForOneChainHeightAndBlockOnly() {
    SortedMap<Integer, Signature> good = certificate(0, 1, 2).signatures();
    assertThat(new Certificate(43, blockHash, good).verify(domain, validators, QUORUM)).isPresent();
    assertThat(new Certificate(42, hash("x"), good).verify(domain, validators, QUORUM)).isPresent();
    SigningDomain otherId = new SigningDomain(770078, domain.genesisHash());
    SigningDomain otherGenesis = new SigningDomain(770077, hash("other"));
    assertThat(certificate(0, 1, 2).verify(otherId, validators, QUORUM)).isPresent();
    assertThat(certificate(0, 1, 2).verify(otherGenesis, validators, QUORUM)).isPresent();
  }

  @Test
  void statementsOfDifferentTypesHaveDifferentHashes() {
    byte[] body = {(byte) 0xc0};
    assertThat(domain.signingHash("prepare", body))
        .isNotEqualTo(domain.signingHash("commit", body));
  }

  @Test
  void theSignedPreimageIsTheDocumentedOne() {
    RlpItem body = RlpItem.list(RlpItem.of(42), RlpItem.of(blockHash));
    RlpItem preimage =
        RlpItem.list(
            RlpItem.of("tetrarch/1"),
            RlpItem.of(770077),
            RlpItem.of(domain.genesisHash()),
            RlpItem.of("checkpoint"),
            RlpItem.of(Rlp.encode(body)));
    assertThat(CheckpointStatement.of(domain, 42, blockHash).signingHash())
        .isEqualTo(Keccak.hash(Rlp.encode(preimage)));
  }

  @Test
  void aCertificateReadsBackAsItWasWritten() throws Exception {
    Certificate certificate = certificate(0, 2, 3);
    assertThat(Certificate.decode(certificate.encoded())).isEqualTo(certificate);
  }

  @Test
  void anotherEncodingOfTheSameCertificateIsRefused() {
    RlpItem first = entry(0);
    RlpItem second = entry(1);
    refused(RlpItem.list(second, first), "do not rise");
    refused(RlpItem.list(first, first), "do not rise");
    refused(RlpItem.list(RlpItem.list(RlpItem.of(0), RlpItem.of(new byte[64]))), "65 bytes");
  }

  @Test
  void aCertificateOfTooManySignaturesIsRefused() {
    List<RlpItem> entries =
        java.util.Collections.nCopies(Certificate.MAX_SIGNATURES + 1, RlpItem.list());
    refused(RlpItem.list(entries), "more than 1024 signatures");
  }

  private void refused(RlpItem signatures, String why) {
    RlpItem item = RlpItem.list(RlpItem.of(42), RlpItem.of(blockHash), signatures);
    assertThatThrownBy(() -> Certificate.decode(Rlp.encode(item)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(why);
  }

  private RlpItem entry(int index) {
    Signature signature = sign(keys.get(index), domain, 42, blockHash);
    return RlpItem.list(RlpItem.of(index), RlpItem.of(signature.toBytes()));
  }

  private Certificate certificate(int... indices) {
    SortedMap<Integer, Signature> signatures = new TreeMap<>();
    for (int index : indices) {
      signatures.put(index, sign(keys.get(index), domain, 42, blockHash));
    }
    return new Certificate(42, blockHash, signatures);
  }

  private static Signature sign(PrivateKey key, SigningDomain domain, long height, Hash block) {
    return key.sign(CheckpointStatement.of(domain, height, block).signingHash());
  }

  private static Hash hash(String text) {
    return Keccak.hash(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
