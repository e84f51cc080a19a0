package org.tetrarch.ledger.execution;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.block.Receipt;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.state.StateCommit;
import org.tetrarch.ledger.state.WorldState;
import org.tetrarch.ledger.trie.TrieNodes;

/**
 * Block 0: the balances that a chain begins with.
 *
 * @param newTrieNodes to be stored with the block; the arrays are handed over and must not be
 *     changed
 * @param supply all coins there will ever be: fees burn some, nothing makes any
 */
public record GenesisBlock(
    Block block, WorldState state, Map<Hash, byte[]> newTrieNodes, Wei supply) {

  /** Like the other one, for a chain that lives in memory or whose state is opened from a store. */
  public static GenesisBlock create(
      ChainRules rules, long timestampSeconds, Map<Address, Wei> alloc, Hash commitment) {
    return create(rules, timestampSeconds, alloc, commitment, TrieNodes.NONE);
  }

  /**
   * Makes the genesis block.
   *
   * @param timestampSeconds seconds since 1970
   * @param alloc balances; addresses with nothing are as good as not there
   * @param commitment a hash of what else genesis fixes, the validators above all; kept in {@code
   *     mixHash}, so that the genesis hash stands for it
   * @param nodes where later commits' nodes will be found
   */
  public static GenesisBlock create(
      ChainRules rules,
      long timestampSeconds,
      Map<Address, Wei> alloc,
      Hash commitment,
      TrieNodes nodes) {
    Map<Address, Account> accounts = new TreeMap<>();
    Wei supply = Wei.ZERO;
    for (Map.Entry<Address, Wei> entry : new TreeMap<>(alloc).entrySet()) {
      accounts.put(entry.getKey(), new Account(0, entry.getValue()));
      supply = supply.plus(entry.getValue());
    }
    StateCommit commit = WorldState.empty(nodes).with(accounts);
    BlockHeader header =
        new BlockHeader(
            Hash.ZERO,
            Address.ZERO,
            commit.state().root(),
            Block.transactionsRoot(List.of()),
            Receipt.root(List.of()),
            0,
            rules.blockGasLimit(),
            0,
            Math.multiplyExact(timestampSeconds, 1000L),
            commitment,
            rules.baseFeePerGas());
    return new GenesisBlock(
        new Block(header, List.of()), commit.state(), commit.newTrieNodes(), supply);
  }
}
