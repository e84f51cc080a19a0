package org.tetrarch.web.fake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.certificate.CheckpointStatement;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Signature;
import org.tetrarch.ledger.execution.BatchExecutor;
import org.tetrarch.ledger.execution.ChainRules;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.execution.GenesisBlock;
import org.tetrarch.ledger.execution.OrderedBatch;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.state.AccountProof;
import org.tetrarch.ledger.state.WorldState;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.trie.TrieNodes;
import org.tetrarch.web.port.ChainEvents;
import org.tetrarch.web.port.ChainHead;
import org.tetrarch.web.port.ChainView;
import org.tetrarch.web.port.HistoryCursor;
import org.tetrarch.web.port.HistoryPage;
import org.tetrarch.web.port.LocatedTransaction;
import org.tetrarch.web.port.StoredBlock;
import org.tetrarch.web.port.Supply;

/** Executes what tests give it, and tells its listeners. */
public final class FakeChain implements ChainView, ChainEvents {

  /** The first block after genesis is this much later, and every further one as much again. */
  public static final long BLOCK_MILLIS = 1_500;

  public static final long GENESIS_SECONDS = 1_700_000_000;

  private final ChainRules rules;
  private final BatchExecutor executor;
  private final Supply genesisSupply;
  private final Map<Hash, byte[]> trieNodes = new HashMap<>();
  private final List<StoredBlock> blocks = new ArrayList<>();
  private final List<WorldState> states = new ArrayList<>();
  private final SortedMap<Long, Certificate> certificates = new TreeMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private long certifiedHeight;
  private int checkpointInterval = 1;

  FakeChain(ChainRules rules, Map<Address, Wei> alloc) {
    this.rules = rules;
    this.executor = new BatchExecutor(rules);
    TrieNodes nodes = trieNodes::get;
    GenesisBlock genesis = GenesisBlock.create(rules, GENESIS_SECONDS, alloc, Hash.ZERO, nodes);
    trieNodes.putAll(genesis.newTrieNodes());
    blocks.add(new StoredBlock(genesis.block(), List.of()));
    states.add(genesis.state());
    genesisSupply = new Supply(genesis.supply(), Wei.ZERO);
  }

  /** Executes a block that node0 proposed, and does not certify it. */
  public synchronized StoredBlock execute(SignedTransaction... transactions) {
    BlockHeader parent = blocks.getLast().block().header();
    long time = parent.timestampMillis() + BLOCK_MILLIS;
    return apply(
        new OrderedBatch(time, Keys.VALIDATORS.getFirst().address(), List.of(transactions)));
  }

  /** Executes the block of a null request. */
  public synchronized StoredBlock executeNullRequest() {
    return apply(OrderedBatch.empty(blocks.getLast().block().header()));
  }

  private StoredBlock apply(OrderedBatch batch) {
    ExecutedBlock executed =
        executor.apply(states.getLast(), blocks.getLast().block().header(), batch);
    if (!executed.skipped().isEmpty()) {
      throw new IllegalArgumentException("the test's batch has " + executed.skipped());
    }
    trieNodes.putAll(executed.newTrieNodes());
    StoredBlock stored = new StoredBlock(executed.block(), executed.receipts());
    blocks.add(stored);
    states.add(executed.state());
    listeners.forEach(listener -> listener.blockExecuted(stored));
    return stored;
  }

  /** From now on only every so many blocks gets a certificate. */
  public synchronized void certifyEvery(int blocks) {
    checkpointInterval = blocks;
  }

