package org.tetrarch.lab.simulator.monitor;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.tetrarch.lab.simulator.monitor.FirstBlock.assertViolates;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.block.Receipt;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.certificate.CheckpointStatement;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Signature;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.transaction.TransactionType;

/** INV-12: what a node cannot prove to somebody who holds the genesis file is seen. */
class HonestReadsTest {
  private final FirstBlock one = new FirstBlock();

  private Certificate certificate(Hash block, int... signers) {
    Hash statement = CheckpointStatement.of(one.genesis().signingDomain(), 1, block).signingHash();
    SortedMap<Integer, Signature> signatures = new TreeMap<>();
    for (int signer : signers) {
      signatures.put(signer, one.validatorKey(signer).sign(statement));
    }
    return new Certificate(1, block, signatures);
  }

  @Test
  void aCertifiedBlockWithItsReceiptsIsAnHonestAnswer() {
    HonestReads monitor = new HonestReads(one.genesis());
    ExecutedBlock executed = one.block(1, one.transfer(0));
    Certificate certificate = certificate(executed.block().hash(), 0, 1, 3);
    monitor.executed(2, executed);
    assertThatCode(
            () -> {
              monitor.certified(2, certificate);
              monitor.gives(2, executed.block(), executed.receipts(), Optional.of(certificate));
            })
        .doesNotThrowAnyException();
  }

  @Test
  void aCertificateThatAWalletWouldRefuseIsSeen() {
    HonestReads monitor = new HonestReads(one.genesis());
    ExecutedBlock executed = one.block(1);
    Hash hash = executed.block().hash();
    monitor.executed(2, executed);
    assertViolates("INV-12", () -> monitor.certified(2, certificate(hash, 0, 1)));
    Certificate borrowed =
        new Certificate(1, hash, certificate(one.block(2).block().hash(), 0, 1, 3).signatures());
    assertViolates("INV-12", () -> monitor.certified(2, borrowed));
  }

  @Test
  void aCertificateOfAnotherBlockThanTheOneThatIsHereIsSeen() {
    HonestReads monitor = new HonestReads(one.genesis());
    ExecutedBlock executed = one.block(1);
    Certificate other = certificate(one.block(2).block().hash(), 0, 1, 3);
    monitor.executed(2, executed);
    assertViolates("INV-12", () -> monitor.certified(2, other));
    assertViolates(
        "INV-12",
        () -> monitor.gives(2, executed.block(), executed.receipts(), Optional.of(other)));
  }

  @Test
  void aReceiptThatIsNotOfItsBlockIsSeen() {
    HonestReads monitor = new HonestReads(one.genesis());
    ExecutedBlock executed = one.block(1, one.transfer(0));
    Optional<Certificate> certificate = Optional.of(certificate(executed.block().hash(), 0, 1, 3));
    List<Receipt> forged =
        List.of(new Receipt(TransactionType.DYNAMIC_FEE, executed.block().header().gasUsed() + 1));
    assertViolates("INV-12", () -> monitor.gives(2, executed.block(), forged, certificate));
  }
}
