package org.tetrarch.ledger.execution;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Keccak;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.state.WorldState;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.trie.MemoryNodes;

/** A chain that grows in memory; its trie nodes are kept apart, as a node's store keeps them. */
public final class TestChain {
  public static final long CHAIN_ID = 7357;
  public static final Address PROPOSER =
      Address.fromHex("0x00000000000000000000000000000000000000aa");

  /** Memos are allowed, blocks have room for a hundred transfers. */
  public static final ChainRules RULES =
      new ChainRules(CHAIN_ID, 2_100_000, Wei.gwei(1), true, false);

  private static final long BEGINNING = 1_750_000_000;

  private final MemoryNodes nodes = new MemoryNodes();
  private final BatchExecutor executor;
  private final GenesisBlock genesis;
  private BlockHeader head;
  private WorldState state;

  private TestChain(ChainRules rules, Map<Address, Wei> alloc) {
    genesis = GenesisBlock.create(rules, BEGINNING, alloc, Keccak.hash(new byte[] {7}), nodes);
    nodes.store(genesis.newTrieNodes());
    executor = new BatchExecutor(rules);
    head = genesis.block().header();
    state = genesis.state();
  }

  public static TestChain with(ChainRules rules, Map<Address, Wei> alloc) {
    return new TestChain(rules, alloc);
  }

  /** Under {@link #RULES}, with 1,000 coins for each of so many {@link #key keys}. */
  public static TestChain withAccounts(int keys) {
    Map<Address, Wei> alloc = new TreeMap<>();
    for (int i = 0; i < keys; i++) {
      alloc.put(key(i).address(), Wei.coins(1_000));
    }
    return new TestChain(RULES, alloc);
  }

  /** One of the fixed keys that tests sign with. */
  public static PrivateKey key(int index) {
    byte[] entropy = new byte[PrivateKey.MIN_ENTROPY];
    entropy[0] = (byte) (index >> 8);
    entropy[1] = (byte) index;
    entropy[2] = 1;
    return PrivateKey.fromEntropy(entropy);
  }

  public GenesisBlock genesis() {
    return genesis;
  }

  public BlockHeader head() {
    return head;
  }

  public WorldState state() {
    return state;
  }

  /** What executing this batch on the head would give; the chain stays as it is. */
  public ExecutedBlock tryOut(OrderedBatch batch) {
    return executor.apply(state, head, batch);
  }

  /** The same from the stored nodes alone, as a node does that was started again. */
  public ExecutedBlock tryOutAfterRestart(OrderedBatch batch) {
    return executor.apply(WorldState.open(head.stateRoot(), nodes), head, batch);
  }

  public ExecutedBlock execute(OrderedBatch batch) {
    ExecutedBlock executed = tryOut(batch);
    nodes.store(executed.newTrieNodes());
    head = executed.block().header();
    state = executed.state();
    return executed;
  }

  public ExecutedBlock execute(SignedTransaction... transactions) {
    return execute(batch(List.of(transactions)));
  }

  /** A batch of {@link #PROPOSER}, a second and a bit after the head. */
  public OrderedBatch batch(List<SignedTransaction> transactions) {
    return new OrderedBatch(head.timestampMillis() + 1_234, PROPOSER, transactions);
  }

  /** Opens the state of any block from the stored nodes. */
  public WorldState stored(Hash root) {
    return WorldState.open(root, nodes);
  }
}