  /** Certifies everything that is executed, by these validators. */
  public synchronized void certify(int... signers) {
    SigningDomain domain = new SigningDomain(rules.chainId(), genesisHash());
    for (long height = certifiedHeight + 1; height < blocks.size(); height++) {
      if (height % checkpointInterval != 0) {
        continue;
      }
      Hash hash = blocks.get((int) height).block().hash();
      Hash statement = CheckpointStatement.of(domain, height, hash).signingHash();
      SortedMap<Integer, Signature> signatures = new TreeMap<>();
      for (int signer : signers) {
        signatures.put(signer, Keys.VALIDATORS.get(signer).sign(statement));
      }
      certificates.put(height, new Certificate(height, hash, signatures));
      certifiedHeight = height;
    }
    listeners.forEach(listener -> listener.certified(certifiedHeight));
  }

  /** Executes a block and has three of the four certify it. */
  public StoredBlock finalise(SignedTransaction... transactions) {
    StoredBlock stored = execute(transactions);
    certify(0, 1, 2);
    return stored;
  }

  public Hash genesisHash() {
    return blocks.getFirst().block().hash();
  }

  void tellPending(Hash hash) {
    listeners.forEach(listener -> listener.transactionPending(hash));
  }

  void tellConsensusChanged() {
    listeners.forEach(Listener::consensusChanged);
  }

  /** How many are subscribed. */
  public int listenerCount() {
    return listeners.size();
  }

  @Override
  public Subscription subscribe(Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public synchronized ChainHead head() {
    return new ChainHead(blocks.size() - 1L, blocks.getLast().block().hash(), certifiedHeight);
  }

  @Override
  public synchronized Optional<StoredBlock> block(long height) {
    return height >= 0 && height < blocks.size()
        ? Optional.of(blocks.get((int) height))
        : Optional.empty();
  }

  @Override
  public synchronized Optional<StoredBlock> block(Hash hash) {
    return blocks.stream().filter(stored -> stored.block().hash().equals(hash)).findFirst();
  }

  @Override
  public synchronized Optional<LocatedTransaction> transaction(Hash hash) {
    return newestFirst().stream()
        .filter(located -> located.transaction().hash().equals(hash))
        .findFirst();
  }

  @Override
  public synchronized Optional<Account> account(Address address, long height) {
    return height < states.size()
        ? Optional.of(states.get((int) height).account(address))
        : Optional.empty();
  }

  @Override
  public synchronized Optional<AccountProof> accountProof(Address address, long height) {
    return height < states.size()
        ? Optional.of(states.get((int) height).prove(address))
        : Optional.empty();
  }

  @Override
  public synchronized Optional<Certificate> certificate(long height) {
    return Optional.ofNullable(certificates.get(height));
  }

  @Override
  public synchronized HistoryPage history(
      Address address, Optional<HistoryCursor> before, int limit) {
    List<LocatedTransaction> all =
        newestFirst().stream()
            .filter(located -> before.isEmpty() || isBefore(located, before.get()))
            .filter(located -> involves(located.transaction(), address))
            .toList();
    List<LocatedTransaction> page = all.stream().limit(limit).toList();
    return new HistoryPage(
        page,
        page.size() < all.size()
            ? Optional.of(
                new HistoryCursor(page.getLast().header().number(), page.getLast().index()))
            : Optional.empty());
  }

  private List<LocatedTransaction> newestFirst() {
    List<LocatedTransaction> all = new ArrayList<>();
    for (StoredBlock stored : blocks) {
      for (int index = 0; index < stored.receipts().size(); index++) {
        all.add(LocatedTransaction.of(stored, index));
      }
    }
    return all.reversed();
  }

  private static boolean isBefore(LocatedTransaction located, HistoryCursor cursor) {
    long height = located.header().number();
    return height < cursor.height()
        || (height == cursor.height() && located.index() < cursor.index());
  }

  private static boolean involves(SignedTransaction transaction, Address address) {
    return transaction.sender().equals(address) || transaction.to().equals(address);
  }

  @Override
  public synchronized Optional<Supply> supply() {
    Wei burnt =
        blocks.stream().map(stored -> stored.block().header().burnt()).reduce(Wei.ZERO, Wei::plus);
    return Optional.of(new Supply(genesisSupply.genesis(), burnt));
  }
}
