package org.tetrarch.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tetrarch.consensus.event.Input;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.quorum.ReplicaSet;
import org.tetrarch.consensus.verify.MessageVerifier;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.Validator;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.node.execution.Execution;
import org.tetrarch.node.execution.ExecutionFailures;
import org.tetrarch.node.execution.Executor;
import org.tetrarch.node.fixture.TestChain;
import org.tetrarch.node.mempool.Mempool;
import org.tetrarch.node.mempool.MempoolLimits;
import org.tetrarch.node.runtime.Inbox;
import org.tetrarch.node.storage.ChainStore;
import org.tetrarch.node.storage.MemoryStore;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.wire.Certificates;
import org.tetrarch.node.wire.CertifiedBlock;
import org.tetrarch.node.wire.ConsensusKeys;
import org.tetrarch.node.wire.Frame;

/** A replica that is behind, and peers of which some lie. */
class StateFetcherTest {
  private static final Genesis GENESIS = TestChain.genesis();
  private static final int BLOCKS = 6;

  /** Replica 3 is behind. */
  private static final int BEHIND = 3;

  private static final ReplicaId LIAR = ReplicaId.of(0);
  private static final ReplicaId HONEST = ReplicaId.of(1);

  private long now = 5_000;
  private final Grown chain = Grown.by(BLOCKS);
  private final Sent network = new Sent();
  private final List<Input> told = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final List<Runnable> execution = new ArrayList<>();
  private final ChainStore own = ChainStore.open(new MemoryStore(), GENESIS).chain();
  private final Executor executor = executor();
  private final StateFetcher fetcher =
      new StateFetcher(network, executor, verifier(), new Told(), () -> now);

  StateFetcherTest() throws StorageException {}

  private final class Told implements Inbox {
    @Override
    public void happened(Input input) {
      told.add(input);
    }

    @Override
    public void onLoop(Runnable task) {
      throw new AssertionError("nothing is for the loop's thread");
    }
  }

  private Executor executor() {
    Mempool mempool =
        new Mempool(
            GENESIS.rules(),
            MempoolLimits.DEFAULT,
            own.stateAfter(own.tip().header()),
            () -> TestChain.GENESIS_MILLIS);
    Execution on =
        Execution.create(
            own, GENESIS, mempool, TestChain.validator(BEHIND), () -> TestChain.GENESIS_MILLIS);
    return Executor.on(
        execution::add,
        on,
        new ExecutionFailures() {
          @Override
          public void invariantBroken(String invariant, String reason) {
            failures.add(invariant + ": " + reason);
          }

          @Override
          public void storageFailed(StorageException cause) {
            failures.add(cause.getMessage());
          }
        });
  }

  private static MessageVerifier verifier() {
    ConsensusKeys keys =
        new ConsensusKeys(
            GENESIS.signingDomain(),
            GENESIS.validators().stream().map(Validator::publicKey).toList(),
            ReplicaId.of(BEHIND),
            TestChain.validatorKey(BEHIND));
    return new MessageVerifier(
        new ReplicaSet(GENESIS.n()),
        GENESIS.pbft().window(),
        Digest.of(GENESIS.signingDomain().genesisHash().toBytes()),
        keys);
  }

  private StableCheckpoint target() throws StorageException {
    return Certificates.fromLedger(chain.block(BLOCKS).certificate().orElseThrow());
  }

  private void execute() {
    while (!execution.isEmpty()) {
      execution.removeFirst().run();
    }
  }

  private void offer(ReplicaId peer) throws StorageException {
    fetcher.fetchState(target(), peer);
  }

  private List<ReplicaId> asked() {
    return network.sent().stream().map(Sent.To::peer).toList();
  }

  private void assertNothingTaken() {
    assertThat(executor.head().height()).isZero();
    assertThat(told).isEmpty();
    assertThat(failures).isEmpty();
  }

  private void assertCaughtUp() {
    assertThat(executor.head().height()).isEqualTo(BLOCKS);
    assertThat(executor.head().hash()).isEqualTo(chain.store().tip().header().hash());
    assertThat(executor.head().certifiedHeight()).isEqualTo(BLOCKS);
    assertThat(told)
        .singleElement()
        .satisfies(
            input ->
                assertThat(((Input.BlocksImported) input).checkpoint().value())
                    .isEqualTo(target()));
    assertThat(failures).isEmpty();
  }

  @Test
  void aReplicaBehindFetchesBlocksAndExecutesThem() throws Exception {
    offer(HONEST);
    assertThat(network.sent())
        .containsExactly(
            new Sent.To(HONEST, new Frame.BlocksRequest(1, StateFetcher.BLOCKS_A_REQUEST)));
    fetcher.onBlocks(HONEST, chain.blocks(1, BLOCKS));
    execute();
    assertCaughtUp();
    for (long height = 1; height <= BLOCKS; height++) {
      assertThat(own.certificate(height)).isEqualTo(chain.store().certificate(height));
    }
  }

