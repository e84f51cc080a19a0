package org.tetrarch.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.execution.TestChain;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.state.AccountProof;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;

/** Whoever holds the genesis file needs to trust nobody. */
class ProofTest {
  private static final Address STRANGER =
      Address.fromHex("0x00000000000000000000000000000000000000bb");

  private final CertifiedChain chain = new CertifiedChain(8);
  private final TrustedChain trusted = chain.trusted();

  @BeforeEach
  void threeBlocks() {
    chain.execute(transfer(0, 0), transfer(1, 0), legacy(2, 0));
    chain.execute(transfer(0, 1));
    chain.execute(transfer(0, 2));
  }

  private static SignedTransaction transfer(int sender, long nonce) {
    return UnsignedTransaction.dynamicFee(TestChain.CHAIN_ID)
        .nonce(nonce)
        .maxFeePerGas(Wei.gwei(3))
        .maxPriorityFeePerGas(Wei.gwei(1))
        .value(Wei.coins(1))
        .to(STRANGER)
        .sign(TestChain.key(sender));
  }

  private static SignedTransaction legacy(int sender, long nonce) {
    return UnsignedTransaction.legacy(TestChain.CHAIN_ID)
        .nonce(nonce)
        .gasPrice(Wei.gwei(2))
        .value(Wei.coins(2))
        .to(STRANGER)
        .sign(TestChain.key(sender));
  }

  private BalanceProof balance(Address address, int height, int certified) {
    AccountProof account = chain.ledger().stored(chain.header(height).stateRoot()).prove(address);
    return new BalanceProof(account, chain.finality(height, certified));
  }

  @Test
  void aReceiptIsProvenByItsBlocksOwnCertificate() throws Exception {
    for (int index = 0; index < 3; index++) {
      ProvenReceipt proven = chain.receipt(1, index, 1).verify(trusted);

      SignedTransaction executed = chain.block(1).block().transactions().get(index);
      assertThat(proven.transaction()).isEqualTo(executed);
      assertThat(proven.transaction().sender()).isEqualTo(TestChain.key(index).address());
      assertThat(proven.receipt()).isEqualTo(chain.block(1).receipts().get(index));
      assertThat(proven.header()).isEqualTo(chain.header(1));
      assertThat(proven.gasUsed()).isEqualTo(21_000);
      assertThat(proven.fee()).isEqualTo(Wei.gwei(42_000));
      assertThat(proven.certificate().orElseThrow().signatures()).containsOnlyKeys(0, 2, 3);
    }
  }

  @Test
  void aReceiptIsProvenByTheCertificateOfALaterBlock() throws Exception {
    ProvenReceipt proven = chain.receipt(1, 2, 3).verify(trusted);

    assertThat(proven.header().number()).isEqualTo(1);
    assertThat(proven.certificate().map(Certificate::height)).contains(3L);
  }

  @Test
  void aBalanceIsProvenAtEveryHeight() throws Exception {
    Address sender = TestChain.key(0).address();
    for (int height = 1; height <= 3; height++) {
      ProvenAccount proven = balance(sender, height, 3).verify(trusted);

      assertThat(proven.account().nonce()).isEqualTo(height);
      assertThat(proven.header().number()).isEqualTo(height);
    }
    assertThat(balance(STRANGER, 1, 1).verify(trusted).account())
        .isEqualTo(new Account(0, Wei.coins(4)));
  }

  @Test
  void thatAnAccountIsUnusedIsProvenToo() throws Exception {
    Address unused = TestChain.key(99).address();

    assertThat(balance(unused, 2, 2).verify(trusted).account()).isEqualTo(Account.EMPTY);
  }

  @Test
  void theGenesisFileIsTheCertificateOfGenesis() throws Exception {
    HeaderProof genesis = new HeaderProof(chain.header(0), List.of(), Optional.empty());
    AccountProof account = chain.ledger().genesis().state().prove(TestChain.key(0).address());

    assertThat(new BalanceProof(account, genesis).verify(trusted).account().balance())
        .isEqualTo(Wei.coins(1_000));

    SigningDomain other = new SigningDomain(TestChain.CHAIN_ID, chain.header(1).hash());
    TrustedChain elsewhere = new TrustedChain(other, trusted.validators(), trusted.quorum());
    refused(() -> genesis.verify(elsewhere), "but the genesis file makes");
  }

  @Test
  void anyChangedByteOfAReceiptProofMakesItFail() throws Exception {
    ReceiptProof proof = chain.receipt(1, 1, 3);
    int nodes = proof.transactionNodes().size();
    Written written = Written.of(proof);
    assertThat(written.receipt(nodes).verify(trusted).index()).isEqualTo(1);

    everyChangeIsRefused(written, () -> written.receipt(nodes).verify(trusted));
  }

