package org.tetrarch.wallet.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.ledger.certificate.CheckpointStatement;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Signature;
import org.tetrarch.wallet.rpc.ClaimedCertificate;
import org.tetrarch.wallet.rpc.ClaimedCertificate.Signer;

/** What a certificate must have before the wallet says that a block is final. */
class FinalityTest {
  private static final Genesis GENESIS = DevelopmentNetwork.create(4, 1).genesis();
  private static final SigningDomain DOMAIN = GENESIS.signingDomain();
  private static final Chain KNOWN = new Chain(GENESIS.chainId(), DOMAIN.genesisHash(), GENESIS);
  private static final Chain UNKNOWN = new Chain(GENESIS.chainId(), DOMAIN.genesisHash(), null);
  private static final URI NODE = URI.create("http://127.0.0.1:8545");
  private static final Hash BLOCK = Hash.fromHex("0x" + "11".repeat(32));
  private static final Hash OTHER_BLOCK = Hash.fromHex("0x" + "22".repeat(32));

  private static Signature signature(int validator, SigningDomain domain, long height, Hash block) {
    Hash statement = CheckpointStatement.of(domain, height, block).signingHash();
    return DevelopmentNetwork.nodeKey(validator).sign(statement);
  }

  private static List<Signer> signers(int... validators) {
    List<Signer> signers = new ArrayList<>();
    for (int validator : validators) {
      signers.add(new Signer(validator, "n" + validator, signature(validator, DOMAIN, 9, BLOCK)));
    }
    return signers;
  }

  private static ClaimedCertificate claim(List<Signer> signers) {
    return new ClaimedCertificate(NODE, 9, BLOCK, signers, 3, 4);
  }

  private static void assertNotBelieved(Chain chain, ClaimedCertificate claim, String why) {
    assertThatThrownBy(() -> Finality.of(chain, 9, BLOCK, claim))
        .isInstanceOf(ChainException.class)
        .hasMessageStartingWith(NODE + " is not to be believed: ")
        .hasMessageContaining(why)
        .hasMessageEndingWith("; ask another node with --rpc-url");
  }

  @Test
  void aQuorumOfValidatorsMakesABlockFinalUnderTheirNamesInGenesis() throws Exception {
    Finality finality = Finality.of(KNOWN, 9, BLOCK, claim(signers(3, 0, 2)));

    assertThat(finality.signers()).containsExactly("node0", "node2", "node3");
    assertThat(finality.checked()).isTrue();
    assertThat(finality.describe())
        .isEqualTo("certified by node0, node2, node3 (3 of 4, quorum 3)");
  }

  @Test
  void fewerThanAQuorumIsNotBelieved() {
    assertNotBelieved(KNOWN, claim(signers(0, 1)), "has 2 signatures, 3 are needed");
    assertNotBelieved(KNOWN, claim(List.of()), "has 0 signatures, 3 are needed");
  }

  @Test
  void whatTheNodeCallsAQuorumDoesNotCount() {
    ClaimedCertificate claim = new ClaimedCertificate(NODE, 9, BLOCK, signers(0), 1, 1);

    assertNotBelieved(KNOWN, claim, "has 1 signatures, 3 are needed");
  }

  @Test
  void oneValidatorTwiceIsNotTwoVoices() {
    assertNotBelieved(KNOWN, claim(signers(0, 1, 1)), "counts validator 1 twice");
    assertNotBelieved(UNKNOWN, claim(signers(0, 1, 1)), "counts validator 1 twice");
  }

  @Test
  void oneValidatorUnderTwoIndicesIsNotTwoVoices() {
    List<Signer> signers = new ArrayList<>(signers(0, 1));
    signers.add(new Signer(2, "node2", signature(1, DOMAIN, 9, BLOCK)));

    assertNotBelieved(KNOWN, claim(signers), "has a signature that is not of validator 2");
  }

  @Test
  void aSignatureOnAnotherBlockHeightOrChainIsNotBelieved() {
    SigningDomain otherChain = new SigningDomain(1, DOMAIN.genesisHash());
    SigningDomain otherGenesis = new SigningDomain(GENESIS.chainId(), OTHER_BLOCK);
    for (Signature wrong :
        List.of(
            signature(2, DOMAIN, 9, OTHER_BLOCK),
            signature(2, DOMAIN, 8, BLOCK),
            signature(2, otherChain, 9, BLOCK),
            signature(2, otherGenesis, 9, BLOCK))) {
      List<Signer> signers = new ArrayList<>(signers(0, 1));
      signers.add(new Signer(2, "node2", wrong));

      assertNotBelieved(KNOWN, claim(signers), "has a signature that is not of validator 2");
    }
  }

  @Test
  void aStrangerIsNoValidator() {
    assertNotBelieved(KNOWN, claim(signers(0, 1, 4)), "names validator 4 of 4");
  }

  @Test
  void aTrueCertificateOfAnotherBlockProvesNothing() {
    ClaimedCertificate otherHash =
        new ClaimedCertificate(NODE, 9, OTHER_BLOCK, signers(0, 1, 2), 3, 4);
    ClaimedCertificate otherHeight = new ClaimedCertificate(NODE, 8, BLOCK, signers(0, 1, 2), 3, 4);

    assertNotBelieved(KNOWN, otherHash, "its certificate is for block 9 " + OTHER_BLOCK);
    assertNotBelieved(KNOWN, otherHeight, "its certificate is for block 8 " + BLOCK);
    assertNotBelieved(UNKNOWN, otherHeight, "its certificate is for block 8 " + BLOCK);
  }

  @Test
  void withoutGenesisACertificateIsOnlyAClaimAndSaysSo() throws Exception {
    Finality finality = Finality.of(UNKNOWN, 9, BLOCK, claim(signers(0, 1, 2)));

    assertThat(finality.checked()).isFalse();
    assertThat(finality.describe()).contains("not checked", "--genesis");
  }

  @Test
  void withoutGenesisAClaimMustAtLeastMakeSense() {
    assertNotBelieved(UNKNOWN, claim(signers(0, 1)), "2 of 4 signatures, which is no quorum");
    ClaimedCertificate tiny = new ClaimedCertificate(NODE, 9, BLOCK, signers(0, 1), 2, 4);
    assertNotBelieved(UNKNOWN, tiny, "2 of 4 signatures, which is no quorum");
    ClaimedCertificate empty = new ClaimedCertificate(NODE, 9, BLOCK, List.of(), 0, 0);
    assertNotBelieved(UNKNOWN, empty, "0 of 0 signatures, which is no quorum");
  }
}
