package org.tetrarch.genesis;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.execution.ChainRules;
import org.tetrarch.ledger.execution.GenesisBlock;
import org.tetrarch.ledger.proof.TrustedChain;
import org.tetrarch.ledger.trie.TrieNodes;

/**
 * A valid genesis. The constructor throws {@link IllegalArgumentException} whose message starts
 * with the path of the field that is wrong.
 *
 * @param chainId in every signature; [1, {@value #MAX_CHAIN_ID}]
 * @param symbol the coin's, 2 to 6 letters or digits, as wallets accept it
 * @param validators in the order of their indices
 * @param timestamp seconds since 1970
 * @param gasLimit most gas in one block; a transfer takes 21,000
 * @param baseFeePerGas the fee per gas that is burnt, the same in every block
 * @param alloc who owns what at the start
 * @param allowMemo whether a transfer may carry call data
 * @param allowUnprotected whether transactions without a chain id (before EIP-155) are accepted
 */
public record Genesis(
    long chainId,
    String symbol,
    PbftParameters pbft,
    List<Validator> validators,
    long timestamp,
    long gasLimit,
    Wei baseFeePerGas,
    SortedMap<Address, Allocation> alloc,
    boolean allowMemo,
    boolean allowUnprotected) {

  /** MetaMask's limit, the lowest of those that clients set: (2^53 - 1 - 36) / 2, rounded down. */
  public static final long MAX_CHAIN_ID = 4_503_599_627_370_477L;

  /** n² messages per block: more is no sensible PBFT network, and bounds every vote set. */
  public static final int MAX_VALIDATORS = 128;

  public static final String DEFAULT_SYMBOL = "TET";
  public static final long DEFAULT_GAS_LIMIT = 60_000_000;
  public static final Wei DEFAULT_BASE_FEE = Wei.gwei(1);

  public Genesis {
    validators = List.copyOf(validators);
    alloc = Collections.unmodifiableSortedMap(new TreeMap<>(alloc));
    GenesisChecks.chain(chainId, symbol, timestamp, gasLimit, baseFeePerGas);
    GenesisChecks.validators(validators);
    GenesisChecks.window(pbft.window(), quorumOf(validators.size()));
    GenesisChecks.supply(alloc);
  }

  /** n, the number of replicas. */
  public int n() {
    return validators.size();
  }

  /** How many Byzantine replicas the chain tolerates: ⌊(n-1)/3⌋. */
  public int f() {
    return faultyOf(n());
  }

  /** How many replicas must say the same: ⌈(n+f+1)/2⌉, so that two quorums share f+1. */
  public int quorum() {
    return quorumOf(n());
  }

  /** {@link #quorum()} of a chain of n replicas. */
  public static int quorumOf(int n) {
    return (n + faultyOf(n) + 2) / 2;
  }

  private static int faultyOf(int n) {
    return (n - 1) / 3;
  }

  /** The validators' addresses by index. */
  public List<Address> validatorAddresses() {
    return validators.stream().map(Validator::address).toList();
  }

  /** The index of the validator with this address, if there is one. */
  public OptionalInt validatorIndex(Address address) {
    int index = validatorAddresses().indexOf(address);
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** The sum of all balances: what balances and burnt fees together must always equal. */
  public Wei supply() {
    return alloc.values().stream().map(Allocation::balance).reduce(Wei.ZERO, Wei::plus);
  }

  public ChainRules rules() {
    return new ChainRules(chainId, gasLimit, baseFeePerGas, allowMemo, allowUnprotected);
  }

  /**
   * Block 0, made anew on each call, which hashes the state of all accounts: call it once. Its
   * mixHash is {@link #commitment()}.
   *
   * @param nodes where the state's nodes will be found once the caller has stored them
   */
  public GenesisBlock genesisBlock(TrieNodes nodes) {
    Map<Address, Wei> balances = new TreeMap<>();
    alloc.forEach((address, allocation) -> balances.put(address, allocation.balance()));
    return GenesisBlock.create(rules(), timestamp, balances, commitment(), nodes);
  }

  /** The hash of block 0, made anew on each call. */
  public Hash hash() {
    return genesisBlock(TrieNodes.NONE).block().hash();
  }

  /** What every consensus signature of this chain covers; computes {@link #hash()}. */
  public SigningDomain signingDomain() {
    return new SigningDomain(chainId, hash());
  }

  /** What proofs of this chain are checked against; computes {@link #hash()}. */
  public TrustedChain trusted() {
    return new TrustedChain(signingDomain(), validatorAddresses(), quorum());
  }

  /** What the genesis block says of the rules that its own fields do not hold. */
  public Hash commitment() {
    return GenesisCommitment.of(this);
  }

  /**
   * The same network with every endpoint {@code offset} ports up. The hash stays: endpoints are no
   * part of it.
   */
  public Genesis withPortOffset(int offset) {
    return withValidators(
        validators.stream().map(v -> v.at(v.endpoint().shifted(offset))).toList());
  }

  private Genesis withValidators(List<Validator> others) {
    return new Genesis(
        chainId,
        symbol,
        pbft,
        others,
        timestamp,
        gasLimit,
        baseFeePerGas,
        alloc,
        allowMemo,
        allowUnprotected);
  }
}
