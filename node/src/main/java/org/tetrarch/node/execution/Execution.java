package org.tetrarch.node.execution;

import java.util.function.LongSupplier;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.node.mempool.Mempool;
import org.tetrarch.node.storage.ChainStore;

/** All that is done on the head of one chain, by one thread. */
public record Execution(
    StateMachine machine, BatchValidator validator, BatchBuilder builder, BlockImporter importer) {

  /**
   * Puts the parts together for one replica; from then on the mempool follows the blocks.
   *
   * @param self this replica's address
   * @param clock Unix time in milliseconds
   */
  public static Execution create(
      ChainStore store, Genesis genesis, Mempool mempool, Address self, LongSupplier clock) {
    StateMachine machine = new StateMachine(store, genesis.rules());
    machine.onBlock(mempool::onBlock);
    int maxTransactions = genesis.pbft().maxBatchTransactions();
    SigningDomain domain = new SigningDomain(genesis.chainId(), store.genesis().block().hash());
    return new Execution(
        machine,
        new BatchValidator(machine, maxTransactions, clock),
        new BatchBuilder(machine, mempool, genesis.rules(), self, maxTransactions, clock),
        new BlockImporter(machine, domain, genesis.validatorAddresses(), genesis.quorum()));
  }
}
