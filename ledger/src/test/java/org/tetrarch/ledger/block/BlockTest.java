package org.tetrarch.ledger.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.SeededRandom;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.execution.TestChain;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpItem;
import org.tetrarch.ledger.transaction.Forgery;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;
import org.tetrarch.ledger.trie.Trie;

class BlockTest {
  private final TestChain chain = TestChain.withAccounts(3);

  @Test
  void aBlockReadsBackAsItWasWritten() throws Exception {
    Block block = chain.execute(transfer(0), transfer(1), transfer(2)).block();
    Block decoded = Block.decode(block.encoded());

    assertThat(decoded).isEqualTo(block);
    assertThat(decoded.encoded()).isEqualTo(block.encoded());
    assertThat(decoded.hash()).isEqualTo(block.hash());
    assertThat(decoded.size()).isEqualTo(block.encoded().length);
    assertThat(decoded.transactions()).hasSize(3);
  }

  @Test
  void transactionsThatAreNotTheHeadersAreRefused() {
    Block block = chain.execute(transfer(0), transfer(1)).block();
    for (List<SignedTransaction> wrong :
        List.of(
            List.of(transfer(0)),
            List.of(transfer(1), transfer(0)),
            List.of(transfer(0), transfer(1), transfer(2)))) {
      refused(new Block(block.header(), wrong).encoded(), "has not its header's transactions");
    }
  }

  @Test
  void whoeverTrustsTheHashTrustsTheSignatures() throws Exception {
    Random random = SeededRandom.create(BlockTest.class);
    SignedTransaction forged = Forgery.withoutSigner(unsigned(0), random);
    BlockHeader genesis = chain.genesis().block().header();
    BlockHeader header = withTransactionsRoot(genesis, Block.transactionsRoot(List.of(forged)));

    Block decoded = Block.decode(new Block(header, List.of(forged)).encoded());

    assertThat(decoded.transactions().get(0).hasValidSignature()).isFalse();
  }

  @Test
  void unclesAreRefused() throws Exception {
    Block block = chain.execute(transfer(0)).block();
    List<RlpItem> parts = new ArrayList<>(Rlp.decode(block.encoded()).list(3));
    parts.set(2, RlpItem.list(parts.get(0)));
    refused(Rlp.encode(RlpItem.list(parts)), "a list of 0 items");
  }

  @Test
  void moreTransactionsThanABlockMayHaveAreRefusedBeforeTheyAreRead() {
    List<RlpItem> many = new ArrayList<>();
    for (int i = 0; i <= Block.MAX_TRANSACTIONS; i++) {
      many.add(RlpItem.of(1));
    }
    assertThatThrownBy(() -> Block.decodeTransactions(RlpItem.list(many)))
        .isInstanceOf(MalformedException.class)
        .hasMessage("more than 65536 transactions");
  }

  @Test
  void aBrokenTransactionIsNamedByItsPlace() {
    RlpItem list = RlpItem.list(RlpItem.of(transfer(0).encoded()), RlpItem.list());
    assertThatThrownBy(() -> Block.decodeTransactions(list))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("transaction 1: malformed transaction");
  }

  @Test
  void anEmptyBlockHasTheRootsOfEmptyTries() {
    BlockHeader header = chain.genesis().block().header();
    assertThat(header.transactionsRoot()).isEqualTo(Trie.EMPTY_ROOT);
    assertThat(header.receiptsRoot()).isEqualTo(Trie.EMPTY_ROOT);
    assertThat(BlockHeader.OMMERS_HASH)
        .isEqualTo(
            Hash.fromHex("1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347"));
  }

  private static void refused(byte[] encoded, String why) {
    assertThatThrownBy(() -> Block.decode(encoded))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(why);
  }

  private static BlockHeader withTransactionsRoot(BlockHeader header, Hash root) {
    return new BlockHeader(
        header.parentHash(),
        header.miner(),
        header.stateRoot(),
        root,
        header.receiptsRoot(),
        header.number(),
        header.gasLimit(),
        header.gasUsed(),
        header.timestampMillis(),
        header.mixHash(),
        header.baseFeePerGas());
  }

  private static UnsignedTransaction unsigned(int sender) {
    return UnsignedTransaction.dynamicFee(TestChain.CHAIN_ID)
        .maxFeePerGas(Wei.gwei(1))
        .value(Wei.coins(1))
        .to(TestChain.key(sender + 1).address());
  }

  private static SignedTransaction transfer(int sender) {
    return unsigned(sender).sign(TestChain.key(sender));
  }
}