  @Test
  void anyChangedByteOfABalanceProofMakesItFail() throws Exception {
    Written written = Written.of(balance(TestChain.key(0).address(), 2, 3));
    assertThat(written.balance().verify(trusted).account().nonce()).isEqualTo(2);

    everyChangeIsRefused(written, () -> written.balance().verify(trusted));
  }

  private static void everyChangeIsRefused(Written written, Check check) {
    for (byte[] part : written.parts) {
      for (int i = 0; i < part.length; i++) {
        part[i] ^= (byte) (1 << (i % 8));
        assertThatThrownBy(check::run)
            .as("byte %d of a part of %d", i, part.length)
            .isInstanceOf(MalformedException.class)
            .message()
            .isNotBlank();
        part[i] ^= (byte) (1 << (i % 8));
      }
    }
  }

  @Test
  void aMissingOrAddedNodeIsRefused() {
    ReceiptProof proof = chain.receipt(1, 1, 1);
    List<byte[]> shorter = proof.receiptNodes().subList(1, proof.receiptNodes().size());
    refusedNodes(proof, proof.transactionNodes(), shorter, "the receipt is not proven");
    List<byte[]> longer = new ArrayList<>(proof.transactionNodes());
    longer.add(new byte[] {1});
    refusedNodes(proof, longer, proof.receiptNodes(), "the transaction is not proven");
  }

  private void refusedNodes(
      ReceiptProof proof, List<byte[]> transactions, List<byte[]> receipts, String why) {
    refused(
        () ->
            new ReceiptProof(
                    proof.transactionHash(), proof.block(), proof.index(), transactions, receipts)
                .verify(trusted),
        why);
  }

  @Test
  void anotherTransactionOfTheBlockIsNotTheOneAskedFor() {
    ReceiptProof first = chain.receipt(1, 0, 1);
    ReceiptProof second = chain.receipt(1, 1, 1);
    refused(
        () ->
            new ReceiptProof(
                    first.transactionHash(),
                    second.block(),
                    1,
                    second.transactionNodes(),
                    second.receiptNodes())
                .verify(trusted),
        "what was executed is transaction " + second.transactionHash());
  }

  @Test
  void aPlaceWithoutATransactionProvesNone() {
    ReceiptProof proof = chain.receipt(2, 0, 2);
    for (int index : new int[] {1, -1}) {
      refused(
          () ->
              new ReceiptProof(
                      proof.transactionHash(),
                      proof.block(),
                      index,
                      proof.transactionNodes(),
                      proof.receiptNodes())
                  .verify(trusted),
          "");
    }
  }

  @Test
  void headersThatDoNotFollowOneAnotherAreRefused() {
    HeaderProof good = chain.finality(1, 3);
    refused(with(good, good.descendants().subList(1, 2)), "block 3 does not follow block 1");
    refused(with(good, good.descendants().reversed()), "does not follow");
    refused(with(good, List.of()), "the certificate is for block 3");
    BlockHeader header = chain.header(1);
    refused(with(good, Collections.nCopies(1_025, header)), "more than 1024 headers");
  }

  private Check with(HeaderProof good, List<BlockHeader> descendants) {
    return () -> new HeaderProof(good.header(), descendants, good.certificate()).verify(trusted);
  }

  @Test
  void lessThanAQuorumProvesNothing() {
    BlockHeader header = chain.header(2);
    Certificate two = chain.certificate(header, 1, 2);
    refused(
        () -> new HeaderProof(header, List.of(), Optional.of(two)).verify(trusted),
        "has 2 signatures, 3 are needed");
    refused(
        () -> new HeaderProof(header, List.of(), Optional.empty()).verify(trusted),
        "block 2 has no certificate");
  }

  @Test
  void aProofIsGoodForItsChainOnly() {
    SigningDomain other = new SigningDomain(1, Hash.ZERO);
    TrustedChain elsewhere = new TrustedChain(other, trusted.validators(), trusted.quorum());
    refused(
        () -> chain.finality(1, 1).verify(elsewhere), "has a signature that is not of validator 0");
  }

  @Test
  void aFalseBalanceIsRefused() {
    BalanceProof proof = balance(STRANGER, 1, 1);
    Account richer = new Account(0, Wei.coins(5));
    refused(
        () ->
            new BalanceProof(
                    new AccountProof(STRANGER, richer, proof.account().nodes()), proof.block())
                .verify(trusted),
        "another nonce or balance");
  }

  private interface Check {
    void run() throws MalformedException;
  }

  private static void refused(Check check, String why) {
    assertThatThrownBy(check::run).isInstanceOf(MalformedException.class).hasMessageContaining(why);
  }
}
