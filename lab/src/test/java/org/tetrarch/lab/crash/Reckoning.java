package org.tetrarch.lab.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.state.WorldState;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.core.ReplicaStores;
import org.tetrarch.node.storage.ChainStore;
import org.tetrarch.node.storage.DataDirectory;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.storage.StoredBlock;

/** What lies on the disks of all nodes after they have ended, held against what was promised. */
final class Reckoning implements AutoCloseable {
  private final Genesis genesis;
  private final List<ReplicaStores> stores = new ArrayList<>();

  Reckoning(LiveNodes nodes, Genesis genesis) throws StorageException {
    this.genesis = genesis;
    for (int node = 0; node < LiveNodes.COUNT; node++) {
      DataDirectory directory =
          DataDirectory.open(nodes.dataOf(node), DiskContent.marker(genesis, node));
      stores.add(ReplicaStores.open(genesis, directory, DiskContent.transactions(genesis)));
    }
  }

  private ChainStore chain(int node) {
    return stores.get(node).chain();
  }

  /** The height of all chains, which must be one. */
  long height() {
    List<Long> heights = stores.stream().map(each -> each.chain().tip().height()).toList();
    assertThat(heights).as("heights").containsOnly(heights.getFirst());
    return heights.getFirst();
  }

  /** INV-1, INV-8: all nodes have the same block at every height, whole. */
  void sameBlocksEverywhere() throws StorageException {
    for (long height = 0; height <= height(); height++) {
      Hash first = chain(0).header(height).orElseThrow().hash();
      for (int node = 0; node < LiveNodes.COUNT; node++) {
        StoredBlock stored = chain(node).block(height).orElseThrow();
        assertThat(stored.block().hash()).as("block %d of node%d", height, node).isEqualTo(first);
      }
    }
  }

  /** Every certificate is valid, and on every node there is one for all that was promised. */
  void everyBlockIsProven(Promises promises) throws StorageException {
    long highest = promises.blocks().keySet().stream().mapToLong(each -> each).max().orElse(0);
    for (int node = 0; node < LiveNodes.COUNT; node++) {
      assertThat(chain(node).tip().certifiedHeight()).isGreaterThanOrEqualTo(highest);
      for (long height = 1; height <= height(); height++) {
        Optional<Certificate> certificate = chain(node).certificate(height);
        assertThat(certificate.flatMap(this::problem)).as("certificate on node%d", node).isEmpty();
      }
    }
  }

  private Optional<String> problem(Certificate certificate) {
    return certificate.verify(
        genesis.signingDomain(), genesis.validatorAddresses(), genesis.quorum());
  }

  /** INV-6, for CHECKPOINTs: whoever signed a block's certificate signed no other block there. */
  void hear(Voices voices) throws StorageException {
    for (int node = 0; node < LiveNodes.COUNT; node++) {
      for (long height = 1; height <= height(); height++) {
        Optional<Certificate> certificate = chain(node).certificate(height);
        certificate.ifPresent(voices::certificate);
      }
    }
  }

  /** INV-5: what a client was told is final is there, in that very block, on every node. */
  void promisesAreKept(Promises promises) throws StorageException {
    for (Map.Entry<Long, Promises.Block> each : promises.blocks().entrySet()) {
      for (int node = 0; node < LiveNodes.COUNT; node++) {
        StoredBlock stored = chain(node).block(each.getKey()).orElseThrow();
        String where = "block %d of node%d".formatted(each.getKey(), node);
        assertThat(stored.block().hash().toHex()).as(where).isEqualTo(each.getValue().hash());
        List<String> transfers =
            stored.block().transactions().stream()
                .map(SignedTransaction::hash)
                .map(Hash::toHex)
                .toList();
        assertThat(transfers).as(where).containsAll(each.getValue().transfers());
      }
    }
  }

  /** INV-4: balances and burnt fees are the genesis supply. */
  void noCoinIsLostOrMade() {
    List<Address> holders =
        Stream.concat(genesis.alloc().keySet().stream(), genesis.validatorAddresses().stream())
            .distinct()
            .toList();
    for (int node = 0; node < LiveNodes.COUNT; node++) {
      BlockHeader head = chain(node).tip().header();
      WorldState state = chain(node).stateAfter(head);
      Wei sum = chain(node).tip().burnt();
      for (Address holder : holders) {
        sum = sum.plus(state.account(holder).balance());
      }
      assertThat(sum).as("coins on node%d", node).isEqualTo(genesis.supply());
    }
  }

  /** INV-14, in half: all of them are correct, so nobody is accused. */
  void nobodyIsAccused() {
    for (int node = 0; node < LiveNodes.COUNT; node++) {
      assertThat(stores.get(node).evidence().list()).as("evidence on node%d", node).isEmpty();
    }
  }

  @Override
  public void close() throws StorageException {
    for (ReplicaStores each : stores) {
      each.close();
    }
  }
}
