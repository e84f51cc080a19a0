package org.tetrarch.lab.adversary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.execution.GenesisBlock;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.state.AccountProof;
import org.tetrarch.ledger.state.WorldState;
import org.tetrarch.ledger.trie.TrieNodes;
import org.tetrarch.node.network.Transport;
import org.tetrarch.node.plugin.Lab;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.web.port.ChainHead;
import org.tetrarch.web.port.ChainView;
import org.tetrarch.web.port.HistoryCursor;
import org.tetrarch.web.port.HistoryPage;
import org.tetrarch.web.port.LocatedTransaction;
import org.tetrarch.web.port.StoredBlock;
import org.tetrarch.web.port.Supply;

/** What a reader over HTTP is told of the chain. */
class LyingReadsTest {
  private final Stage stage = new Stage(4, 0);
  private final Truth truth = Truth.of(stage.genesis().genesisBlock(TrieNodes.NONE));
  private final ChainView told = new LyingReads().begin(stage.means()).reads(truth);

  @Test
  void balancesAreFalse() {
    assertThat(told.account(Address.ZERO, 0).orElseThrow())
        .isEqualTo(new Account(7, Wei.coins(1_001)));
  }

  @Test
  void aFalseBalanceCannotBeProven() throws Exception {
    Hash root = truth.state.root();
    truth.accountProof(Address.ZERO, 0).orElseThrow().verify(root);

    AccountProof lie = told.accountProof(Address.ZERO, 0).orElseThrow();

    assertThat(lie.account().balance()).isEqualTo(Wei.coins(1_000));
    assertThatThrownBy(() -> lie.verify(root)).isInstanceOf(MalformedException.class);
  }

  @Test
  void blocksAndReceiptsNameHashesThatNobodyCertified() {
    Hash certified = truth.block.hash();

    assertThat(told.head().hash()).isNotEqualTo(certified);
    assertThat(told.block(0).orElseThrow().block().hash()).isEqualTo(told.head().hash());
    assertThat(told.block(certified).orElseThrow().block().hash()).isNotEqualTo(certified);
    assertThat(told.header(0).orElseThrow().hash()).isNotEqualTo(certified);
    assertThat(told.certificate(0).orElseThrow().blockHash()).isEqualTo(certified);
  }

  @Test
  void moreCoinsAreClaimedThanThereAre() {
    assertThat(told.supply().orElseThrow().genesis()).isGreaterThan(Wei.coins(30_000));
  }

  @Test
  void theLabTellsTheTruthAgainWhenTheMisbehaviourIsOver() {
    Lab lab = new Lab(stage.means(), new Nowhere(), List.of(new LyingReads()));
    ChainView reads = lab.reads(truth);

    assertThat(reads.head()).isEqualTo(truth.head());
    assertThat(lab.set("lying-reads")).isTrue();
    assertThat(reads.head()).isNotEqualTo(truth.head());
    lab.clear();
    assertThat(reads.head()).isEqualTo(truth.head());
  }

  private static final class Nowhere implements Transport {
    @Override
    public void send(ReplicaId to, Frame frame) {}

    @Override
    public void broadcast(Frame frame) {}
  }

  /** A chain of one block. */
  private record Truth(Block block, WorldState state) implements ChainView {
    static Truth of(GenesisBlock genesis) {
      return new Truth(genesis.block(), genesis.state());
    }

    @Override
    public ChainHead head() {
      return new ChainHead(0, block.hash(), 0);
    }

    @Override
    public Optional<StoredBlock> block(long height) {
      return Optional.of(new StoredBlock(block, List.of()));
    }

    @Override
    public Optional<StoredBlock> block(Hash hash) {
      return block(0);
    }

    @Override
    public Optional<LocatedTransaction> transaction(Hash hash) {
      return Optional.empty();
    }

    @Override
    public Optional<Account> account(Address address, long height) {
      return Optional.of(new Account(7, Wei.coins(1)));
    }

    @Override
    public Optional<AccountProof> accountProof(Address address, long height) {
      return Optional.of(state.prove(address));
    }

    @Override
    public Optional<Certificate> certificate(long height) {
      return Optional.of(new Certificate(0, block.hash(), new TreeMap<>()));
    }

    @Override
    public HistoryPage history(Address address, Optional<HistoryCursor> before, int limit) {
      return new HistoryPage(List.of(), Optional.empty());
    }

    @Override
    public Optional<Supply> supply() {
      return Optional.of(new Supply(Wei.coins(30_000), Wei.ZERO));
    }
  }
}
