package org.tetrarch.wallet.fake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.certificate.CheckpointStatement;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.crypto.Signature;
import org.tetrarch.ledger.execution.BatchExecutor;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.execution.GenesisBlock;
import org.tetrarch.ledger.execution.OrderedBatch;
import org.tetrarch.ledger.proof.BalanceProof;
import org.tetrarch.ledger.proof.HeaderProof;
import org.tetrarch.ledger.proof.ReceiptProof;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.state.WorldState;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.trie.TrieNodes;

/**
 * The ready-made network's chain in memory: real blocks, each certified by node0, node1 and node2.
 */
public final class FakeChain {
  public static final Genesis GENESIS = DevelopmentNetwork.create(4, 10).genesis();

  private static final GenesisBlock BLOCK_0 = GENESIS.genesisBlock(TrieNodes.NONE);
  private static final Hash GENESIS_HASH = BLOCK_0.block().hash();

  private final List<ExecutedBlock> blocks = new ArrayList<>();
  private final Map<Hash, Place> places = new LinkedHashMap<>();

  /** Where a transaction is. */
  record Place(int height, int index) {}

  /** Executes these in one block and certifies it. */
  public synchronized void execute(SignedTransaction... transactions) {
    BlockHeader parent = header(height());
    Address proposer = GENESIS.validators().getFirst().address();
    OrderedBatch batch =
        new OrderedBatch(parent.timestampMillis() + 1_000, proposer, List.of(transactions));
    ExecutedBlock executed =
        new BatchExecutor(GENESIS.rules()).apply(state(height()), parent, batch);
    if (!executed.skipped().isEmpty()) {
      throw new IllegalArgumentException("not executed: " + executed.skipped());
    }
    blocks.add(executed);
    for (int i = 0; i < transactions.length; i++) {
      places.put(transactions[i].hash(), new Place(blocks.size(), i));
    }
  }

  public synchronized int height() {
    return blocks.size();
  }

  public synchronized BlockHeader header(int height) {
    return height == 0 ? BLOCK_0.block().header() : blocks.get(height - 1).block().header();
  }

  private WorldState state(int height) {
    return height == 0 ? BLOCK_0.state() : blocks.get(height - 1).state();
  }

  public synchronized Account account(Address address, int height) {
    return state(height).account(address);
  }

  /** The transactions that this address sent or received, the newest first. */
  public synchronized List<SignedTransaction> history(Address address) {
    List<SignedTransaction> history = new ArrayList<>();
    for (ExecutedBlock executed : blocks) {
      for (SignedTransaction transaction : executed.block().transactions()) {
        if (transaction.sender().equals(address) || transaction.to().equals(address)) {
          history.addFirst(transaction);
        }
      }
    }
    return history;
  }

  synchronized @Nullable SignedTransaction find(Hash hash) {
    Place place = places.get(hash);
    return place == null
        ? null
        : blocks.get(place.height() - 1).block().transactions().get(place.index());
  }

  synchronized Optional<Integer> heightOf(Hash hash) {
    return Optional.ofNullable(places.get(hash)).map(Place::height);
  }

  /** The certificate of this header, truly signed by these validators. */
  public static Certificate certificate(BlockHeader header, int... signers) {
    return certificate(header.number(), header.hash(), signers);
  }

  public static Certificate certificate(long height, Hash block, int... signers) {
    Hash statement =
        CheckpointStatement.of(GENESIS.trusted().domain(), height, block).signingHash();
    SortedMap<Integer, Signature> signatures = new TreeMap<>();
    for (int index : signers) {
      signatures.put(index, DevelopmentNetwork.nodeKey(index).sign(statement));
    }
    return new Certificate(height, block, signatures);
  }

  public synchronized HeaderProof headerProof(int height) {
    BlockHeader header = header(height);
    return new HeaderProof(
        header,
        List.of(),
        height == 0 ? Optional.empty() : Optional.of(certificate(header, 0, 1, 2)));
  }

  public synchronized BalanceProof accountProof(Address address, int height) {
    return new BalanceProof(state(height).prove(address), headerProof(height));
  }

  public synchronized Optional<ReceiptProof> receiptProof(Hash hash) {
    Place place = places.get(hash);
    if (place == null) {
      return Optional.empty();
    }
    ExecutedBlock executed = blocks.get(place.height() - 1);
    return Optional.of(
        ReceiptProof.of(
            executed.block(), executed.receipts(), place.index(), headerProof(place.height())));
  }

  static Hash genesisHash() {
    return GENESIS_HASH;
  }

  /** One of the public accounts' keys. */
  public static PrivateKey key(int index) {
    return DevelopmentNetwork.accountKeys(index + 1).getLast();
  }
}
