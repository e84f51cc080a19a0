package org.tetrarch.node.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.execution.BatchExecutor;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.execution.OrderedBatch;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.fixture.TestChain;
import org.tetrarch.node.storage.ChainStore;
import org.tetrarch.node.storage.KeyValueStore;
import org.tetrarch.node.storage.MemoryStore;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.wire.CertifiedBlock;

/** A chain that has grown, with a certificate for each block. */
final class Grown {
  private final Genesis genesis;
  private final ChainStore store;

  Grown(Genesis genesis, KeyValueStore disk) throws StorageException {
    this.genesis = genesis;
    store = ChainStore.open(disk, genesis).chain();
  }

  /** So many blocks with one transfer each. */
  static Grown by(int blocks) throws StorageException {
    Grown chain = new Grown(TestChain.genesis(), new MemoryStore());
    for (int nonce = 0; nonce < blocks; nonce++) {
      chain.add(TestChain.transfer(0, nonce, 1));
    }
    return chain;
  }

  void add(SignedTransaction... transactions) throws StorageException {
    ExecutedBlock executed = execute(transactions);
    long height = executed.block().number();
    Certificate certificate =
        TestChain.certificate(genesis, height, executed.block().hash(), 0, 1, 2);
    store.append(executed, Optional.of(certificate));
  }

  /** The block that these would make, without making it. */
  ExecutedBlock execute(SignedTransaction... transactions) {
    var parent = store.tip().header();
    OrderedBatch batch =
        new OrderedBatch(
            parent.timestampMillis() + 1, TestChain.validator(0), List.of(transactions));
    return new BatchExecutor(genesis.rules()).apply(store.stateAfter(parent), parent, batch);
  }

  ChainStore store() {
    return store;
  }

  CertifiedBlock block(long height) throws StorageException {
    return new CertifiedBlock(store.block(height).orElseThrow().block(), store.certificate(height));
  }

  List<CertifiedBlock> blocks(long from, long to) throws StorageException {
    List<CertifiedBlock> blocks = new ArrayList<>();
    for (long height = from; height <= to; height++) {
      blocks.add(block(height));
    }
    return blocks;
  }
}
