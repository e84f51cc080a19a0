package org.tetrarch.lab.simulator.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.genesis.network.NewNetwork;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.execution.BatchExecutor;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.execution.OrderedBatch;
import org.tetrarch.ledger.state.WorldState;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;

/** A network of four, and blocks that could be its first one. */
final class FirstBlock {
  private final NewNetwork network = DevelopmentNetwork.create(4, 2);
  private final BlockHeader parent;
  private final WorldState state;

  FirstBlock() {
    Map<Hash, byte[]> nodes = new TreeMap<>();
    var block = genesis().genesisBlock(nodes::get);
    nodes.putAll(block.newTrieNodes());
    parent = block.block().header();
    state = WorldState.open(parent.stateRoot(), nodes::get);
  }

  Genesis genesis() {
    return network.genesis();
  }

  PrivateKey validatorKey(int index) {
    return network.nodes().get(index).key();
  }

  /** Of the genesis block. */
  BlockHeader parent() {
    return parent;
  }

  /** As genesis leaves it. */
  WorldState state() {
    return state;
  }

  ExecutedBlock block(long millisLater, SignedTransaction... transactions) {
    return new BatchExecutor(genesis().rules())
        .apply(
            state,
            parent,
            new OrderedBatch(
                parent.timestampMillis() + millisLater, Address.ZERO, List.of(transactions)));
  }

  SignedTransaction transfer(long nonce) {
    List<PrivateKey> keys = DevelopmentNetwork.accountKeys(2);
    return UnsignedTransaction.dynamicFee(genesis().chainId())
        .nonce(nonce)
        .maxFeePerGas(Wei.gwei(1))
        .value(Wei.gwei(1))
        .to(keys.get(1).address())
        .sign(keys.get(0));
  }

  static void assertViolates(String invariant, ThrowingCallable what) {
    assertThatThrownBy(what)
        .isInstanceOfSatisfying(
            Violation.class, violation -> assertThat(violation.invariant()).isEqualTo(invariant));
  }
}