  @Test
  void blocksInSeveralPagesAreFetchedOnFromTheLastCertifiedOne() throws Exception {
    offer(LIAR);
    fetcher.onBlocks(LIAR, chain.blocks(1, 2));
    execute();
    told.clear();
    offer(HONEST);
    assertThat(network.sent().getLast().frame())
        .isEqualTo(new Frame.BlocksRequest(3, StateFetcher.BLOCKS_A_REQUEST));
    fetcher.onBlocks(HONEST, chain.blocks(3, BLOCKS));
    execute();
    assertCaughtUp();
  }

  @Test
  void oneCertificateProvesTheBlocksBeforeItsOwn() throws Exception {
    List<CertifiedBlock> blocks = new ArrayList<>();
    for (CertifiedBlock each : chain.blocks(1, BLOCKS - 1)) {
      blocks.add(new CertifiedBlock(each.block(), Optional.empty()));
    }
    blocks.add(chain.block(BLOCKS));
    offer(HONEST);
    fetcher.onBlocks(HONEST, blocks);
    execute();
    assertCaughtUp();
  }

  /** What a liar answers in place of the blocks it was asked for. */
  interface Lie {
    List<CertifiedBlock> about(Grown chain) throws StorageException;
  }

  record Named(String name, Lie lie) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Certificate signedBy(Block block, int... signers) {
    return TestChain.certificate(GENESIS, block.number(), block.hash(), signers);
  }

  private static CertifiedBlock proven(Block block, Certificate certificate) {
    return new CertifiedBlock(block, Optional.of(certificate));
  }

  private static Block withHeader(Block block, Hash parent, Hash stateRoot) {
    BlockHeader h = block.header();
    return new Block(
        new BlockHeader(
            parent,
            h.miner(),
            stateRoot,
            h.transactionsRoot(),
            h.receiptsRoot(),
            h.number(),
            h.gasLimit(),
            h.gasUsed(),
            h.timestampMillis(),
            h.mixHash(),
            h.baseFeePerGas()),
        block.transactions());
  }

  private static Block first(Grown chain) throws StorageException {
    return chain.block(1).block();
  }

  static Stream<Named> lies() {
    Hash wrong = TestChain.genesis().signingDomain().genesisHash();
    return Stream.of(
        new Named("nothing at all", chain -> List.of()),
        new Named("no certificate", chain -> uncertified(chain.blocks(1, BLOCKS))),
        new Named(
            "too few signers",
            chain -> List.of(proven(first(chain), signedBy(first(chain), 0, 1)))),
        new Named(
            "more signers than a quorum",
            chain -> List.of(proven(first(chain), signedBy(first(chain), 0, 1, 2, 3)))),
        new Named(
            "a signer that is none",
            chain -> List.of(proven(first(chain), signedBy(first(chain), 0, 1, 4)))),
        new Named("one signature under two names", StateFetcherTest::signedTwice),
        new Named(
            "a certificate of another block",
            chain -> List.of(proven(first(chain), chain.block(2).certificate().orElseThrow()))),
        new Named(
            "a certificate of another chain",
            chain ->
                List.of(
                    proven(
                        first(chain),
                        TestChain.certificate(
                            TestChain.genesisWithMemos(), 1, first(chain).hash(), 0, 1, 2)))),
        new Named(
            "a wrong state root",
            chain -> {
              Block lie = withHeader(first(chain), first(chain).header().parentHash(), wrong);
              return List.of(proven(lie, chain.block(1).certificate().orElseThrow()));
            }),
        new Named(
            "a wrong state root behind a true certificate",
            chain -> {
              Block lie = withHeader(first(chain), first(chain).header().parentHash(), wrong);
              return List.of(new CertifiedBlock(lie, Optional.empty()), chain.block(2));
            }),
        new Named(
            "a wrong parent",
            chain ->
                List.of(
                    chain.block(1),
                    new CertifiedBlock(
                        withHeader(
                            chain.block(2).block(),
                            wrong,
                            chain.block(2).block().header().stateRoot()),
                        Optional.empty()),
                    chain.block(3))),
        new Named("out of order", chain -> List.of(chain.block(1), chain.block(3), chain.block(2))),
        new Named("a hole", chain -> List.of(chain.block(1), chain.block(3))),
        new Named("one block twice", chain -> List.of(chain.block(1), chain.block(1))),
        new Named("another beginning", chain -> chain.blocks(2, BLOCKS)),
        new Named("genesis again", chain -> chain.blocks(0, BLOCKS)),
        new Named(
            "more than was asked for",
            chain -> Collections.nCopies(StateFetcher.BLOCKS_A_REQUEST + 1, chain.block(1))),
        new Named(
            "a false certificate after true ones",
            chain ->
                List.of(
                    chain.block(1),
                    proven(chain.block(2).block(), signedBy(chain.block(2).block(), 0, 1, 5)))));
  }

