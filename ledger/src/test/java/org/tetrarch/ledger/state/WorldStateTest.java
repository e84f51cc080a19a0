package org.tetrarch.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.trie.MemoryNodes;
import org.tetrarch.ledger.trie.Trie;
import org.tetrarch.ledger.trie.TrieNodeException;

class WorldStateTest {
  private final MemoryNodes nodes = new MemoryNodes();
  private final WorldState state = stored(WorldState.empty(nodes), accounts(40));

  @Test
  void aStateIsOpenedAgainByItsRoot() {
    WorldState opened = WorldState.open(state.root(), nodes);
    assertThat(opened.account(address(7))).isEqualTo(new Account(7, Wei.of(1_007)));
    assertThat(opened.account(address(99))).isEqualTo(Account.EMPTY);
  }

  @Test
  void anEmptyAccountIsNotThere() {
    // EIP-161: an account without nonce and balance is as good as none.
    WorldState same = stored(state, Map.of(address(99), Account.EMPTY));
    assertThat(same.root()).isEqualTo(state.root());

    WorldState back = stored(state, Map.of(address(5), Account.EMPTY));
    assertThat(stored(back, Map.of(address(5), state.account(address(5)))).root())
        .isEqualTo(state.root());
  }

  @Test
  void anAccountWithoutMoneyStaysForItsNonce() {
    WorldState spent = stored(state, Map.of(address(5), new Account(1, Wei.ZERO)));
    assertThat(spent.account(address(5)).nonce()).isEqualTo(1);
    assertThat(spent.root()).isNotEqualTo(state.root());
  }

  @Test
  void aStateOfNobodyHasTheRootOfTheEmptyTrie() {
    Map<Address, Account> nobody = new TreeMap<>();
    accounts(40).keySet().forEach(address -> nobody.put(address, Account.EMPTY));
    assertThat(stored(state, nobody).root()).isEqualTo(Trie.EMPTY_ROOT);
  }

  @Test
  void presenceAndAbsenceAreProven() throws Exception {
    for (int i : new int[] {0, 7, 39, 40, 99}) {
      AccountProof proof = state.prove(address(i));
      assertThat(proof.account()).isEqualTo(state.account(address(i)));
      proof.verify(state.root());
    }
  }

  @Test
  void aProofOfSomethingElseIsRefused() {
    AccountProof proof = state.prove(address(7));
    Account richer = new Account(7, Wei.of(1_008));
    refused(new AccountProof(address(7), richer, proof.nodes()), state.root());
    refused(new AccountProof(address(7), Account.EMPTY, proof.nodes()), state.root());
    refused(new AccountProof(address(8), proof.account(), proof.nodes()), state.root());
    refused(new AccountProof(address(7), proof.account(), List.of()), state.root());
    refused(proof, stored(state, Map.of(address(1), richer)).root());
  }

  @Test
  void aProofCannotBeChangedByWhoHoldsIt() throws Exception {
    AccountProof proof = state.prove(address(7));
    proof.nodes().forEach(node -> node[0] ^= 1);
    proof.verify(state.root());
  }

  @Test
  void whatTheStoreLostIsNamed() {
    WorldState opened = WorldState.open(state.root(), nodes);
    nodes.lose(state.root());
    assertThatThrownBy(() -> opened.account(address(7)))
        .isInstanceOf(TrieNodeException.class)
        .hasMessageContaining(state.root().toHex());
  }

  private static void refused(AccountProof proof, Hash root) {
    assertThatThrownBy(() -> proof.verify(root)).isInstanceOf(MalformedException.class);
  }

  private WorldState stored(WorldState before, Map<Address, Account> changes) {
    StateCommit commit = before.with(changes);
    nodes.store(commit.newTrieNodes());
    return commit.state();
  }

  private static Map<Address, Account> accounts(int count) {
    Map<Address, Account> accounts = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      accounts.put(address(i), new Account(i, Wei.of(1_000 + i)));
    }
    return accounts;
  }

  private static Address address(int index) {
    byte[] bytes = new byte[Address.SIZE];
    bytes[0] = (byte) index;
    return Address.of(bytes);
  }
}
