package org.tetrarch.wallet.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;
import org.tetrarch.wallet.chain.Chain;
import org.tetrarch.wallet.fake.FakeChain;
import org.tetrarch.wallet.fake.ProofDocuments;

/** A receipt on disk, of which every byte counts. */
class ReceiptFileTest {
  private final Verifier verifier = new Verifier(Chain.local());
  private Hash hash = Hash.ZERO;

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void writeReceipt() throws Exception {
    FakeChain chain = new FakeChain();
    SignedTransaction[] transactions = new SignedTransaction[3];
    for (int i = 0; i < transactions.length; i++) {
      transactions[i] =
          UnsignedTransaction.dynamicFee(FakeChain.GENESIS.chainId())
              .maxFeePerGas(Wei.gwei(1))
              .value(Wei.coins(1))
              .to(FakeChain.key(9).address())
              .sign(FakeChain.key(i));
    }
    chain.execute(transactions);
    hash = transactions[1].hash();
    file = folder.resolve("receipt.json");
    Files.write(
        file, ReceiptFile.format(ProofDocuments.of(chain.receiptProof(hash).orElseThrow())));
  }

  @Test
  void whatWasWrittenProvesItsTransaction() throws Exception {
    assertThat(verifier.receipt(ReceiptFile.read(file), hash).header().number()).isEqualTo(1);
    assertThatThrownBy(() -> verifier.receipt(ReceiptFile.read(file), Hash.ZERO))
        .isInstanceOf(ProofException.class)
        .hasMessageStartingWith("the receipt is of transaction ");
  }

  /** One after the other, each in another of its bits. */
  @Test
  void anyByteThatIsChangedMakesItWorthNothingWithAReason() throws Exception {
    byte[] right = Files.readAllBytes(file);
    assertThat(right).hasSizeGreaterThan(3_000);
    for (int i = 0; i < right.length; i++) {
      byte[] changed = right.clone();
      changed[i] ^= (byte) (1 << i % 8);
      assertWorthNothing(changed, "byte " + i);
    }
  }

  @Test
  void anyByteThatIsMissingOrAddedDoesToo() throws Exception {
    byte[] right = Files.readAllBytes(file);
    for (int i = 0; i < right.length; i += 7) {
      byte[] shorter = new byte[right.length - 1];
      System.arraycopy(right, 0, shorter, 0, i);
      System.arraycopy(right, i + 1, shorter, i, right.length - i - 1);
      assertWorthNothing(shorter, "without byte " + i);

      byte[] longer = new byte[right.length + 1];
      System.arraycopy(right, 0, longer, 0, i);
      longer[i] = ' ';
      System.arraycopy(right, i, longer, i + 1, right.length - i);
      assertWorthNothing(longer, "a blank before byte " + i);
    }
  }

  private void assertWorthNothing(byte[] content, String what) throws Exception {
    Files.write(file, content);
    assertThatThrownBy(() -> verifier.receipt(ReceiptFile.read(file), hash))
        .as(what)
        .isInstanceOf(ProofException.class)
        .message()
        .isNotBlank()
        .hasLineCount(1);
  }
}