  private static List<CertifiedBlock> uncertified(List<CertifiedBlock> blocks) {
    return blocks.stream().map(b -> new CertifiedBlock(b.block(), Optional.empty())).toList();
  }

  private static List<CertifiedBlock> signedTwice(Grown chain) throws StorageException {
    Certificate few = signedBy(first(chain), 0, 1);
    var signatures = new TreeMap<>(few.signatures());
    signatures.put(2, signatures.get(1));
    return List.of(proven(first(chain), new Certificate(1, few.blockHash(), signatures)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void aLieCostsARequestAndNeverState(Named named) throws Exception {
    offer(LIAR);
    fetcher.onBlocks(LIAR, named.lie().about(chain));
    execute();
    assertNothingTaken();

    offer(LIAR);
    assertThat(asked()).as("the liar is passed over").containsExactly(LIAR);
    offer(HONEST);
    assertThat(asked()).containsExactly(LIAR, HONEST);
    fetcher.onBlocks(HONEST, chain.blocks(1, BLOCKS));
    execute();
    assertCaughtUp();
  }

  @Test
  void blocksThatAreHereAlreadyAreNoAnswer() throws Exception {
    offer(HONEST);
    fetcher.onBlocks(HONEST, chain.blocks(1, 2));
    execute();
    told.clear();
    offer(LIAR);
    fetcher.onBlocks(LIAR, chain.blocks(1, 2));
    execute();
    assertThat(told).isEmpty();
    offer(LIAR);
    offer(HONEST);
    assertThat(asked()).as("the liar is passed over").containsExactly(HONEST, LIAR, HONEST);
  }

  @Test
  void aPeerThatNeverAnswersIsNotAskedForEver() throws Exception {
    // The replica offers its peers in turn, and comes round to the same one after 3 s.
    List<ReplicaId> offered = List.of(LIAR, HONEST, ReplicaId.of(2));
    int ticks = 0;
    while (!asked().contains(HONEST) && !asked().contains(ReplicaId.of(2))) {
      offer(offered.get(ticks % offered.size()));
      ticks++;
      now += 250;
      assertThat(ticks).isLessThan(30);
    }
    assertThat(asked().getFirst()).isEqualTo(LIAR);
  }

  @Test
  void theOnlyPeerThereIsIsAskedAgain() throws Exception {
    offer(LIAR);
    fetcher.onBlocks(LIAR, List.of());
    offer(LIAR);
    offer(LIAR);
    assertThat(asked()).containsExactly(LIAR, LIAR);
  }

  @Test
  void onePeerIsAskedAtATimeUntilPatienceEnds() throws Exception {
    offer(LIAR);
    now += StateFetcher.PATIENCE_MILLIS - 1;
    offer(HONEST);
    assertThat(asked()).containsExactly(LIAR);
    now += 1;
    offer(HONEST);
    assertThat(asked()).containsExactly(LIAR, HONEST);
  }

  @Test
  void nobodyIsAskedWhileBlocksAreBeingImported() throws Exception {
    offer(HONEST);
    fetcher.onBlocks(HONEST, chain.blocks(1, BLOCKS));
    now += 10 * StateFetcher.PATIENCE_MILLIS;
    offer(LIAR);
    assertThat(asked()).containsExactly(HONEST);
    execute();
    assertCaughtUp();
  }

  @Test
  void anAnswerThatComesLateStillCounts() throws Exception {
    offer(HONEST);
    now += StateFetcher.PATIENCE_MILLIS;
    offer(LIAR);
    fetcher.onBlocks(HONEST, chain.blocks(1, BLOCKS));
    execute();
    assertCaughtUp();
  }

  @Test
  void blocksThatNobodyAskedForAreNotLookedAt() throws Exception {
    fetcher.onBlocks(HONEST, chain.blocks(1, BLOCKS));
    offer(HONEST);
    fetcher.onBlocks(LIAR, chain.blocks(1, BLOCKS));
    assertThat(execution).isEmpty();
    assertNothingTaken();
  }

  @Test
  void aRequestHasOneAnswerHoweverManyCome() throws Exception {
    offer(LIAR);
    for (int i = 0; i < 100; i++) {
      fetcher.onBlocks(LIAR, chain.blocks(1, BLOCKS));
    }
    assertThat(execution).hasSize(1);
  }
}
